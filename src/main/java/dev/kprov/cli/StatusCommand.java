package dev.kprov.cli;

import dev.kprov.cli.answer.StatusAnswer;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.parts.Session;
import dev.kprov.inventory.Inventory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = {
            "Tell what the cluster says of itself.",
            "Waits for nothing and proves nothing. Exits with 0 when the API server and every host of the inventory"
                    + " say that they are ready."
        })
final class StatusCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    Options.Cluster cluster;

    @Mixin
    Options.Wish wish;

    @Mixin
    Options.Answer answer;

    @Mixin
    Options.Help help;

    private final Session session;

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Desk desk = new Desk(session, spec);
        Inventory inventory = desk.nodes();
        StatusAnswer status =
                new StatusAnswer(inventory, desk.parts().status(desk.state().existingKubeconfig(inventory.cluster())));
        desk.answer(status.text(), status.map());
        return status.exitCode().code();
    }
}
