package dev.kprov.cli;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.desk.RemovalConsent;
import dev.kprov.cli.line.Provisioning.Manner;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Consent;
import dev.kprov.cli.request.Removal;
import dev.kprov.cli.request.Request;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        description = {
            "Create the cluster and prove that it works.",
            "What is already as wanted is left alone. Exits with 0 only when all checks passed."
        })
final class UpCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = {"--fresh", "--recreate"},
            description =
                    "Start over: end what earlier runs left running, remove the cluster and its data from its hosts"
                            + " as down does, and create it anew. Asks first on a terminal; needs --yes elsewhere.")
    boolean fresh;

    @Mixin
    Options.Aftermath aftermath;

    @Mixin
    Options.Yes yes;

    @Mixin
    Options.Cluster cluster;

    @Mixin
    Options.Wish wish;

    @Mixin
    Options.Part part;

    @Mixin
    Options.Pace pace;

    @Mixin
    Options.Turn turn;

    @Mixin
    Options.Care care;

    @Mixin
    Options.Belief belief;

    @Mixin
    Options.Screen screen;

    @Mixin
    Options.Answer answer;

    @Mixin
    Options.Help help;

    private final Session session;

    UpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Desk desk = new Desk(session, spec);
        Request request = desk.request();
        Wanted wanted = desk.wanted(request);
        if (fresh && request.limit().isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--fresh starts over with all hosts, so that " + Options.LIMIT + " cannot go with it");
        }
        Optional<Removal> first = Optional.empty();
        if (fresh) {
            Consent consent = new RemovalConsent(session.surroundings().terminal(), "up --fresh", wanted)
                    .of(yes.name(), Optional.empty());
            first = Optional.of(new Removal(false, false, consent));
        }
        return desk.answer(desk.provisioning(wanted).up(first, new Manner(turn.breakLock, !aftermath.noDiagnose)));
    }
}
