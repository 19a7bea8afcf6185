package dev.kprov.cli.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Go's `os.ExpandEnv` makes of the same words, as kubetest2 calls it.
class ExpansionTest {
    private final Expansion expansion = new Expansion(Map.of("A", "one", "B_2", "$A \\"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "$A            | one",
                "x${A}y$A.     | xoney" + "one.",
                "$B_2          | $A \\",
                "${B_2}-       | $A \\-",
                "-$NONE${NO}-  | --",
                "\\$A $A       | $A $A",
                "$             | $",
                "$.            | $.",
                "1$            | 1$",
                "-$?$1-        | --",
                "${A           | ${A",
                "\\            | \\"
            })
    void values_are_put_in(String word, String expanded) {
        assertThat(expansion.of(List.of(word, "plain"))).containsExactly(expanded, "plain");
    }
}
