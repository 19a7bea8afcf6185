package dev.kprov.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.SecurityUtils;
import org.junit.jupiter.api.Test;

final class AlgorithmsTest {
    @Test
    void ecdsa_keys_need_nothing_but_the_jdk() throws Exception {
        assertThat(Algorithms.CONFIG.getVersion()).isEqualTo("kprov");
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC", "SunEC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        KeyFactory factory = KeyFactory.getInstance("ECDSA", Security.getProvider("kprov"));
        PrivateKey key = factory.generatePrivate(
                new ECPrivateKeySpec(BigInteger.TWO, curve.getParameterSpec(ECParameterSpec.class)));
        assertThat(key.getClass().getName()).startsWith("sun.security.ec.");
        assertThat(SecurityUtils.getSecurityProvider()).isNull();
    }

    @Test
    void nothing_broken_is_offered() {
        assertThat(Algorithms.CONFIG.getKeyAlgorithms())
                .extracting(Factory.Named::getName)
                .startsWith("ssh-ed25519")
                .doesNotContain("ssh-rsa", "ssh-dss");
        assertThat(Algorithms.CONFIG.getCipherFactories())
                .extracting(Factory.Named::getName)
                .noneMatch(name -> name.contains("cbc") || name.contains("arcfour"));
        assertThat(Algorithms.CONFIG.getKeyExchangeFactories())
                .extracting(Factory.Named::getName)
                .noneMatch(name -> name.endsWith("sha1"));
    }
}
