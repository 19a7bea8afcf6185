package dev.kprov.cli;

import dev.kprov.cli.line.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    Options.Cluster cluster;

    @Mixin
    Options.Wish wish;

    @Mixin
    Options.Pace pace;

    @Mixin
    Options.Turn turn;

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
    public Integer call() {
        Desk desk = new Desk(session, spec);
        return desk.answer(desk.provisioning().up(turn.breakLock));
    }
}
