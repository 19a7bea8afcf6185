package dev.kprov.verify.api;

import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/// Reads along what happens to the items of a list, to know that something has: a watch, see
/// <https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes>.
public final class Following implements AutoCloseable {
    /// Not known as whom, not allowed, not offered.
    private static final Set<Integer> DENIED = Set.of(401, 403, 405);

    private static final int BUFFER_BYTES = 8 * 1024;

    private final CompletableFuture<HttpResponse<InputStream>> response;
    private final LongAdder bytes;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final Thread reader = Thread.ofVirtual().unstarted(this::read);
    private volatile boolean open = true;
    private volatile boolean refused;

    private Following(CompletableFuture<HttpResponse<InputStream>> response, LongAdder bytes) {
        this.response = response;
        this.bytes = bytes;
    }

    /// @param bytes where what is read is counted
    static Following begin(CompletableFuture<HttpResponse<InputStream>> response, LongAdder bytes) {
        Following following = new Following(response, bytes);
        following.reader.start();
        return following;
    }

    private void read() {
        try (InputStream events = response.get().body()) {
            refused = DENIED.contains(response.get().code());
            if (!Answers.refuses(response.get().code())) {
                byte[] buffer = new byte[BUFFER_BYTES];
                for (int read = events.read(buffer); read >= 0; read = events.read(buffer)) {
                    bytes.add(read);
                    changed.set(true);
                }
                // Servers end them now and then: nobody knows what has happened since.
                changed.set(true);
            }
        } catch (IOException | ExecutionException | CancellationException e) {
            // Whoever asks finds it closed, and looks for himself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open = false;
        }
    }

    /// Whether something has happened since this was asked before.
    public boolean changed() {
        return changed.getAndSet(false);
    }

    /// Whether it would be told of changes.
    public boolean open() {
        return open;
    }

    /// Whether trying again is of no use.
    public boolean refused() {
        return refused;
    }

    @Override
    public void close() {
        response.cancel(true);
        reader.interrupt();
    }
}
