package dev.kprov.cli;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import picocli.CommandLine.Model.CommandSpec;

final class UpgradeCommand {
    private final Session session;
    private final CommandSpec spec;

    UpgradeCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "upgrade",
                        "Bring the cluster that is there to the versions of the profile, and prove that it works.",
                        "Nodes are taken one after the other, as the installer does it, with their pods moved away"
                                + " meanwhile. What it would do is shown by kprov plan --upgrade. One that was cut off is"
                                + " gone on with by running it again.")
                .with(Group.CHANGE)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    private int call() {
        Desk desk = new Desk(session, spec);
        return desk.answer(desk.provisioning().upgrade(desk.manner()));
    }
}
