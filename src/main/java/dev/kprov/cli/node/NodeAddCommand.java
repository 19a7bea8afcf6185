package dev.kprov.cli.node;

import static dev.kprov.cli.desk.Arguments.all;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

final class NodeAddCommand {
    private final ArgSpec hosts = NodeCommand.workers();
    private final Session session;
    private final CommandSpec spec;

    NodeAddCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "add",
                        "Make hosts of the inventory workers of the cluster that is there, and prove that all of it"
                                + " works.",
                        "No other host is changed; hosts that are nodes already are left alone.")
                .with(hosts)
                .with(Group.CHANGE)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    private int call() {
        Desk desk = new Desk(session, spec);
        return desk.answer(desk.provisioning(Workers.only(all(hosts), desk.wanted(desk.request())))
                .up(Optional.empty(), desk.manner()));
    }
}
