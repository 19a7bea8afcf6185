package dev.kprov.cli.tell;

import dev.kprov.cli.answer.RunAnswer;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.parts.Session;
import dev.kprov.console.PlainView;
import dev.kprov.console.Theme;
import dev.kprov.console.Verbosity;
import dev.kprov.report.RunCatalog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "runs",
        description = {
            "List what was run, the newest first.",
            "A run is named by its id, as many letters of it as tell it from the others, or by the word last."
        })
public final class RunsCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    Options.Store store;

    @Mixin
    Options.Answer answer;

    @Mixin
    Options.Help help;

    private final Session session;

    public RunsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Desk desk = new Desk(session, spec);
        List<RunCatalog.Entry> entries = catalog(desk).list();
        desk.answer(RunAnswer.text(entries, session.surroundings().clock().getZone()), RunAnswer.maps(entries));
        return 0;
    }

    @Command(name = "show", description = "Show a run as it was shown; as json: its events.")
    int show(
            @Parameters(paramLabel = "RUN", description = "The run.") String run,
            @Mixin Options.Store showStore,
            @Mixin Options.Screen screen,
            @Mixin Options.Answer showAnswer,
            @Mixin Options.Help showHelp) {
        Desk desk = sub("show");
        RunCatalog catalog = catalog(desk);
        Path folder = catalog.find(run);
        if (desk.json()) {
            desk.answer("[" + String.join(",\n", RunAnswer.journal(folder)) + "]");
            return 0;
        }
        StringWriter text = new StringWriter();
        PlainView view = new PlainView(
                new PrintWriter(text), Theme.PLAIN, desk.verbose() ? Verbosity.VERBOSE : Verbosity.NORMAL);
        catalog.events(folder).forEach(view::on);
        desk.answer(text.toString());
        return 0;
    }

    @Command(name = "logs", description = "Print what a run's hosts printed, each line with its time and step.")
    int logs(
            @Parameters(paramLabel = "RUN", description = "The run.") String run,
            @Parameters(arity = "0..1", paramLabel = "HOST", description = "Only of this host.") @Nullable String host,
            @Parameters(arity = "0..1", paramLabel = "STEP", description = "Only of this step, such as kubeadm-join.")
                    @Nullable
                    String step,
            @Mixin Options.Store logsStore,
            @Mixin Options.Help logsHelp) {
        Desk desk = sub("logs");
        desk.answer(RunAnswer.logs(catalog(desk).find(run), Optional.ofNullable(host), Optional.ofNullable(step)));
        return 0;
    }

    private Desk sub(String name) {
        return new Desk(
                session, Objects.requireNonNull(spec.subcommands().get(name)).getCommandSpec());
    }

    private static RunCatalog catalog(Desk desk) {
        return new RunCatalog(desk.state().root());
    }
}
