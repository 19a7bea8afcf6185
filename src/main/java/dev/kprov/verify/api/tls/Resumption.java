package dev.kprov.verify.api.tls;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Has connections to one server begin one after the other. With TLS 1.3 a session that the server hands out is good
/// for one connection more, which brings the next (RFC 8446, sections 4.6.1 and C.4). Of those that begin together
/// all but one would have to prove again who both are, which costs either side more than the rest of a short stream.
final class Resumption {
    /// Not all servers hand out sessions, and nobody waits long for another.
    private static final long MOST_MILLIS = 100;

    private CompletableFuture<Boolean> turn = CompletableFuture.completedFuture(true);
    private volatile CompletableFuture<Boolean> expected = turn;

    /// Returns at once.
    ///
    /// @param connect begins to make the connection
    synchronized <T> CompletableFuture<T> inTurn(Supplier<CompletableFuture<T>> connect) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        CompletableFuture<T> made = turn.thenComposeAsync(
                        before -> {
                            expected = over;
                            return connect.get();
                        },
                        Thread::startVirtualThread)
                .whenComplete((connection, failure) -> over.complete(true));
        turn = over.completeOnTimeout(true, MOST_MILLIS, TimeUnit.MILLISECONDS);
        return made;
    }

    /// The server has handed out a session to whoever began last, or has agreed to use one that it had handed out.
    void arrived() {
        expected.complete(true);
    }
}
