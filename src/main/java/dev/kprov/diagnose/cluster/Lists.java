package dev.kprov.diagnose.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kprov.diagnose.archive.Drafts;
import dev.kprov.diagnose.archive.ListDraft;
import dev.kprov.diagnose.finding.Concern;
import dev.kprov.diagnose.finding.Findings;
import dev.kprov.verify.api.KubeApi.Reply;
import dev.kprov.verify.api.Part;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Writes all objects of a kind into a file. Of a list only one page is in memory, and of that one object as a tree.
record Lists(Asking asking, Drafts drafts, Findings findings) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// False when nothing of it could be read.
    ///
    /// @param told of each object, also of those that the file has no room for
    boolean read(Kind kind, Consumer<JsonNode> told) throws InterruptedException {
        Progress progress = new Progress(kind, told);
        try (ListDraft draft = drafts.list(kind.file())) {
            String next = "";
            do {
                next = page(asking.fetch(kind.firstPage() + next), draft, progress);
            } while (!next.isEmpty());
        }
        if (progress.count == 0 && progress.broken) {
            drafts.drop(kind.file());
            return false;
        }
        findings.file(kind.file(), progress.count + " " + kind.word().replace('-', ' '));
        return true;
    }

    private static final class Progress {
        private final Kind kind;
        private final Consumer<JsonNode> told;
        private int count;
        private boolean broken;
        private boolean full;

        Progress(Kind kind, Consumer<JsonNode> told) {
            this.kind = kind;
            this.told = told;
        }
    }

    /// Returns how to ask for the next page, empty when there is none.
    private String page(Part<Reply> page, ListDraft draft, Progress progress) {
        return switch (page) {
            case Part.Known<Reply>(Reply reply) -> {
                try {
                    yield items(reply.body(), draft, progress);
                } catch (IOException e) {
                    yield unread(progress, "the answer is not of Kubernetes: " + e.getMessage());
                }
            }
            case Part.Missing<Reply> missing -> unread(progress, missing.why());
        };
    }

    private String items(byte[] body, ListDraft draft, Progress progress) throws IOException {
        String next = "";
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("items") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        item(JSON.readTree(parser), draft, progress);
                    }
                } else if (name.equals("metadata")) {
                    next = JSON.<JsonNode>readTree(parser).path("continue").asText("");
                } else {
                    parser.skipChildren();
                }
            }
        }
        return next.isEmpty() ? "" : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    private void item(JsonNode item, ListDraft draft, Progress progress) {
        if (item instanceof ObjectNode object) {
            progress.kind.trim(object);
        }
        progress.told.accept(item);
        if (progress.full) {
            return;
        }
        if (draft.item(item)) {
            progress.count++;
        } else {
            progress.full = true;
            unread(progress, "the others are left out of the file, it is too long");
        }
    }

    private String unread(Progress progress, String why) {
        progress.broken = true;
        String some = progress.count == 0 ? "" : " (after " + progress.count + ")";
        findings.add(Concern.UNREAD, progress.kind.word() + some + ": " + why);
        return "";
    }
}
