package dev.kprov.diagnose.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.diagnose.archive.Drafts;
import dev.kprov.diagnose.archive.TextDraft;
import dev.kprov.diagnose.finding.Concern;
import dev.kprov.diagnose.finding.Deadline;
import dev.kprov.diagnose.finding.Findings;
import dev.kprov.problem.KprovException;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.api.KubeApi.Reply;
import dev.kprov.verify.api.Part;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// Reads through the API server what a cluster says of itself, request by request: a server in trouble must not get
/// more of it from this.
public record ClusterLook(Drafts drafts, Findings findings, Deadline deadline) {
    /// What cannot be read becomes a finding.
    public void at(Context context) throws InterruptedException {
        try (KubeApi api = KubeApi.open(context)) {
            look(api.server(), new Asking(api, deadline));
        } catch (KprovException e) {
            e.problems().forEach(problem -> findings.add(Concern.API, problem.what() + ": " + problem.why()));
        }
    }

    private void look(String server, Asking asking) throws InterruptedException {
        Part<Reply> version = asking.ask("/version");
        if (version instanceof Part.Missing<Reply> missing) {
            findings.add(Concern.API, server + " does not answer: " + missing.why());
            return;
        }
        if (!keep("cluster/version.json", "the version of the API server", version, reply -> reply.code() == 200)) {
            version.known()
                    .ifPresent(reply -> findings.add(
                            Concern.API, server + " says HTTP " + reply.code() + " to /version: " + reply.message()));
        }
        health(asking, "readyz");
        health(asking, "livez");
        Lists lists = new Lists(asking, drafts, findings);
        nodes(lists);
        ContainerLogs logs = new ContainerLogs(asking, drafts, findings);
        pods(lists, logs);
        events(lists);
        logs.read();
        for (Kind kind : Kind.values()) {
            if (!List.of(Kind.NODES, Kind.PODS, Kind.EVENTS).contains(kind)) {
                lists.read(kind, item -> {});
            }
        }
    }

    private void health(Asking asking, String word) throws InterruptedException {
        Part<Reply> part = asking.ask("/" + word + "?verbose");
        part.known().filter(reply -> reply.code() != 200).ifPresent(reply -> {
            List<String> failing =
                    reply.text().lines().filter(line -> line.startsWith("[-]")).toList();
            findings.add(
                    Concern.API,
                    "/" + word + " says HTTP " + reply.code() + ": "
                            + (failing.isEmpty() ? reply.message() : String.join(", ", failing)));
        });
        boolean kept = keep(
                "cluster/" + word + ".txt",
                "what the API server says of its own health",
                part,
                reply -> reply.code() == 200 || reply.text().contains("[+]"));
        if (!kept) {
            findings.add(Concern.UNREAD, word + ": it tells nothing");
        }
    }

    /// False when there is nothing that tells anything.
    private boolean keep(String file, String about, Part<Reply> part, Predicate<Reply> tells) {
        if (!(part instanceof Part.Known<Reply>(Reply reply)) || !tells.test(reply)) {
            return false;
        }
        try (TextDraft draft = drafts.text(file)) {
            draft.text(reply.text());
        }
        findings.file(file, about);
        return true;
    }

    private void nodes(Lists lists) throws InterruptedException {
        table(lists, Kind.NODES, NodeText.header(), node -> {
            NodeText.troubles(node).forEach(trouble -> findings.add(Concern.NODES, Texts.name(node) + ": " + trouble));
            return NodeText.line(node);
        });
    }

    private void pods(Lists lists, ContainerLogs logs) throws InterruptedException {
        table(lists, Kind.PODS, PodState.header(), pod -> {
            PodState state = PodState.of(pod);
            if (!state.well()) {
                findings.add(Concern.PODS, state.about());
            }
            logs.consider(state);
            return state.line();
        });
    }

    private void table(Lists lists, Kind kind, String header, Function<JsonNode, String> line)
            throws InterruptedException {
        String file = "cluster/" + kind.word() + ".txt";
        boolean known;
        try (TextDraft draft = drafts.text(file)) {
            draft.line(header);
            known = lists.read(kind, item -> draft.line(line.apply(item)));
        }
        if (known) {
            findings.file(file, "the " + kind.word() + ", one a line");
        } else {
            drafts.drop(file);
        }
    }

    private void events(Lists lists) throws InterruptedException {
        EventLog events = new EventLog();
        if (!lists.read(Kind.EVENTS, events::add)) {
            return;
        }
        try (TextDraft draft = drafts.text("cluster/events.txt")) {
            events.all().forEach(draft::line);
        }
        findings.file("cluster/events.txt", "the events by time, the newest last");
        events.warnings().forEach(warning -> findings.add(Concern.EVENTS, warning));
    }
}
