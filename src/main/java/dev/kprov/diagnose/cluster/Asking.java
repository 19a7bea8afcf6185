package dev.kprov.diagnose.cluster;

import dev.kprov.diagnose.finding.Deadline;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.KubeApi.Reply;
import dev.kprov.verify.api.Part;
import java.util.Optional;

/// Asks the API server for as long as there is time, and as it answers at all.
final class Asking {
    /// Twice in a row no answer: a third question would only cost time.
    private static final int PATIENCE = 2;

    private final KubeApi api;
    private final Deadline deadline;
    private int silent;

    Asking(KubeApi api, Deadline deadline) {
        this.api = api;
        this.deadline = deadline;
    }

    /// An answer, whatever its status.
    Part<Reply> ask(String path) throws InterruptedException {
        if (refusal().isPresent()) {
            return new Part.Missing<>(refusal().get(), Part.Cause.SILENT);
        }
        Part<Reply> reply = api.reply(api.get(path));
        silent = reply instanceof Part.Missing<Reply> ? silent + 1 : 0;
        return reply;
    }

    /// An answer with what was asked for.
    Part<Reply> fetch(String path) throws InterruptedException {
        return good(ask(path));
    }

    KubeApi.Pending begin(String path) {
        return api.get(path);
    }

    /// What came of it; an answer that never comes says nothing of the server, for it may ask a node.
    Part<Reply> end(KubeApi.Pending pending) throws InterruptedException {
        return good(api.reply(pending));
    }

    /// Why nothing more is asked.
    Optional<String> refusal() {
        if (deadline.over()) {
            return Optional.of("not asked for, the time was over");
        }
        return silent >= PATIENCE
                ? Optional.of("not asked for, the API server did not answer the questions before")
                : Optional.empty();
    }

    private static Part<Reply> good(Part<Reply> part) {
        return part instanceof Part.Known<Reply>(Reply reply) && reply.code() >= 300
                ? new Part.Missing<>("HTTP " + reply.code() + ": " + reply.message(), Part.Cause.BROKEN)
                : part;
    }
}
