package dev.kprov.cli;

import dev.kprov.cli.answer.StatusAnswer;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import dev.kprov.inventory.Inventory;
import picocli.CommandLine.Model.CommandSpec;

final class StatusCommand {
    private final Session session;
    private final CommandSpec spec;

    StatusCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "status",
                        "Tell what the cluster says of itself.",
                        "Waits for nothing and proves nothing. Exits with 0 when the API server and every host of the"
                                + " inventory say that they are ready.")
                .with(Group.CLUSTER, Group.WISH, Group.ANSWER)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    private int call() throws InterruptedException {
        Desk desk = new Desk(session, spec);
        Inventory inventory = desk.nodes();
        StatusAnswer status =
                new StatusAnswer(inventory, desk.parts().status(desk.state().existingKubeconfig(inventory.cluster())));
        desk.answer(status.text(), status.map());
        return status.exitCode().code();
    }
}
