package dev.kprov.cli.tell;

import dev.kprov.cli.answer.DoctorAnswer;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import picocli.CommandLine.Model.CommandSpec;

/// `kprov doctor`.
public final class DoctorCommand {
    private final Session session;
    private final CommandSpec spec;

    public DoctorCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "doctor",
                        "Tell which programs of this machine installers need, which of them are here, and what to do"
                                + " about the rest.",
                        "Of programs that can stand in for one another, one is enough. Exits with 0 when every installer"
                                + " can be used, else with 3.")
                .with(Group.ANSWER)
                .build();
    }

    public CommandSpec spec() {
        return spec;
    }

    private int call() throws InterruptedException {
        Desk desk = new Desk(session, spec);
        DoctorAnswer found = new DoctorAnswer(desk.parts().toolbox());
        desk.answer(found.text(), found.maps());
        return found.exitCode().code();
    }
}
