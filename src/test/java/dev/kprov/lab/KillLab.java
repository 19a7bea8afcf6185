package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// kprov is killed before, during and after every step of its plan, each time by the next `up` of the same growing
/// cluster. What one cluster had no moment for is left to the next.
@Lab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillLab {
    private static final int MOST_ROUNDS = 8;
    private static final Duration SOON = Duration.ofMillis(120);

    /// They ask and wait, or make a token of the run they belong to: each run has its own.
    private static final Set<String> EACH_TIME = Set.of("create-token", "await-token", "admit-nodes");

    private final LabSettings lab = LabSettings.load();
    private final Set<String> killed = new LinkedHashSet<>();

    private List<LabHost> hosts = List.of();
    private Workplace place = new Workplace(Path.of("."));

    /// Of a step, at which kprov dies.
    enum Moment {
        /// The journal says that it begins; its host has not heard of it yet, or just does.
        BEFORE,
        /// It is under way on its host.
        DURING,
        /// It has ended, and nothing was made of it yet.
        AFTER
    }

    record Target(String step, Moment moment) {}

    @BeforeAll
    void start(@TempDir Path folder) {
        hosts = LabHost.start(lab, Map.of("cp-1", Kind.WITH_CONTAINERD, "worker-1", Kind.WITH_CONTAINERD));
        place = new Workplace(folder)
                .profile(lab.profile())
                .inventory(
                        hosts.get(0).entry("control-plane", Login.OPS),
                        hosts.get(1).entry("worker", Login.DEPLOY) + "    labels: {zone: a}\n");
    }

    @AfterAll
    void stop() {
        hosts.forEach(LabHost::close);
    }

    @Test
    void killed_at_every_step_up_ends_in_a_verified_cluster_and_does_nothing_twice() throws IOException {
        Set<Target> open = targets(steps());
        for (int round = 1; !open.isEmpty() && round <= MOST_ROUNDS; round++) {
            Map<String, Integer> before = starts();
            grow(open);
            assertNothingTwice(before);
            hosts.forEach(host -> assertThat(host.run("systemctl list-units --no-legend 'kprov-*.service'"))
                    .as(host.name())
                    .isEmpty());
            down();
        }
        assertThat(open).as("killed: " + killed).isEmpty();
        assertThat(place.kept()).contains("which an earlier run began");
    }

    @Test
    void after_a_kill_fresh_starts_over() {
        LiveRun up = LiveRun.start(place, "up", "--profile", "kubeadm");
        up.awaitStart("cp-1/start-control-plane");
        hosts.get(0).awaitProcess("[k]ubeadm init");
        up.kill();
        hosts.get(0).run("mkdir -p /etc/kubernetes && touch /etc/kubernetes/of-the-first-attempt");

        Done fresh = place.kprov("up", "--fresh", "--yes", "--profile", "kubeadm");

        assertThat(fresh.exitCode()).as(fresh.all()).isZero();
        assertThat(fresh.err()).contains("all 18 checks passed");
        assertThat(hosts.get(0).run("ls /etc/kubernetes"))
                .contains("admin.conf")
                .doesNotContain("of-the-first-attempt");
        down();
    }

    private List<String> steps() throws IOException {
        Done plan = place.kprov("plan", "--profile", "kubeadm", "-o", "json");
        assertThat(plan.exitCode()).as(plan.all()).isZero();
        List<String> steps = new ArrayList<>();
        for (JsonNode step : new ObjectMapper().readTree(plan.out()).path("steps")) {
            steps.add(step.path("id").asText());
        }
        assertThat(steps).contains("cp-1/start-control-plane", "worker-1/kubeadm-join");
        return steps;
    }

    private static Set<Target> targets(List<String> steps) {
        Set<Target> targets = new LinkedHashSet<>();
        for (String step : steps) {
            for (Moment moment : Moment.values()) {
                targets.add(new Target(step, moment));
            }
        }
        return targets;
    }

    /// One `up` after the other, until one comes to its end.
    private void grow(Set<Target> open) {
        while (true) {
            LiveRun up = LiveRun.start(place, "up", "--profile", "kubeadm");
            Set<String> begun = new LinkedHashSet<>();
            Optional<Target> target = awaitTarget(up, open, begun);
            if (target.isEmpty()) {
                Done done = place.kprov(up.process());
                assertThat(done.exitCode()).as(killed + "\n" + done.all()).isZero();
                return;
            }
            up.kill();
            killed.add(target.get().moment() + " " + target.get().step());
            hit(up, open, begun, target.get());
        }
    }

    /// @param begun gets the steps that have begun and not ended
    private static Optional<Target> awaitTarget(LiveRun up, Set<Target> open, Set<String> begun) {
        Optional<String> soon = Optional.empty();
        while (true) {
            Optional<JsonNode> event = up.next(soon.isPresent() ? SOON : Duration.ofMinutes(5));
            if (event.isEmpty()) {
                return soon.map(step -> new Target(step, Moment.DURING));
            }
            String step = event.get().path("step").asText();
            Target before = new Target(step, Moment.BEFORE);
            Target during = new Target(step, Moment.DURING);
            Target after = new Target(step, Moment.AFTER);
            if (LiveRun.is(event.get(), "step-started")) {
                begun.add(step);
                if (open.contains(before)) {
                    return Optional.of(before);
                }
                soon = open.contains(during) ? Optional.of(step) : soon;
            } else if (LiveRun.is(event.get(), "step-finished") && begun.remove(step)) {
                // Some are over before anybody can be killed during them.
                Target target = open.contains(during) ? during : after;
                if (open.contains(target)) {
                    return Optional.of(target);
                }
            } else if (soon.isPresent() && step.equals(soon.get()) && begun.contains(step)) {
                return Optional.of(during);
            }
        }
    }

    /// What one kill hits: its target, and whatever else was under way.
    private static void hit(LiveRun up, Set<Target> open, Set<String> begun, Target target) {
        for (Optional<JsonNode> event = up.next(Duration.ZERO); event.isPresent(); event = up.next(Duration.ZERO)) {
            String step = event.get().path("step").asText();
            if (LiveRun.is(event.get(), "step-started")) {
                begun.add(step);
            } else if (LiveRun.is(event.get(), "step-finished") && begun.remove(step)) {
                open.remove(new Target(step, Moment.AFTER));
            }
        }
        open.remove(target);
        for (String step : begun) {
            open.remove(new Target(step, Moment.DURING));
        }
    }

    private Map<String, Integer> starts() {
        Map<String, Integer> starts = new HashMap<>();
        for (LabHost host : hosts) {
            host.startedSteps().forEach(step -> starts.merge(host.name() + "/" + step, 1, Integer::sum));
        }
        return starts;
    }

    private void assertNothingTwice(Map<String, Integer> before) {
        Map<String, Integer> now = starts();
        assertThat(now).containsKeys("cp-1/start-control-plane", "worker-1/kubeadm-join");
        now.forEach((step, count) -> {
            if (!EACH_TIME.contains(step.substring(step.indexOf('/') + 1))) {
                assertThat(count - before.getOrDefault(step, 0))
                        .as(step + " after " + killed)
                        .isLessThanOrEqualTo(1);
            }
        });
    }

    private void down() {
        Done down = place.kprov("down", "--profile", "kubeadm", "--yes");
        assertThat(down.exitCode()).as(down.all()).isZero();
        hosts.forEach(host -> assertThat(host.run("ls -d /var/lib/kprov/steps /run/kprov* 2>/dev/null; true"))
                .as(host.name())
                .isEmpty());
    }
}
