package dev.kprov.cli.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommaListTest {
    @Test
    void words_stand_between_commas() {
        assertThat(read("kubectl,apply,-f,a b.yaml")).containsExactly("kubectl", "apply", "-f", "a b.yaml");
        assertThat(read("a,,b,")).containsExactly("a", "", "b", "");
        assertThat(read("")).isEmpty();
    }

    @Test
    void quotes_keep_commas_line_breaks_and_doubled_quotes() {
        assertThat(read("sh,-c,\"echo \"\"a, b\"\"\",x")).containsExactly("sh", "-c", "echo \"a, b\"", "x");
        assertThat(read("\"one\ntwo\"")).containsExactly("one\ntwo");
        assertThat(read("\"\",a")).containsExactly("", "a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "sh,-c,\"s3cret | has a quote that does not close",
                "sh,s3\"cret   | has a quote within a word that does not begin with one",
                "\"a\"b,s3cret | goes on behind a closing quote without a comma"
            })
    void what_is_no_list_is_told_without_what_it_holds(String text, String why) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        KprovException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE);
                            assertThat(problem.what()).isEqualTo("--x is no list of words with commas between them");
                            assertThat(problem.why()).isEqualTo("it " + why);
                            assertThat(problem.toString()).doesNotContain("s3");
                        }));
    }

    @Test
    void the_example_of_the_remedy_is_a_list() {
        assertThatThrownBy(() -> read("\"")).isInstanceOfSatisfying(KprovException.class, e -> {
            String remedy = e.problems().getFirst().remedy();
            String example = remedy.substring(remedy.indexOf("--x='") + 5, remedy.length() - 1);
            assertThat(read(example)).containsExactly("sh", "-c", "echo \"a, b\"");
        });
    }

    private static List<String> read(String text) {
        return CommaList.read("--x", text);
    }
}
