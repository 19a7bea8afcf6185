package dev.kprov.cli.tell;

import dev.kprov.cli.answer.DoctorAnswer;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.parts.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = {
            "Tell which programs of this machine installers need, which of them are here, and what to do about the rest.",
            "Of programs that can stand in for one another, one is enough. Exits with 0 when every installer can be used,"
                    + " else with 3."
        })
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    Options.Answer answer;

    @Mixin
    Options.Help help;

    private final Session session;

    public DoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Desk desk = new Desk(session, spec);
        DoctorAnswer found = new DoctorAnswer(desk.parts().toolbox());
        desk.answer(found.text(), found.maps());
        return found.exitCode().code();
    }
}
