package dev.kprov.diagnose.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kprov.diagnose.redact.Redactor;
import java.io.UncheckedIOException;

/// A list of objects of the archive, in JSON as `kubectl get -o json` has it. Each passes the redactor.
public final class ListDraft implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DraftFile file;
    private final Redactor redactor;
    private boolean empty = true;

    ListDraft(DraftFile file, Redactor redactor) {
        this.file = file;
        this.redactor = redactor;
        file.write("{\"kind\": \"List\", \"apiVersion\": \"v1\", \"items\": [");
    }

    /// False when it does not fit any more.
    public boolean item(JsonNode item) {
        try {
            String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(redactor.tree(item));
            boolean fits = file.write((empty ? "\n" : ",\n") + text);
            empty = empty && !fits;
            return fits;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        file.close("\n]}\n");
    }
}
