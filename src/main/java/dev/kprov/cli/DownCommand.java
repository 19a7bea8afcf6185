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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "down",
        description = {
            "Remove the cluster and its data from its hosts.",
            "Asks first on a terminal; needs --yes elsewhere. The packages stay unless --purge is given.",
            "With --limit, workers leave a cluster that goes on, and their nodes are deleted."
        })
final class DownCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    Options.Yes yes;

    @Option(names = "--purge", description = "Remove the packages too.")
    boolean purge;

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

    DownCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Desk desk = new Desk(session, spec);
        Request request = desk.request();
        Wanted wanted = desk.wanted(request);
        Consent consent = new RemovalConsent(session.surroundings().terminal(), "down", wanted)
                .of(yes.name(), request.limit().map(limit -> limit.hosts(wanted.inventory())));
        return desk.answer(
                desk.provisioning(wanted).down(new Removal(purge, false, consent), new Manner(turn.breakLock, false)));
    }
}
