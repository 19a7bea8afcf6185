package dev.kprov.verify.check;

import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Names;
import dev.kprov.verify.judge.PodHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Looks at the cluster's own pods for a while: one that runs now may have ended three times in the last minute.
final class StablePods implements Check {
    private final Duration window;

    StablePods(Duration window) {
        this.window = window;
    }

    @Override
    public String id() {
        return "stable-pods";
    }

    @Override
    public String title() {
        return "No critical pod restarts or is stuck";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(snapshot.objects().pods(), pods -> judge(snapshot, pods));
    }

    @Override
    public boolean takesTime() {
        return true;
    }

    private Answer judge(Snapshot snapshot, List<Pod> pods) {
        List<Pod> watched = pods.stream().filter(Pod::wanted).toList();
        List<Answer.Trouble> troubles = new ArrayList<>();
        for (Pod pod : watched) {
            (mustBeReady(pod) ? PodHealth.trouble(pod, snapshot.past()) : PodHealth.stuck(pod, snapshot.past()))
                    .ifPresent(troubles::add);
        }
        List<String> restarted = snapshot.past().restarted();
        if (snapshot.past().quiet().compareTo(window) < 0) {
            troubles.add(unquiet(restarted));
        }
        return Answer.of(
                troubles,
                "no critical pod restarting for " + seconds(window) + " s, none stuck",
                "no restart of " + watched.size() + " pods in "
                        + seconds(snapshot.past().quiet()) + " s"
                        + (restarted.isEmpty() ? "" : "; before that restarted: " + Names.shown(restarted)));
    }

    /// A static pod's Ready condition comes late; the check of the control plane knows better ways.
    private static boolean mustBeReady(Pod pod) {
        return pod.critical() && !pod.labelled("tier", "control-plane");
    }

    private Answer.Trouble unquiet(List<String> restarted) {
        return restarted.isEmpty()
                ? Answer.Trouble.yet(
                        "not looked on for " + seconds(window) + " s yet", "give the verification more time")
                : Answer.Trouble.yet(
                        "restarted less than " + seconds(window) + " s ago: " + Names.shown(restarted),
                        "read why it ended: kubectl -n NAMESPACE logs POD --previous");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
