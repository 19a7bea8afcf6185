package dev.kprov.verify.api.tls;

/// Those that Java ships. It reads them all at the first certificate that it checks, to know whether one of them is
/// behind it, also where the kubeconfig names another authority. That takes a fifth of the time until a server has
/// answered, and nothing has to wait for it when it is begun before.
public final class ShippedAuthorities {
    static final String READER = "sun.security.util.AnchorCertificates";

    private ShippedAuthorities() {}

    /// Begins, and returns at once. Worth it before all else: what is made for a connection would wait for the same.
    public static void readAhead() {
        Thread.ofPlatform().daemon().name("authorities").start(() -> {
            try {
                Class.forName(READER);
            } catch (ClassNotFoundException | LinkageError e) {
                // Another Java: it reads them where it needs them, if it does, and says there what is wrong.
            }
        });
    }
}
