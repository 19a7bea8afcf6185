package dev.kprov.shell.ssh;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets the JDK answer to `ECDSA`, the name by which SSHJ asks for a factory of elliptic-curve keys. The JDK calls it
/// `EC`; loading all of Bouncy Castle for one name would make every connection slower.
final class EcdsaName extends Provider {
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
