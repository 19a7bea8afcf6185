package dev.kprov.cli;

import dev.kprov.cli.parts.Look;
import dev.kprov.cli.parts.Parts;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Display;
import dev.kprov.diagnose.Archived;
import dev.kprov.diagnose.Order;
import dev.kprov.installer.Installer;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.SecretRef;
import dev.kprov.observe.Facts;
import dev.kprov.observe.Observer;
import dev.kprov.observe.ToolFacts;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.policy.OnFailure;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Network;
import dev.kprov.profile.Packages;
import dev.kprov.profile.Profile;
import dev.kprov.profile.ProfileCatalog;
import dev.kprov.profile.Runtime;
import dev.kprov.profile.Settings;
import dev.kprov.profile.Timeouts;
import dev.kprov.profile.Verification;
import dev.kprov.report.ReportWriter;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunFolder;
import dev.kprov.run.RunListener;
import dev.kprov.run.Runner;
import dev.kprov.shell.NewKeys;
import dev.kprov.shell.ScannedKeys;
import dev.kprov.shell.Shell;
import dev.kprov.shell.Shells;
import dev.kprov.shell.script.ScriptRun;
import dev.kprov.shell.script.StepLabel;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.ClusterStatus;
import dev.kprov.verify.Verdict;
import dev.kprov.verify.Verifier;
import dev.kprov.verify.Watch;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.judge.Discovery;
import dev.kprov.verify.judge.Expectation;
import dev.kprov.yaml.Source;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/// Three hosts, on which all goes well unless a test says otherwise.
final class FakeParts implements Parts {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T09:15:00Z"), ZoneOffset.UTC);

    /// Work that can be interrupted.
    interface Observation {
        Facts of(Wanted wanted) throws InterruptedException;
    }

    /// What a host says of its boot.
    interface Lives {
        String of(Host host) throws InterruptedException;
    }

    final FakeInstaller installer = new FakeInstaller();
    final Path profiles;
    final List<RunEvent> shown = new ArrayList<>();
    final List<RunEvent> kept = new ArrayList<>();
    final List<Display> displays = new ArrayList<>();
    final List<Wanted> verified = new ArrayList<>();
    final List<Look> looks = new ArrayList<>();
    final List<Path> kubeconfigs = new ArrayList<>();
    final List<Context> contexts = new ArrayList<>();
    final List<Expectation> demands = new ArrayList<>();
    List<Problem> inventoryProblems = List.of();
    List<Problem> profileProblems = List.of();
    Observation observation = wanted -> new Facts(Map.of(), Map.of(), List.of());
    Function<Step, Outcome> outcome = step -> new Outcome.Changed();
    List<CheckResult> checks =
            List.of(new CheckResult("nodes-ready", "Every node is Ready", new Verdict.Passed("3 of 3")));
    ClusterStatus status = new ClusterStatus(
            "https://10.0.0.1:6443",
            true,
            "ready",
            Optional.of(
                    List.of(node("cp-1", List.of("control-plane")), node("w-1", List.of()), node("w-2", List.of()))));
    OnFailure onFailure = new OnFailure.Finish();
    final List<ScannedKeys> scans = new ArrayList<>();
    Optional<Plan> ran = Optional.empty();
    final List<String> awaited = new java.util.concurrent.CopyOnWriteArrayList<>();
    final List<String> ended = new java.util.concurrent.CopyOnWriteArrayList<>();
    Lives lives = host -> "boot";
    final List<Duration> pauses = new java.util.concurrent.CopyOnWriteArrayList<>();
    Access access = new Access.Local();
    final SequencedMap<String, List<ToolFacts>> toolbox = new LinkedHashMap<>();
    Optional<String> clusterName = Optional.empty();
    int closed;
    final List<Order> orders = new ArrayList<>();
    Diagnosis diagnosis = order -> new Archived(order.archive(), 300 << 10, List.of("2 pods"));

    /// Work that can be interrupted.
    interface Diagnosis {
        Archived of(Order order) throws InterruptedException;
    }

    FakeParts(Path profiles) {
        this.profiles = profiles;
    }

    @Override
    public Inventory inventory(Path file) {
        throwIfAny(inventoryProblems);
        return new Inventory(
                "demo",
                List.of(host("cp-1", Role.CONTROL_PLANE), host("w-1", Role.WORKER), host("w-2", Role.WORKER)),
                Source.NONE);
    }

    @Override
    public ScannedKeys hostKeys(Inventory inventory, int parallel) {
        return scans.removeFirst();
    }

    @Override
    public Profile profile(Path file) {
        throwIfAny(profileProblems);
        return new Profile(
                "plain",
                clusterName,
                "fake",
                "1.36.4",
                new Network("10.244.0.0/16", "10.96.0.0/12", "cluster.local", Network.Plugin.FLANNEL, Optional.empty()),
                Optional.empty(),
                new Runtime("containerd", Optional.empty()),
                new Packages(new Packages.Repository("https://example.org/", "/", "", "key"), Optional.empty()),
                Map.of(),
                new Timeouts(Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofMinutes(5)),
                Verification.DEFAULT,
                onFailure,
                Settings.NONE,
                Source.NONE);
    }

    @Override
    public ProfileCatalog profiles() {
        return new ProfileCatalog(List.of(new ProfileCatalog.Folder("project", profiles)));
    }

    @Override
    public Installer installer(Profile profile) {
        return installer;
    }

    @Override
    public SequencedMap<String, List<ToolFacts>> toolbox() {
        return toolbox;
    }

    @Override
    public Shells shells(Profile profile, NewKeys newKeys) {
        if (newKeys.accepted()) {
            newKeys.listener().remark("w-1", "accepted the new host key of w-1");
        }
        return new Shells() {
            @Override
            public Shell on(Host host) {
                throw new AssertionError("no host is to be touched");
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    @Override
    public Shells shells(Optional<Profile> profile, NewKeys newKeys) {
        return shells(profile(Path.of("none")), newKeys);
    }

    @Override
    public Archived diagnose(Shells shells, Order order) throws InterruptedException {
        orders.add(order);
        return diagnosis.of(order);
    }

    @Override
    public Map<String, String> files(Set<String> places) {
        return Map.of();
    }

    @Override
    public String secret(SecretRef secret) {
        return "secret of " + secret;
    }

    @Override
    public Facts observe(Shells shells, Look look, Observer.Listener listener) throws InterruptedException {
        looks.add(look);
        return observation.of(look.wanted());
    }

    @Override
    public String await(Shells shells, Host host, StepLabel step, ScriptRun.Listener listener, Duration timeout) {
        awaited.add(host.name() + " " + step.key() + " " + timeout.toMinutes() + " min");
        return "0";
    }

    @Override
    public void end(Shells shells, Host host, StepLabel step) {
        ended.add(host.name() + " " + step.key());
    }

    @Override
    public String life(Shells shells, Host host) throws InterruptedException {
        return lives.of(host);
    }

    @Override
    public void pause(Duration time) {
        pauses.add(time);
    }

    @Override
    public Map<StepId, Outcome> run(Runner.Wiring wiring, Plan plan) {
        ran = Optional.of(plan);
        Map<StepId, Outcome> outcomes = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            wiring.listener().on(new RunEvent.StepStarted(CLOCK.instant(), step.id()));
            Outcome end = outcome.apply(step);
            if (end instanceof Outcome.Failed(Problem problem)) {
                wiring.containment().failed(step.id(), problem);
            }
            outcomes.put(step.id(), end);
            wiring.listener().on(new RunEvent.StepFinished(CLOCK.instant(), step.id(), end, Duration.ofSeconds(1)));
        }
        return outcomes;
    }

    @Override
    public Watch watch(Wanted wanted) {
        return new Watch(Clock.systemUTC(), wanted.profile().network().plugin());
    }

    @Override
    public List<CheckResult> verify(
            Shells shells, Context context, Wanted wanted, Watch watch, Verifier.Listener listener) {
        verified.add(wanted);
        contexts.add(context);
        kubeconfigs.add(context.kubeconfig());
        checks.forEach(listener::finished);
        listener.asked(new KubeApi.Load(27, 310_000));
        return checks;
    }

    @Override
    public List<CheckResult> verify(String cluster, Context context, Discovery discovery, Verifier.Listener listener) {
        contexts.add(context);
        demands.add(discovery.first());
        checks.forEach(listener::finished);
        listener.asked(new KubeApi.Load(27, 310_000));
        return checks;
    }

    @Override
    public String contextName(Context context) {
        return context.name().orElse("current_one");
    }

    @Override
    public ClusterStatus status(Path kubeconfig) {
        kubeconfigs.add(kubeconfig);
        return status;
    }

    @Override
    public RunFolder newFolder(Path stateFolder, String cluster) {
        return RunFolder.create(stateFolder, cluster, CLOCK, new Random(1));
    }

    @Override
    public View view(Display display, PrintWriter writer) {
        displays.add(display);
        return new View() {
            @Override
            public void on(RunEvent event) {
                shown.add(event);
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    @Override
    public List<RunListener> records(RunFolder folder) {
        return List.of(kept::add, new ReportWriter(folder));
    }

    static Problem unreachable(String host) {
        return Problem.of(ExitCode.UNREACHABLE, "cannot reach " + host, "nobody answers", "switch " + host + " on");
    }

    static ClusterStatus.NodeStatus node(String name, List<String> roles) {
        return new ClusterStatus.NodeStatus(name, true, roles, "v1.36.4", "10.0.0.1", Duration.ofMinutes(90));
    }

    private Host host(String name, Role role) {
        return new Host(name, "10.0.0.1", "10.0.0.1", Set.of(role), Map.of(), List.of(), access, Become.NONE);
    }

    private static void throwIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new KprovException(problems, null);
        }
    }
}
