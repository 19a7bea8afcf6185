package dev.kprov.shell.ssh;

import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.kex.ExtInfoClientFactory;
import com.hierynomus.sshj.transport.mac.Macs;
import dev.kprov.shell.ssh.pace.Heartbeat;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.signature.SignatureRSA;
import net.schmizz.sshj.transport.cipher.Cipher;
import net.schmizz.sshj.transport.compression.NoneCompression;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.DHGexSHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import net.schmizz.sshj.transport.kex.KeyExchange;
import net.schmizz.sshj.transport.mac.MAC;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;
import org.jspecify.annotations.Nullable;

/// What kprov offers to a server: what every OpenSSH of the last ten years can, the fastest first, nothing broken.
///
/// Not SSHJ's own default, which tries each cipher it ever knew and loads Bouncy Castle for it: the JDK has all that
/// is needed here, and a connection is up in half the time.
final class Algorithms {

    /// Of certificates, which are asked for only where an authority is known.
    static final List<String> CERTIFICATES = List.of(
            "ssh-ed25519-cert-v01@openssh.com",
            "ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "ecdsa-sha2-nistp384-cert-v01@openssh.com",
            "ecdsa-sha2-nistp521-cert-v01@openssh.com",
            "rsa-sha2-512-cert-v01@openssh.com",
            "rsa-sha2-256-cert-v01@openssh.com");

    /// Built once: it is only read afterwards.
    static final Config CONFIG = config();

    private Algorithms() {}

    private static Config config() {
        SecurityUtils.setRegisterBouncyCastle(false);
        EcdsaName.register();
        ConfigImpl config = new ConfigImpl();
        config.setLoggerFactory(LoggerFactory.DEFAULT);
        config.setVersion("kprov");
        config.setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
        config.setKeyExchangeFactories(keyExchanges());
        config.setKeyAlgorithms(keys());
        config.setCipherFactories(ciphers());
        config.setMACFactories(macs());
        config.setCompressionFactories(List.of(new NoneCompression.Factory()));
        config.setFileKeyProviderFactories(List.of());
        // HostKeyCheck does: SSHJ would not ask who signed them.
        config.setVerifyHostKeyCertificates(false);
        config.setKeepAliveProvider(Heartbeat.PROVIDER);
        return config;
    }

    private static List<Factory.Named<KeyExchange>> keyExchanges() {
        return List.of(
                new Curve25519SHA256.Factory(),
                new Curve25519SHA256.FactoryLibSsh(),
                new ECDHNistP.Factory256(),
                new ECDHNistP.Factory384(),
                new ECDHNistP.Factory521(),
                new DHGexSHA256.Factory(),
                DHGroups.Group16SHA512(),
                DHGroups.Group14SHA256(),
                new ExtInfoClientFactory());
    }

    private static List<Factory.Named<KeyAlgorithm>> keys() {
        return List.of(
                KeyAlgorithms.EdDSA25519(),
                KeyAlgorithms.ECDSASHANistp256(),
                KeyAlgorithms.ECDSASHANistp384(),
                KeyAlgorithms.ECDSASHANistp521(),
                KeyAlgorithms.RSASHA512(),
                KeyAlgorithms.RSASHA256(),
                KeyAlgorithms.EdDSA25519CertV01(),
                KeyAlgorithms.ECDSASHANistp256CertV01(),
                KeyAlgorithms.ECDSASHANistp384CertV01(),
                KeyAlgorithms.ECDSASHANistp521CertV01(),
                rsaCertificate("rsa-sha2-512", new SignatureRSA.FactoryRSASHA512()),
                rsaCertificate("rsa-sha2-256", new SignatureRSA.FactoryRSASHA256()));
    }

    /// SSHJ knows only the one whose signatures are not safe any more.
    private static Factory.Named<KeyAlgorithm> rsaCertificate(String signature, Factory.Named<Signature> factory) {
        return new KeyAlgorithms.Factory(signature + "-cert-v01@openssh.com", factory, KeyType.RSA_CERT);
    }

    private static List<Factory.Named<Cipher>> ciphers() {
        return List.of(
                GcmCiphers.AES128GCM(),
                GcmCiphers.AES256GCM(),
                BlockCiphers.AES128CTR(),
                BlockCiphers.AES192CTR(),
                BlockCiphers.AES256CTR());
    }

    private static List<Factory.Named<MAC>> macs() {
        return List.of(Macs.HMACSHA2256Etm(), Macs.HMACSHA2512Etm(), Macs.HMACSHA2256(), Macs.HMACSHA2512());
    }

    /// Lets the JDK answer to `ECDSA`, the name by which SSHJ asks for a factory of elliptic-curve keys. The JDK
    /// calls it `EC`; loading all of Bouncy Castle for one name would make every connection slower.
    private static final class EcdsaName extends Provider {
        private static final long serialVersionUID = 1L;

        private EcdsaName(Service real) {
            super("kprov", "1", "ECDSA as another name for the JDK's EC");
            putService(new Renamed(this, real));
        }

        /// More of the same name are ignored, so once is as good as twice.
        static void register() {
            Security.addProvider(new EcdsaName(Security.getProvider("SunEC").getService("KeyFactory", "EC")));
        }

        private static final class Renamed extends Service {
            private final Service real;

            Renamed(Provider provider, Service real) {
                super(provider, "KeyFactory", "ECDSA", real.getClassName(), List.of(), Map.of());
                this.real = real;
            }

            @Override
            public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
                return real.newInstance(parameter);
            }
        }
    }
}
