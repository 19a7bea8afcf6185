package dev.kprov.cli.desk;

import dev.kprov.cli.answer.GithubActions;
import dev.kprov.cli.answer.Json;
import dev.kprov.cli.ending.Ending;
import dev.kprov.cli.line.Chores;
import dev.kprov.cli.line.Provisioning;
import dev.kprov.cli.line.Provisioning.Manner;
import dev.kprov.cli.parts.Intake;
import dev.kprov.cli.parts.Parts;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Display;
import dev.kprov.cli.request.Request;
import dev.kprov.cli.request.StateFolder;
import dev.kprov.cli.request.Surroundings;
import dev.kprov.cli.scope.Limit;
import dev.kprov.inventory.Inventory;
import dev.kprov.policy.OnFailure;
import dev.kprov.problem.ExitCode;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// Where a command takes orders and answers: options in, one answer out.
public record Desk(Session session, CommandSpec spec) {
    private static final int MOST_PARALLEL = 1000;

    public Parts parts() {
        return session.parts().get();
    }

    public Request request() {
        return new Request(
                this.<Path>given(Options.INVENTORY),
                this.<String>given(Options.PROFILE),
                state(),
                parallel(),
                onFailure(),
                limit(),
                on(Options.ACCEPT_NEW_HOST_KEYS),
                display(),
                runId(),
                false);
    }

    /// Empty unless it was given or the environment has one.
    private Optional<String> runId() {
        return this.<String>given(Options.RUN_ID)
                .or(() -> Optional.ofNullable(
                                session.surroundings().environment().get("KPROV_RUN_ID"))
                        .filter(id -> !id.isEmpty()));
    }

    public StateFolder state() {
        return new StateFolder(this.<Path>given(Options.STATE).orElse(Request.STATE));
    }

    public boolean json() {
        return given(Options.OUTPUT)
                .filter(form -> form.toString().equals("json"))
                .isPresent();
    }

    public boolean verbose() {
        return on(Options.VERBOSE);
    }

    public boolean breaksLock() {
        return on(Options.BREAK_LOCK);
    }

    /// Of a command that changes a cluster.
    public Manner manner() {
        return new Manner(breaksLock(), !on(Options.NO_DIAGNOSE));
    }

    /// Of which cluster it was said that it may be removed: empty text for the one that is meant.
    public Optional<String> yes() {
        return given(Options.YES);
    }

    public Wanted wanted(Request request) {
        return new Intake(parts(), request).read();
    }

    /// The cluster that is meant and its nodes: of the inventory, unless a profile is given.
    public Inventory nodes() {
        Request request = request();
        return request.profile().isPresent() ? wanted(request).nodes() : parts().inventory(request.inventory());
    }

    public Chores chores(Wanted wanted) {
        return new Chores(parts(), wanted, session.surroundings().clock(), progress());
    }

    public Provisioning provisioning(Wanted wanted) {
        return new Provisioning(parts(), wanted, session.surroundings(), progress());
    }

    public Provisioning provisioning() {
        return provisioning(wanted(request()));
    }

    /// Answers with the one or the other, as the user asked.
    public void answer(String text, Object forJson) {
        answer(json() ? Json.of(forJson) : text);
    }

    public void answer(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text.stripTrailing());
        out.flush();
    }

    /// A run has been shown while it went on, so that text has nothing to add; JSON is the run's report.
    public int answer(Ending ending) {
        return answer(ending, json() ? Optional.of("report.json") : Optional.empty());
    }

    /// @param file of the run's folder, the answer in the form that was asked for; empty for text
    public int answer(Ending ending, Optional<String> file) {
        file.ifPresent(name -> answer(content(ending.folder().resolve(name))));
        GithubActions actions = new GithubActions(session.surroundings().environment());
        boolean good = ending.exitCode() == ExitCode.OK || ending.exitCode() == ExitCode.LEFT_OUT;
        try {
            actions.tell(
                    good ? Map.of() : Map.of(spec.qualifiedName(), ending.verdict()),
                    () -> content(ending.folder().resolve("summary.md")),
                    progress());
        } catch (IOException e) {
            remark("cannot write the summary of GitHub Actions: " + e);
        }
        return ending.exitCode().code();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /// Tells what is not part of the answer.
    public void remark(String text) {
        progress().println(text);
        progress().flush();
    }

    private PrintWriter progress() {
        return spec.commandLine().getErr();
    }

    /// A duration as a profile has it.
    public Duration duration(String option, String text) {
        return Value.duration(text)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), option + " must be a duration such as 90s, 45m or 1h30m, not " + text));
    }

    /// @param value as it was given
    public int wholeNumber(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    /// @param text as it was given
    public String shaped(String option, String text, Shape shape) {
        if (!shape.fits(text)) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " must be " + shape.name() + ", not " + text + ": " + shape.rule() + "; "
                            + shape.remedy());
        }
        return text;
    }

    public int parallel() {
        return wholeNumber(
                Options.PARALLEL, this.<Integer>given(Options.PARALLEL).orElse(Request.PARALLEL), 1, MOST_PARALLEL);
    }

    private Optional<OnFailure> onFailure() {
        return this.<String>given(Options.ON_FAILURE)
                .map(text -> OnFailure.parse(text)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                Options.ON_FAILURE + " must be " + OnFailure.WORDS + ", not " + text)));
    }

    private Optional<Limit> limit() {
        return this.<String>given(Options.LIMIT).map(Limit::new);
    }

    private Display display() {
        Surroundings around = session.surroundings();
        boolean watched = around.terminal().watched();
        boolean noColor = on(Options.NO_COLOR)
                || !around.environment().getOrDefault("NO_COLOR", "").isEmpty();
        return new Display(on(Options.QUIET), verbose(), watched && !noColor, watched, on(Options.WATCH));
    }

    private boolean on(String flag) {
        return this.<Boolean>given(flag).orElse(false);
    }

    /// What was given to the command, or before it.
    private <T> Optional<T> given(String option) {
        for (CommandSpec command = spec; command != null; command = command.parent()) {
            OptionSpec found = command.findOption(option);
            if (found != null) {
                T value = found.getValue();
                if (value != null) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }
}
