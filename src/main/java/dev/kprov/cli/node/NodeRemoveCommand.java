package dev.kprov.cli.node;

import static dev.kprov.cli.desk.Arguments.all;
import static dev.kprov.cli.desk.Arguments.flag;
import static dev.kprov.cli.desk.Arguments.on;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.RemovalConsent;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Consent;
import dev.kprov.cli.request.Removal;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

final class NodeRemoveCommand {
    private final ArgSpec hosts = NodeCommand.workers();
    private final OptionSpec dead = flag(
            "These hosts will never answer again: ask nothing of them, and only delete their nodes. One that comes back"
                    + " all the same still has its part of the cluster.",
            "--dead");
    private final OptionSpec purge = flag("Remove the packages too.", "--purge");
    private final OptionSpec yes = flag("Do not ask.", "-y", "--yes");
    private final Session session;
    private final CommandSpec spec;

    NodeRemoveCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "remove",
                        "Take workers out of the cluster: move their pods away, remove the cluster from these hosts,"
                                + " delete their nodes, and prove that the rest works.",
                        "Asks first on a terminal; needs --yes elsewhere. The hosts stay in the inventory: the next up"
                                + " makes them nodes again unless they are taken out of it.")
                .with(hosts, dead, purge, yes)
                .with(Group.CHANGE)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    private int call() throws InterruptedException {
        Desk desk = new Desk(session, spec);
        Wanted wanted = Workers.only(all(hosts), desk.wanted(desk.request()));
        Optional<Set<String>> leaving = wanted.request().limit().map(limit -> limit.hosts(wanted.inventory()));
        Consent consent = new RemovalConsent(session.surroundings().terminal(), "node remove", wanted)
                .of(Optional.of("").filter(answer -> on(yes)), leaving);
        return desk.answer(desk.provisioning(wanted).down(new Removal(on(purge), on(dead), consent), desk.manner()));
    }
}
