package dev.kprov.console;

import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunListener;
import dev.kprov.shell.Output;
import dev.kprov.shell.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells listeners made-up runs, second by second.
final class Story {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String RUN = ".kprov/runs/20261121-120000-a7c3";

    private final List<RunListener> listeners;
    private final ManualClock clock;

    Story(ManualClock clock, RunListener... listeners) {
        this.clock = clock;
        this.listeners = List.of(listeners);
    }

    void tell(RunEvent event) {
        listeners.forEach(listener -> listener.on(event));
    }

    void at(double seconds) {
        clock.now = NOON.plusMillis((long) (seconds * 1000));
    }

    void begin(String verb) {
        tell(new RunEvent.RunStarted(clock.now, "20261121-120000-a7c3", verb, "demo", RUN));
    }

    void observe() {
        tell(new RunEvent.PhaseStarted(clock.now, "observe", "observe hosts"));
        at(0.6);
        for (String host : List.of("cp-1", "worker-1", "worker-2")) {
            tell(new RunEvent.HostObserved(clock.now, host, "Debian 12, 4 CPU, 7.8 GiB", Duration.ofMillis(580)));
        }
        tell(new RunEvent.PhaseFinished(clock.now, "observe", Duration.ofMillis(600)));
    }

    void plan(Step... steps) {
        tell(new RunEvent.Planned(clock.now, new Plan("up", "kubeadm", "demo", List.of(steps))));
    }

    static Plan demo() {
        return new Plan("up", "kubeadm", "demo", List.of(demoSteps()));
    }

    static Step[] demoSteps() {
        return new Step[] {
            so("cp-1/swap-off", "Turn swap off on cp-1", "no swap is active"),
            run("cp-1/install-containerd", Stage.PREPARE, "Install containerd on cp-1"),
            run("worker-1/install-containerd", Stage.PREPARE, "Install containerd on worker-1"),
            run("worker-2/install-containerd", Stage.PREPARE, "Install containerd on worker-2"),
            run("cp-1/kubeadm-init", Stage.CONTROL_PLANE, "Start the control plane on cp-1", "cp-1/install-containerd"),
            run("worker-1/kubeadm-join", Stage.JOIN, "Join worker-1", "cp-1/kubeadm-init"),
            run("worker-2/kubeadm-join", Stage.JOIN, "Join worker-2", "cp-1/kubeadm-init"),
        };
    }

    static Step run(String id, Stage stage, String title, String... after) {
        Script script = new Script(id, "true", Map.of(), Map.of(), Set.of());
        Action action = new Action.Run(script, List.of(title));
        return step(id, stage, title, action, after);
    }

    static Step so(String id, String title, String because) {
        return step(id, Stage.PREPARE, title, new Action.Unchanged(because));
    }

    private static Step step(String id, Stage stage, String title, Action action, String... after) {
        Set<StepId> before = Arrays.stream(after).map(StepId::parse).collect(Collectors.toSet());
        return new Step(StepId.parse(id), stage, title, before, action, Duration.ofMinutes(10));
    }

    void remark(String host, String text) {
        tell(new RunEvent.Remark(clock.now, host, text));
    }

    void start(String id) {
        tell(new RunEvent.StepStarted(clock.now, StepId.parse(id)));
    }

    void waiting(String id, String what) {
        tell(new RunEvent.StepWaiting(clock.now, StepId.parse(id), what));
    }

    void prints(String id, String line) {
        tell(new RunEvent.StepOutput(clock.now, StepId.parse(id), Output.Stream.OUT, line));
    }

    void finish(String id, double took, Outcome outcome) {
        tell(new RunEvent.StepFinished(clock.now, StepId.parse(id), outcome, Duration.ofMillis((long) (took * 1000))));
    }

    /// Three hosts, all well.
    void goodRun() {
        begin("up");
        observe();
        plan(demoSteps());
        finish("cp-1/swap-off", 0, new Outcome.Unchanged());
        List.of("cp-1", "worker-1", "worker-2").forEach(host -> start(host + "/install-containerd"));
        at(9.1);
        prints("cp-1/install-containerd", "Setting up containerd (1.7.24) ...\u001b[2J");
        finish("cp-1/install-containerd", 8.5, new Outcome.Changed());
        start("cp-1/kubeadm-init");
        at(12);
        finish("worker-2/install-containerd", 11.4, new Outcome.Changed());
        waiting("cp-1/kubeadm-init", "the API server at 10.0.0.5:6443");
        at(14);
        waiting("cp-1/kubeadm-init", "the API server at 10.0.0.5:6443");
        finish("worker-1/install-containerd", 13.4, new Outcome.Unchanged());
    }

    void goodEnd() {
        at(31);
        finish("cp-1/kubeadm-init", 21.9, new Outcome.Changed());
        start("worker-1/kubeadm-join");
        start("worker-2/kubeadm-join");
        at(36);
        finish("worker-1/kubeadm-join", 5, new Outcome.Changed());
        finish("worker-2/kubeadm-join", 5, new Outcome.Changed());
        tell(new RunEvent.PhaseStarted(clock.now, "verify", "verify cluster"));
        tell(new RunEvent.VerifyWaiting(
                clock.now,
                List.of("node worker-1 is missing; node worker-2 is missing", "no pod of CoreDNS is ready to answer")));
        at(44);
        tell(new RunEvent.VerifyWaiting(clock.now, List.of()));
        check("api-ready", "The API server is ready", "Passed", "54 checks of /readyz say ok", "");
        check("nodes-ready", "Every node is Ready", "Passed", "3 nodes with v1.36.4, leases 2 s old", "");
        tell(new RunEvent.PhaseFinished(clock.now, "verify", Duration.ofSeconds(8)));
        tell(new RunEvent.RunFinished(
                clock.now,
                ExitCode.OK,
                "demo is up: 6 steps run, 2 checks passed",
                Duration.ofSeconds(44),
                List.of("export KUBECONFIG=.kprov/clusters/demo/kubeconfig", "kubectl get nodes")));
    }

    void checksSeen() {
        seen("api-ready", "The API server is ready", "Passed", "42 checks ok");
        seen("core-dns", "CoreDNS is ready", "Failed", "0 of 2 pods ready");
        seen("cluster-dns", "DNS answers", "Unknown", "nobody has answered yet");
        tell(new RunEvent.VerifyWaiting(clock.now, List.of("0 of 2 pods ready", "nobody has answered yet")));
    }

    void checkTurnsGood() {
        seen("core-dns", "CoreDNS is ready", "Passed", "2 of 2 pods ready");
    }

    private void seen(String id, String title, String verdict, String detail) {
        tell(new RunEvent.CheckSeen(clock.now, id, title, verdict, detail));
    }

    void check(String id, String title, String verdict, String detail, String remedy) {
        tell(new RunEvent.CheckFinished(clock.now, id, title, verdict, detail, remedy));
    }

    /// One worker fails; the others go on.
    void badRun() {
        begin("up");
        remark("", "run r0 of 11:40 was cut off");
        observe();
        plan(demoSteps());
        finish("cp-1/swap-off", 0, new Outcome.Unchanged());
        List.of("cp-1", "worker-1", "worker-2").forEach(host -> start(host + "/install-containerd"));
        at(3.7);
        finish("worker-2/install-containerd", 3.1, new Outcome.Failed(notFound()));
        finish("worker-2/kubeadm-join", 0, new Outcome.Skipped(StepId.parse("worker-2/install-containerd")));
        at(12);
        remark("worker-1", "worker-1 restarted:\u001b[2J looking again");
        finish("worker-1/install-containerd", 11.4, new Outcome.Changed());
        finish("cp-1/install-containerd", 11.4, new Outcome.Changed());
        start("cp-1/kubeadm-init");
        at(40);
        finish("cp-1/kubeadm-init", 28, new Outcome.Changed());
        start("worker-1/kubeadm-join");
        at(45);
        finish("worker-1/kubeadm-join", 5, new Outcome.Changed());
        check(
                "coredns",
                "CoreDNS is ready",
                "Failed",
                "expected 2 ready pods; found coredns-5d78c9869d-x2x7w on worker-1 in CrashLoopBackOff, 4 restarts, "
                        + "because the loop plugin found that the host's resolver is 127.0.0.53",
                "set kubelet.resolvConf to /run/systemd/resolve/resolv.conf, then run: kprov up");
        check("dns", "The cluster's DNS answers", "Unknown", "no pod of CoreDNS is ready", "run: kprov verify");
        tell(new RunEvent.RunFinished(
                clock.now,
                ExitCode.STEP_FAILED,
                "demo is not up: 1 step failed, 1 skipped",
                Duration.ofSeconds(45),
                List.of("kprov up")));
    }

    private static Problem notFound() {
        return new Problem(
                ExitCode.STEP_FAILED,
                "worker-2",
                "Install containerd on worker-2: failed with exit status 100",
                "E: Unable to locate package containerd\nE: The mirror does not answer",
                "check packages.mirror in profiles/kubeadm.yaml, then run `kprov up` again");
    }

    /// Many hosts at once.
    void crowd(int hosts) {
        begin("up");
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i <= hosts; i++) {
            String host = "node-" + i;
            steps.add(run(host + "/pull-images", Stage.PREPARE, "Pull the images of the control plane on " + host));
        }
        plan(steps.toArray(Step[]::new));
        for (int i = 1; i <= hosts; i++) {
            at(i / 10.0);
            start("node-" + i + "/pull-images");
        }
        waiting("node-3/pull-images", "the registry");
        at(65);
    }

    /// Ctrl-C.
    void interruptedEnd() {
        at(20);
        finish("cp-1/kubeadm-init", 10.9, new Outcome.Interrupted());
        for (String worker : List.of("worker-1", "worker-2")) {
            StepId id = StepId.parse(worker + "/kubeadm-join");
            finish(id.toString(), 0, new Outcome.Skipped(id));
        }
        tell(new RunEvent.RunFinished(
                clock.now, ExitCode.INTERRUPTED, "interrupted", Duration.ofSeconds(20), List.of("kprov up")));
    }
}
