package dev.kprov.cli.parts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.Credentials;
import org.junit.jupiter.api.Test;

final class FreshCredentialsTest {
    @Test
    void have_the_form_that_kubeadm_demands_and_differ_each_time() {
        Credentials one = FreshCredentials.make();
        Credentials other = FreshCredentials.make();

        assertThat(one.bootstrapToken()).matches("[a-z0-9]{6}\\.[a-z0-9]{16}").isNotEqualTo(other.bootstrapToken());
        assertThat(one.certificateKey()).matches("[0-9a-f]{64}").isNotEqualTo(other.certificateKey());
    }
}
