package dev.kprov.cli.tell;

import static dev.kprov.cli.desk.Arguments.given;
import static dev.kprov.cli.desk.Arguments.said;
import static dev.kprov.cli.desk.Arguments.word;

import dev.kprov.cli.answer.RunAnswer;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import dev.kprov.console.PlainView;
import dev.kprov.console.Theme;
import dev.kprov.console.Verbosity;
import dev.kprov.report.RunCatalog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// `kprov runs`, and what it shows of one of them.
public final class RunsCommand {
    private final ArgSpec shownRun = run();
    private final CommandSpec show = Syntax.of(this::show, "show", "Show a run as it was shown; as json: its events.")
            .with(shownRun)
            .with(Group.STORE, Group.SCREEN, Group.ANSWER)
            .build();
    private final ArgSpec loggedRun = run();
    private final ArgSpec host = word(String.class, 1, "0..1", "HOST", "Only of this host.");
    private final ArgSpec step = word(String.class, 2, "0..1", "STEP", "Only of this step, such as kubeadm-join.");
    private final CommandSpec logs = Syntax.of(
                    this::logs, "logs", "Print what a run's hosts printed, each line with its time and step.")
            .with(loggedRun, host, step)
            .with(Group.STORE)
            .build();
    private final Session session;
    private final CommandSpec spec;

    public RunsCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "runs",
                        "List what was run, the newest first.",
                        "A run is named by its id, as many letters of it as tell it from the others, or by the word last.")
                .with(Group.STORE, Group.ANSWER)
                .commands(logs, show)
                .build();
    }

    public CommandSpec spec() {
        return spec;
    }

    private int call() {
        Desk desk = new Desk(session, spec);
        List<RunCatalog.Entry> entries = catalog(desk).list();
        desk.answer(RunAnswer.text(entries, session.surroundings().clock().getZone()), RunAnswer.maps(entries));
        return 0;
    }

    private int show() {
        Desk desk = new Desk(session, show);
        RunCatalog catalog = catalog(desk);
        Path folder = catalog.find(said(shownRun));
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

    private int logs() {
        Desk desk = new Desk(session, logs);
        desk.answer(RunAnswer.logs(catalog(desk).find(said(loggedRun)), given(host), given(step)));
        return 0;
    }

    private static ArgSpec run() {
        return word(String.class, 0, "1", "RUN", "The run.");
    }

    private static RunCatalog catalog(Desk desk) {
        return new RunCatalog(desk.state().root());
    }
}
