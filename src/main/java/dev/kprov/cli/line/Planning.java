package dev.kprov.cli.line;

import dev.kprov.installer.Intent;
import dev.kprov.observe.Facts;
import dev.kprov.observe.Observer;
import dev.kprov.plan.Plan;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Shells;
import java.util.List;
import java.util.function.Function;

/// Looks at the hosts and makes the plan; changes nothing.
record Planning(Parts parts, Wanted wanted, int parallel) {
    Plan up(Shells shells, Events events) throws InterruptedException {
        return plan(shells, events, intent -> {
            refuseIfAny(wanted.installer().refuse(intent));
            return wanted.installer().up(intent);
        });
    }

    Plan down(Shells shells, Events events, boolean purge) throws InterruptedException {
        return plan(shells, events, intent -> wanted.installer().down(intent, purge));
    }

    private Plan plan(Shells shells, Events events, Function<Intent, Plan> maker) throws InterruptedException {
        Facts facts = events.phase("observe", "look at hosts", () -> observe(shells, events));
        refuseIfAny(facts.problems());
        Intent intent = new Intent(wanted.profile(), wanted.inventory(), facts, FreshCredentials.make());
        Plan plan = maker.apply(intent);
        events.planned(plan);
        return plan;
    }

    private Facts observe(Shells shells, Observer.Listener listener) throws InterruptedException {
        return parts.observe(shells, parallel, wanted, listener);
    }

    private static void refuseIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new KprovException(problems, null);
        }
    }
}
