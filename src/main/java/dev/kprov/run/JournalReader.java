package dev.kprov.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Output;
import dev.kprov.shell.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads a run's journal back. The scripts of its plan are empty: the journal does not keep them.
public final class JournalReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JournalReader() {}

    /// A journal, as far as it can be read.
    ///
    /// @param broken why the rest cannot, with file and line; empty when nothing is left
    /// @param torn whether the last line lacks its end, as a crash leaves it; that line is passed over
    public record Journal(List<RunEvent> events, Optional<Problem> broken, boolean torn) {
        public Journal {
            events = List.copyOf(events);
        }
    }

    /// Every event of the journal in a run's folder. Throws a `KprovException` where one of them cannot be read.
    public static List<RunEvent> read(Path run) throws IOException {
        Journal journal = readable(run);
        journal.broken().ifPresent(problem -> {
            throw new KprovException(problem);
        });
        return journal.events();
    }

    /// The events before the first that cannot be read.
    public static Journal readable(Path run) throws IOException {
        Path file = RunJournal.file(run);
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        List<RunEvent> events = new ArrayList<>();
        for (String line : text.substring(0, end).lines().toList()) {
            try {
                events.add(event(line, events.isEmpty()));
            } catch (IOException | RuntimeException e) {
                Problem broken = unreadable(file + ":" + (events.size() + 1), e);
                return new Journal(events, Optional.of(broken), end < text.length());
            }
        }
        return new Journal(events, Optional.empty(), end < text.length());
    }

    private static RunEvent event(String line, boolean first) throws IOException {
        JsonNode node = JSON.readTree(line);
        if (first && node.path("schemaVersion").asInt() != RunJournal.SCHEMA) {
            throw new IllegalArgumentException("schema version " + node.path("schemaVersion") + " is not known");
        }
        return event(node, Instant.parse(text(node, "at")));
    }

    private static Problem unreadable(String where, Exception e) {
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
        String remedy = "use the kprov version that wrote it, or remove the run's folder";
        return Problem.invalid(where, "the journal cannot be read", why, remedy);
    }

    private static RunEvent event(JsonNode node, Instant at) {
        String type = text(node, "type");
        return switch (type) {
            case "run-started" ->
                new RunEvent.RunStarted(
                        at, text(node, "runId"), text(node, "verb"), text(node, "cluster"), text(node, "folder"));
            case "phase-started" -> new RunEvent.PhaseStarted(at, text(node, "phase"), text(node, "title"));
            case "phase-finished" -> new RunEvent.PhaseFinished(at, text(node, "phase"), took(node));
            case "host-observed" ->
                new RunEvent.HostObserved(at, text(node, "host"), text(node, "summary"), took(node));
            case "host-left-out" -> new RunEvent.HostLeftOut(at, text(node, "host"), text(node, "why"));
            case "planned" -> new RunEvent.Planned(at, plan(node));
            case "step-started" -> new RunEvent.StepStarted(at, step(node));
            case "step-output" ->
                new RunEvent.StepOutput(
                        at, step(node), Output.Stream.valueOf(text(node, "stream")), text(node, "line"));
            case "host-output" -> new RunEvent.HostOutput(at, step(node), text(node, "host"), text(node, "line"));
            case "step-waiting" -> new RunEvent.StepWaiting(at, step(node), text(node, "what"));
            case "step-finished" -> new RunEvent.StepFinished(at, step(node), outcome(node), took(node));
            case "verify-waiting" -> new RunEvent.VerifyWaiting(at, texts(node, "what"));
            case "check-seen" -> seen(at, node);
            case "check-finished" -> check(at, node);
            case "api-asked" -> asked(at, node);
            case "problem-found" -> new RunEvent.ProblemFound(at, problem(node.path("problem")));
            case "remark" -> new RunEvent.Remark(at, text(node, "host"), text(node, "text"));
            case "run-finished" ->
                new RunEvent.RunFinished(at, exitCode(node), text(node, "verdict"), took(node), texts(node, "next"));
            default -> throw new IllegalArgumentException("an event " + type + " is not known");
        };
    }

    private static RunEvent seen(Instant at, JsonNode node) {
        return new RunEvent.CheckSeen(
                at, text(node, "check"), text(node, "title"), text(node, "verdict"), text(node, "detail"));
    }

    private static RunEvent asked(Instant at, JsonNode node) {
        return new RunEvent.ApiAsked(
                at, node.path("requests").asLong(), node.path("bytes").asLong());
    }

    private static Outcome outcome(JsonNode node) {
        String word = text(node, "outcome");
        return switch (word) {
            case "changed" -> new Outcome.Changed();
            case "unchanged" -> new Outcome.Unchanged();
            case "failed" -> new Outcome.Failed(problem(node.path("problem")));
            case "skipped" -> new Outcome.Skipped(StepId.parse(text(node, "because")));
            case "interrupted" -> new Outcome.Interrupted();
            default -> throw new IllegalArgumentException("an outcome " + word + " is not known");
        };
    }

    private static RunEvent check(Instant at, JsonNode node) {
        return new RunEvent.CheckFinished(
                at,
                text(node, "check"),
                text(node, "title"),
                text(node, "verdict"),
                text(node, "detail"),
                text(node, "remedy"));
    }

    private static Problem problem(JsonNode node) {
        return new Problem(
                exitCode(node), text(node, "where"), text(node, "what"), text(node, "why"), text(node, "remedy"));
    }

    private static Plan plan(JsonNode node) {
        List<Step> steps = new ArrayList<>();
        node.path("steps").forEach(step -> steps.add(planned(step)));
        return new Plan(text(node, "verb"), text(node, "installer"), text(node, "cluster"), steps);
    }

    private static Step planned(JsonNode node) {
        return new Step(
                StepId.parse(text(node, "id")),
                Stage.valueOf(text(node, "stage")),
                text(node, "title"),
                new HashSet<>(list(node, "after", StepId::parse)),
                action(node),
                Duration.ofMillis(node.path("timeoutMs").asLong()));
    }

    private static Action action(JsonNode node) {
        String action = text(node, "action");
        return switch (action) {
            case "unchanged" -> new Action.Unchanged(text(node, "because"));
            case "fetch" -> new Action.Fetch(text(node, "remotePath"), text(node, "name"));
            case "run" -> new Action.Run(script(node), texts(node, "changes"));
            default -> throw new IllegalArgumentException("an action " + action + " is not known");
        };
    }

    private static Script script(JsonNode node) {
        return new Script(text(node, "script"), "", Map.of(), Map.of(), new HashSet<>(texts(node, "captures")));
    }

    private static StepId step(JsonNode node) {
        return StepId.parse(text(node, "step"));
    }

    private static ExitCode exitCode(JsonNode node) {
        return ExitCode.valueOf(text(node, "exitCode"));
    }

    private static Duration took(JsonNode node) {
        return Duration.ofMillis(node.path("tookMs").asLong());
    }

    private static List<String> texts(JsonNode node, String field) {
        return list(node, field, text -> text);
    }

    private static <T> List<T> list(JsonNode node, String field, Function<String, T> parse) {
        List<T> items = new ArrayList<>();
        node.path(field).forEach(item -> items.add(parse.apply(item.asText())));
        return items;
    }

    private static String text(JsonNode node, String field) {
        if (!node.path(field).isTextual()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return node.path(field).textValue();
    }
}
