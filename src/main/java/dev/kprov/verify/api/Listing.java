package dev.kprov.verify.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.verify.api.KubeApi.Reply;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/// A list on its way. Each item is made into what is wanted of it as it comes: the list of a large cluster is never
/// in memory as a whole, and takes as long as it takes while it goes on coming.
public final class Listing<T> {
    private static final int COMPRESSED_BYTES = 16 * 1024;

    private final Silence silence;
    private final Answers answers;
    private final Function<JsonNode, T> make;
    private final CompletableFuture<HttpResponse<InputStream>> response;
    private final FutureTask<Part<List<T>>> reading = new FutureTask<>(this::take);
    private final LongAdder bytes;
    private final AtomicLong taken = new AtomicLong();
    private volatile String version = "";

    private Listing(
            Silence silence,
            Answers answers,
            Function<JsonNode, T> make,
            LongAdder bytes,
            CompletableFuture<HttpResponse<InputStream>> response) {
        this.silence = silence;
        this.answers = answers;
        this.make = make;
        this.bytes = bytes;
        this.response = response;
    }

    /// @param bytes where what is read is counted
    static <T> Listing<T> begin(
            Silence silence,
            Answers answers,
            Function<JsonNode, T> make,
            LongAdder bytes,
            CompletableFuture<HttpResponse<InputStream>> response) {
        Listing<T> listing = new Listing<>(silence, answers, make, bytes, response);
        Thread.startVirtualThread(listing.reading);
        return listing;
    }

    private Part<List<T>> take() throws InterruptedException {
        try {
            return read(response.get());
        } catch (ExecutionException e) {
            return silence.explain(e);
        }
    }

    private Part<List<T>> read(HttpResponse<InputStream> response) {
        try (InputStream body = plain(response)) {
            return Answers.refuses(response.code())
                    ? answers.refusal(new Reply(response.code(), body.readAllBytes(), Answers.date(response)))
                    : new Part.Known<>(kept(Json.items(body, make)));
        } catch (JsonProcessingException e) {
            return Answers.foreign(e);
        } catch (IOException e) {
            return silence.explain(e);
        }
    }

    private List<T> kept(Json.Items<T> read) {
        version = read.version();
        return read.items();
    }

    /// Of the list as a whole, once all of it is there; empty where the server tells none.
    public String version() {
        return version;
    }

    /// Servers compress what is long.
    private InputStream plain(HttpResponse<InputStream> response) throws IOException {
        InputStream body = new Counted(response.body());
        return "gzip".equalsIgnoreCase(response.header("Content-Encoding"))
                ? new GZIPInputStream(body, COMPRESSED_BYTES)
                : body;
    }

    /// Waits for all of it.
    public Part<List<T>> all() throws InterruptedException {
        for (long before = 0; ; before = taken.get()) {
            try {
                return reading.get(KubeApi.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (TimeoutException e) {
                if (taken.get() == before) {
                    response.cancel(true);
                    reading.cancel(true);
                    return silence.noAnswer();
                }
            }
        }
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) {
            taken.addAndGet(read);
            bytes.add(read);
        }
    }
}
