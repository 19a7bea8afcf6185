package dev.kprov.cli;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.parts.Session;
import dev.kprov.plan.Plan;
import dev.kprov.plan.PlanText;
import dev.kprov.report.PlanJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "plan", description = "Tell what up would do; changes nothing.")
final class PlanCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--upgrade", description = "Show what kprov upgrade would do.")
    boolean upgrade;

    @Mixin
    Options.Cluster cluster;

    @Mixin
    Options.Wish wish;

    @Mixin
    Options.Part part;

    @Mixin
    Options.Pace pace;

    @Mixin
    Options.Belief belief;

    @Mixin
    Options.Screen screen;

    @Mixin
    Options.Answer answer;

    @Mixin
    Options.Help help;

    private final Session session;

    PlanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Desk desk = new Desk(session, spec);
        Plan plan = desk.provisioning().plan(upgrade);
        desk.answer(desk.json() ? PlanJson.of(plan) : PlanText.of(plan, desk.verbose()));
        return 0;
    }
}
