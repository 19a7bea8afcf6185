package dev.kprov.run;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.policy.Containment;
import dev.kprov.policy.OnFailure;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shell;
import dev.kprov.shell.Shells;
import dev.kprov.shell.Speech;
import dev.kprov.shell.script.ScriptRun;
import dev.kprov.yaml.Source;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Hosts whose scripts are Java: each is known by its script's name, and an unknown one fails the test.
final class FakeHosts implements Shells, Runner.Scripts, Diagnosis {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @FunctionalInterface
    interface Body {
        ScriptRun.Finished run(Map<String, String> captured, ScriptRun.Listener listener) throws InterruptedException;
    }

    final Map<String, Body> bodies = new ConcurrentHashMap<>();
    final Map<String, Result> commands = new ConcurrentHashMap<>();
    final List<RunEvent> events = new CopyOnWriteArrayList<>();
    final ConcurrentLinkedQueue<Command> ran = new ConcurrentLinkedQueue<>();
    final Set<String> opened = ConcurrentHashMap.newKeySet();
    final Map<String, Duration> timeouts = new ConcurrentHashMap<>();
    Optional<Script> diagnostics = Optional.empty();
    List<Problem> explanation = List.of();
    String explained = "";
    Speech speech = Speech.PLAIN;

    private record FakeShell(FakeHosts hosts) implements Shell {
        @Override
        public Result run(Command command, Output output, Duration timeout) {
            hosts.ran.add(command);
            Result result = hosts.commands.get(String.join(" ", command.argv()));
            if (result == null) {
                throw new AssertionError("nobody expected " + command.argv());
            }
            result.stdout().lines().forEach(line -> output.line(Output.Stream.OUT, line));
            return result;
        }

        @Override
        public void close() {}
    }

    @Override
    public Shell on(Host host) {
        opened.add(host.name());
        return new FakeShell(this);
    }

    @Override
    public void close() {}

    @Override
    public ScriptRun.Finished run(
            Shell shell, Script script, Map<String, String> captured, ScriptRun.Listener listener, Duration timeout)
            throws InterruptedException {
        timeouts.put(script.name(), timeout);
        Body body = bodies.get(script.name());
        if (body == null) {
            throw new AssertionError("nobody expected " + script.name());
        }
        return body.run(captured, listener);
    }

    @Override
    public Speech speech(Step step) {
        return speech;
    }

    @Override
    public Optional<Script> script() {
        return diagnostics;
    }

    @Override
    public List<Problem> explain(Step step, String output, String seen) {
        explained = step.id() + "|" + output + "|" + seen;
        return explanation;
    }

    /// A step that runs the body on its host.
    Step step(String id, Body body, String... after) {
        bodies.put(id, body);
        return step(id, new Action.Run(script(id), List.of()), after);
    }

    static Step step(String id, Action action, String... after) {
        StepId step = StepId.parse(id);
        Set<StepId> before = Arrays.stream(after).map(StepId::parse).collect(Collectors.toSet());
        String title = "Do " + step.name() + " on " + step.host();
        return new Step(step, Stage.PREPARE, title, before, action, Duration.ofMinutes(10));
    }

    static Script script(String name, String... captures) {
        return new Script(name, "true", Map.of(), Map.of(), Set.of(captures));
    }

    static ScriptRun.Finished changed() {
        return new ScriptRun.Finished(new Result(0, "", ""), List.of("something"), Map.of());
    }

    static ScriptRun.Finished unchanged() {
        return new ScriptRun.Finished(new Result(0, "", ""), List.of(), Map.of());
    }

    static ScriptRun.Finished exit(int status) {
        return new ScriptRun.Finished(new Result(status, "unmasked secret", "unmasked secret"), List.of(), Map.of());
    }

    Runner runner(Path folder, int parallel) {
        return runner(folder, parallel, events::add);
    }

    Runner runner(Path folder, int parallel, RunListener listener) {
        return runner(folder, parallel, listener, new Containment(new OnFailure.Finish(), inventory()));
    }

    Runner runner(Path folder, int parallel, RunListener listener, Containment containment) {
        RunFolder place = new RunFolder("r1", folder, folder);
        Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
        return new Runner(
                new Runner.Wiring(this, inventory(), this, place, listener, clock, containment, parallel), this);
    }

    static Plan plan(Step... steps) {
        return new Plan("up", "kubeadm", "demo", List.of(steps));
    }

    static StepId id(String id) {
        return StepId.parse(id);
    }

    List<String> story() {
        return events.stream()
                .map(event -> switch (event) {
                    case RunEvent.StepStarted e -> e.id() + " started";
                    case RunEvent.StepFinished e -> e.id() + " " + e.outcome().word();
                    default -> event.getClass().getSimpleName();
                })
                .toList();
    }

    static Inventory inventory() {
        List<Host> hosts =
                IntStream.rangeClosed(1, 200).mapToObj(i -> host("h" + i)).toList();
        return new Inventory("demo", hosts, new Source("inventory.yaml", Map.of()));
    }

    private static Host host(String name) {
        return new Host(name, name, name, Set.of(Role.WORKER), Map.of(), List.of(), new Access.Local(), Become.NONE);
    }
}
