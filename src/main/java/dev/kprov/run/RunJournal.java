package dev.kprov.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.problem.Problem;
import dev.kprov.yaml.json.JsonTree;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/// Writes every event as one line of JSON to `events.ndjson` in the run's folder, before anybody shows it.
///
/// Scripts are left out but for their names: what they do is in the plan, and their parameters may hold secrets.
public final class RunJournal implements RunListener, AutoCloseable {
    static final int SCHEMA = 1;
    private static final Pattern WORDS = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final FileOutputStream out;
    private boolean first = true;
    private boolean open = true;

    /// Begins the journal of a run.
    public RunJournal(RunFolder folder) {
        try {
            this.out = PrivateFile.append(file(folder.run()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The journal in a run's folder.
    public static Path file(Path run) {
        return run.resolve("events.ndjson");
    }

    @Override
    public void on(RunEvent event) {
        try {
            out.write(line(event));
            if (isWorthKeeping(event)) {
                out.getFD().sync();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        try (out) {
            out.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether losing this line to a power cut would lose knowledge of what was done to a host.
    private static boolean isWorthKeeping(RunEvent event) {
        return switch (event) {
            case RunEvent.StepFinished finished ->
                !(finished.outcome() instanceof Outcome.Unchanged || finished.outcome() instanceof Outcome.Skipped);
            case RunEvent.RunFinished finished -> true;
            default -> false;
        };
    }

    /// The name of an event in the journal, e.g. `step-finished`.
    static String type(Class<? extends RunEvent> event) {
        return WORDS.matcher(event.getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    private byte[] line(RunEvent event) throws IOException {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        if (first) {
            line.put("schemaVersion", SCHEMA);
            first = false;
        }
        line.put("type", type(event.getClass()));
        line.put("at", event.at().toString());
        fill(line, event);
        return JsonTree.line(line).getBytes(StandardCharsets.UTF_8);
    }

    private static void fill(ObjectNode line, RunEvent event) {
        switch (event) {
            case RunEvent.RunStarted e -> started(line, e);
            case RunEvent.PhaseStarted e -> line.put("phase", e.phase()).put("title", e.title());
            case RunEvent.PhaseFinished e ->
                line.put("phase", e.phase()).put("tookMs", e.took().toMillis());
            case RunEvent.HostObserved e ->
                line.put("host", e.host())
                        .put("summary", e.summary())
                        .put("tookMs", e.took().toMillis());
            case RunEvent.HostLeftOut e -> line.put("host", e.host()).put("why", e.why());
            case RunEvent.Planned e -> plan(line, e.plan());
            case RunEvent.StepStarted e -> line.put("step", e.id().toString());
            case RunEvent.StepOutput e ->
                output(line, e.id(), e.line()).put("stream", e.stream().name());
            case RunEvent.HostOutput e -> output(line, e.id(), e.line()).put("host", e.host());
            case RunEvent.StepWaiting e -> line.put("step", e.id().toString()).put("what", e.what());
            case RunEvent.StepFinished e -> outcome(line, e);
            case RunEvent.VerifyWaiting e -> texts(line.putArray("what"), e.what());
            case RunEvent.CheckSeen e -> check(line, e.check(), e.title(), e.verdict(), e.detail());
            case RunEvent.CheckFinished e ->
                check(line, e.check(), e.title(), e.verdict(), e.detail()).put("remedy", e.remedy());
            case RunEvent.ApiAsked e -> line.put("requests", e.requests()).put("bytes", e.bytes());
            case RunEvent.ProblemFound e -> problem(line.putObject("problem"), e.problem());
            case RunEvent.Remark e -> line.put("host", e.host()).put("text", e.text());
            case RunEvent.RunFinished e -> finished(line, e);
        }
    }

    private static void finished(ObjectNode line, RunEvent.RunFinished event) {
        line.put("exitCode", event.exitCode().name()).put("verdict", event.verdict());
        texts(line.put("tookMs", event.took().toMillis()).putArray("next"), event.next());
    }

    private static void started(ObjectNode line, RunEvent.RunStarted event) {
        line.put("runId", event.runId()).put("verb", event.verb());
        line.put("cluster", event.cluster()).put("folder", event.folder());
    }

    private static ObjectNode output(ObjectNode line, StepId id, String text) {
        return line.put("step", id.toString()).put("line", text);
    }

    private static void outcome(ObjectNode line, RunEvent.StepFinished event) {
        line.put("step", event.id().toString()).put("outcome", event.outcome().word());
        line.put("tookMs", event.took().toMillis());
        if (event.outcome() instanceof Outcome.Failed failed) {
            problem(line.putObject("problem"), failed.problem());
        }
        if (event.outcome() instanceof Outcome.Skipped skipped) {
            line.put("because", skipped.because().toString());
        }
    }

    private static ObjectNode check(ObjectNode line, String check, String title, String verdict, String detail) {
        return line.put("check", check)
                .put("title", title)
                .put("verdict", verdict)
                .put("detail", detail);
    }

    private static void problem(ObjectNode node, Problem problem) {
        node.put("exitCode", problem.exitCode().name()).put("where", problem.where());
        node.put("what", problem.what()).put("why", problem.why()).put("remedy", problem.remedy());
    }

    private static void plan(ObjectNode line, Plan plan) {
        line.put("verb", plan.verb()).put("installer", plan.installer()).put("cluster", plan.cluster());
        ArrayNode steps = line.putArray("steps");
        plan.steps().forEach(step -> step(steps.addObject(), step));
    }

    private static void step(ObjectNode node, Step step) {
        node.put("id", step.id().toString()).put("stage", step.stage().name()).put("title", step.title());
        texts(
                node.putArray("after"),
                step.after().stream().map(StepId::toString).sorted().toList());
        node.put("timeoutMs", step.timeout().toMillis());
        switch (step.action()) {
            case Action.Unchanged unchanged -> node.put("action", "unchanged").put("because", unchanged.because());
            case Action.Fetch fetch ->
                node.put("action", "fetch")
                        .put("remotePath", fetch.remotePath())
                        .put("name", fetch.name());
            case Action.Run run -> {
                node.put("action", "run").put("script", run.script().name());
                texts(
                        node.putArray("captures"),
                        run.script().captures().stream().sorted().toList());
                texts(node.putArray("changes"), run.changes());
            }
        }
    }

    private static void texts(ArrayNode array, Collection<String> texts) {
        texts.forEach(array::add);
    }
}
