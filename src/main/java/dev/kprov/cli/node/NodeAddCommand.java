package dev.kprov.cli.node;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.line.Provisioning.Manner;
import dev.kprov.cli.parts.Session;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "add",
        description = {
            "Make hosts of the inventory workers of the cluster that is there, and prove that all of it works.",
            "No other host is changed; hosts that are nodes already are left alone."
        })
final class NodeAddCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "HOST",
            description = "Workers of the inventory, such as worker-3 or 'worker-*'.")
    List<String> hosts = List.of();

    @Mixin
    Options.Change change;

    @Mixin
    Options.Help help;

    private final Session session;

    NodeAddCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Desk desk = new Desk(session, spec);
        return desk.answer(desk.provisioning(Workers.only(hosts, desk.wanted(desk.request())))
                .up(Optional.empty(), new Manner(change.turn.breakLock, !change.aftermath.noDiagnose)));
    }
}
