package dev.kprov.verify.api.tls;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/// Which curves a server is offered for the key that both make. Java makes a key of its own for each kind of curve
/// before it knows what the server takes, and the tables for the second kind cost more than all else of a handshake.
/// So at first the one is offered that almost all servers take; and all of them to a server that refuses it, as those
/// do that are bound to FIPS 140.
final class Greeting {
    private static final String[] USUAL = {"x25519"};

    private final AtomicBoolean all = new AtomicBoolean();

    void prepare(SSLParameters parameters) {
        if (!all.get()) {
            parameters.setNamedGroups(USUAL);
        }
    }

    /// Whether another try may succeed, with all that there are: the server has refused, in whatever words.
    boolean offersMore(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                        .anyMatch(cause -> cause instanceof SSLException
                                && String.valueOf(cause.getMessage()).contains("Received fatal alert"))
                && all.compareAndSet(false, true);
    }
}
