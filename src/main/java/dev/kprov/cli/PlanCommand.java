package dev.kprov.cli;

import static dev.kprov.cli.desk.Arguments.flag;
import static dev.kprov.cli.desk.Arguments.on;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import dev.kprov.plan.Plan;
import dev.kprov.plan.PlanText;
import dev.kprov.report.PlanJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

final class PlanCommand {
    private final OptionSpec upgrade = flag("Show what kprov upgrade would do.", "--upgrade");
    private final Session session;
    private final CommandSpec spec;

    PlanCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(this::call, "plan", "Tell what up would do; changes nothing.")
                .with(upgrade)
                .with(Group.CLUSTER, Group.WISH, Group.PART, Group.PACE, Group.BELIEF, Group.SCREEN, Group.ANSWER)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    private int call() throws InterruptedException {
        Desk desk = new Desk(session, spec);
        Plan plan = desk.provisioning().plan(on(upgrade));
        desk.answer(desk.json() ? PlanJson.of(plan) : PlanText.of(plan, desk.verbose()));
        return 0;
    }
}
