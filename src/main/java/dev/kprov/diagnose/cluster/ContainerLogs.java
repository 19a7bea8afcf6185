package dev.kprov.diagnose.cluster;

import dev.kprov.diagnose.archive.Drafts;
import dev.kprov.diagnose.archive.TextDraft;
import dev.kprov.diagnose.finding.Concern;
import dev.kprov.diagnose.finding.Findings;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.KubeApi.Reply;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.ApiObjects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The logs of containers that fail, and of whatever else is in a pod of the system that is not well.
final class ContainerLogs {
    private static final int MOST = 100;
    private static final int MOST_WISHES = 5_000;
    private static final int AT_ONCE = 4;
    private static final String LIMITS = "&tailLines=500&limitBytes=1048576&timestamps=true";

    /// Where Kubernetes and its network run.
    private static final Pattern SYSTEM = Pattern.compile(
            "kube-system|kube-flannel|calico-.*|tigera-.*|cilium.*|kube-ovn|antrea.*|weave.*|kube-router|kube-proxy");

    /// What the API server calls pods is put into a request only if it can be a name.
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private final Asking asking;
    private final Drafts drafts;
    private final Findings findings;
    private final List<Wish> wishes = new ArrayList<>();
    private final Set<String> silentNodes = new HashSet<>();

    ContainerLogs(Asking asking, Drafts drafts, Findings findings) {
        this.asking = asking;
        this.drafts = drafts;
        this.findings = findings;
    }

    /// @param rank the smaller, the sooner
    private record Wish(int rank, PodState pod, String container, boolean previous) {
        String path() {
            return "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name() + "/log?container=" + container
                    + LIMITS + (previous ? "&previous=true" : "");
        }

        String file() {
            return "logs/" + Drafts.part(pod.namespace()) + "/" + Drafts.part(pod.name()) + "/" + Drafts.part(container)
                    + (previous ? ".previous" : "") + ".log";
        }
    }

    /// Notes what is to be read of a pod.
    void consider(PodState pod) {
        boolean system = SYSTEM.matcher(pod.namespace()).matches();
        for (PodState.Box box : pod.boxes()) {
            boolean wanted = !pod.well() && (box.failing() || system);
            if (!wanted || !box.ran() || wishes.size() >= MOST_WISHES || !named(pod, box)) {
                continue;
            }
            int rank = rank(pod, box) + (system ? 0 : 1);
            wishes.add(new Wish(rank, pod, box.name(), false));
            if (box.restarts() > 0) {
                wishes.add(new Wish(rank, pod, box.name(), true));
            }
        }
    }

    private static boolean named(PodState pod, PodState.Box box) {
        return List.of(pod.namespace(), pod.name(), box.name()).stream()
                .allMatch(name -> NAME.matcher(name).matches());
    }

    private static int rank(PodState pod, PodState.Box box) {
        if (box.failed()) {
            return 0;
        }
        if (box.failing()) {
            return box.ready() ? 4 : 2;
        }
        return pod.works() ? 8 : 6;
    }

    /// Reads them, those of failing containers first.
    void read() throws InterruptedException {
        wishes.sort(Comparator.comparingInt(Wish::rank));
        List<Wish> due = wishes.subList(0, Math.min(MOST, wishes.size()));
        if (due.size() < wishes.size()) {
            findings.add(
                    Concern.UNREAD,
                    (wishes.size() - due.size()) + " logs of less urgent containers: left out, " + MOST + " are read");
        }
        for (int i = 0; i < due.size(); i += AT_ONCE) {
            if (asking.refusal().isPresent()) {
                findings.add(
                        Concern.UNREAD,
                        (due.size() - i) + " logs: " + asking.refusal().get());
                return;
            }
            read(due.subList(i, Math.min(i + AT_ONCE, due.size())));
        }
    }

    private void read(List<Wish> some) throws InterruptedException {
        Map<Wish, KubeApi.Pending> pending = new LinkedHashMap<>();
        for (Wish wish : some) {
            if (!silentNodes.contains(wish.pod().node())) {
                pending.put(wish, asking.begin(wish.path()));
            }
        }
        for (Map.Entry<Wish, KubeApi.Pending> one : pending.entrySet()) {
            take(one.getKey(), asking.end(one.getValue()));
        }
    }

    private void take(Wish wish, Part<Reply> part) {
        switch (part) {
            case Part.Known<Reply>(Reply reply) ->
                ApiObjects.log(reply.text())
                        .ifPresentOrElse(
                                log -> keep(wish, log),
                                () -> findings.add(Concern.UNREAD, wish.file() + ": " + reply.text()));
            case Part.Missing<Reply>(String why, Part.Cause cause) -> {
                if (cause.silent()) {
                    silentNodes.add(wish.pod().node());
                }
                findings.add(Concern.UNREAD, wish.file() + ": " + why);
            }
        }
    }

    private void keep(Wish wish, String text) {
        if (text.isBlank()) {
            return;
        }
        try (TextDraft draft = drafts.text(wish.file())) {
            draft.text(text);
        }
        findings.file(wish.file(), "the end of what the container" + (wish.previous() ? " before" : "") + " printed");
    }
}
