package dev.kprov.cli.node;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.desk.RemovalConsent;
import dev.kprov.cli.line.Provisioning.Manner;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Consent;
import dev.kprov.cli.request.Removal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "remove",
        description = {
            "Take workers out of the cluster: move their pods away, remove the cluster from these hosts, delete their"
                    + " nodes, and prove that the rest works.",
            "Asks first on a terminal; needs --yes elsewhere. The hosts stay in the inventory: the next up makes them"
                    + " nodes again unless they are taken out of it."
        })
final class NodeRemoveCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "HOST",
            description = "Workers of the inventory, such as worker-3 or 'worker-*'.")
    List<String> hosts = List.of();

    @Option(
            names = "--dead",
            description = "These hosts will never answer again: ask nothing of them, and only delete their nodes. One"
                    + " that comes back all the same still has its part of the cluster.")
    boolean dead;

    @Option(names = "--purge", description = "Remove the packages too.")
    boolean purge;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    boolean yes;

    @Mixin
    Options.Change change;

    @Mixin
    Options.Help help;

    private final Session session;

    NodeRemoveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Desk desk = new Desk(session, spec);
        Wanted wanted = Workers.only(hosts, desk.wanted(desk.request()));
        Optional<Set<String>> leaving = wanted.request().limit().map(limit -> limit.hosts(wanted.inventory()));
        Consent consent = new RemovalConsent(session.surroundings().terminal(), "node remove", wanted)
                .of(Optional.of("").filter(answer -> yes), leaving);
        return desk.answer(desk.provisioning(wanted)
                .down(
                        new Removal(purge, dead, consent),
                        new Manner(change.turn.breakLock, !change.aftermath.noDiagnose)));
    }
}
