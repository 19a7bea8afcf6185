package dev.kprov.cli.line;

import dev.kprov.cli.scope.Scope;
import dev.kprov.installer.Intent;
import dev.kprov.observe.Facts;
import dev.kprov.plan.Plan;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Shells;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Looks at the hosts and makes the plan; changes nothing.
///
/// @param adopts whether to wait for steps that still run there, as whoever is to run more of them has to
record Planning(Parts parts, Wanted wanted, Scope scope, int parallel, boolean adopts) {
    Plan up(Shells shells, Events events) throws InterruptedException {
        Look look = new Look(wanted, wanted.installer().documents(wanted.profile()), parallel);
        return plan(shells, events, look, intent -> {
            refuseIfAny(wanted.installer().refuse(intent));
            wanted.installer().remarks(intent).forEach(remark -> events.remark(remark.host(), remark.text()));
            return scope.restricted(wanted.installer().up(intent));
        });
    }

    Plan down(Shells shells, Events events, boolean purge) throws InterruptedException {
        // A cluster can be removed where neither manifests nor package keys can be had.
        Look look = new Look(wanted, Set.of(), parallel);
        return plan(
                shells,
                events,
                look,
                intent -> scope.leaving().isEmpty()
                        ? wanted.installer().down(intent, purge)
                        : wanted.installer().leave(intent, purge));
    }

    private Plan plan(Shells shells, Events events, Look look, Function<Intent, Plan> maker)
            throws InterruptedException {
        Facts facts = observe(shells, events, look);
        while (adopts && new Adoption(parts, wanted, events).await(shells, facts)) {
            facts = observe(shells, events, look);
        }
        for (Problem tolerated : scope.looked(facts)) {
            events.problem(tolerated);
            events.leftOut(tolerated.where(), tolerated.what());
        }
        Intent intent = new Intent(wanted.profile(), scope.inventory(), facts, FreshCredentials.make());
        Plan plan = maker.apply(intent);
        events.planned(plan);
        return plan;
    }

    private Facts observe(Shells shells, Events events, Look look) throws InterruptedException {
        return events.phase("observe", "look at hosts", () -> parts.observe(shells, look, events));
    }

    private static void refuseIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new KprovException(problems, null);
        }
    }
}
