package dev.kprov.installer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VersionStepTest {
    @ParameterizedTest
    @CsvSource({"1.35.8, 1.36.4", "1.36.3, 1.36.4", "1.36.4, 1.36.4", "v1.35.8, 1.36.0", "1.9.1, 1.10.0", "null, 1.36.4"
    })
    void a_minor_version_or_patches_further_can_be_reached(String from, String to) {
        assertThat(new VersionStep(from, to).obstacle()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.36.4 | 1.36.3 | does not go back from 1.36.4 to 1.36.3",
                "1.36.4 | 1.35.9 | does not go back",
                "1.33.9 | 1.36.0 | 1.34 is next",
                "v1.34.0 | v1.36.0 | 1.35 is next"
            })
    void others_cannot(String from, String to, String why) {
        assertThat(new VersionStep(from, to).obstacle())
                .hasValueSatisfying(text -> assertThat(text).contains(why));
    }
}
