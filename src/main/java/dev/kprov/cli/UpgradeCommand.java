package dev.kprov.cli;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.line.Provisioning.Manner;
import dev.kprov.cli.parts.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "upgrade",
        description = {
            "Bring the cluster that is there to the versions of the profile, and prove that it works.",
            "Nodes are taken one after the other, as the installer does it, with their pods moved away meanwhile. What"
                    + " it would do is shown by kprov plan --upgrade. One that was cut off is gone on with by running it"
                    + " again."
        })
final class UpgradeCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    Options.Change change;

    @Mixin
    Options.Help help;

    private final Session session;

    UpgradeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Desk desk = new Desk(session, spec);
        return desk.answer(
                desk.provisioning().upgrade(new Manner(change.turn.breakLock, !change.aftermath.noDiagnose)));
    }
}
