package dev.kprov.cli.line;

import dev.kprov.cli.parts.FreshCredentials;
import dev.kprov.cli.parts.Look;
import dev.kprov.cli.parts.Parts;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.scope.Scope;
import dev.kprov.installer.Intent;
import dev.kprov.lock.ClusterLock;
import dev.kprov.observe.Facts;
import dev.kprov.observe.Observer;
import dev.kprov.plan.Plan;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Shells;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Looks at the hosts and makes the plan; changes nothing.
///
/// @param lock to be held before anything is looked at, by whoever is to change it; such a one has to wait for steps
///     that still run there, too
/// @param ends whether such steps are ended instead
record Planning(Parts parts, Wanted wanted, Scope scope, int parallel, Optional<ClusterLock> lock, boolean ends) {
    /// A plan and what it was made from.
    record Planned(Plan plan, Facts facts) {}

    Planned make(Making making, Shells shells, Events events) throws InterruptedException {
        making.possible(wanted.installer());
        Set<String> documents = new HashSet<>(files());
        documents.addAll(wanted.installer().documents(wanted.profile()));
        Look look = new Look(wanted, documents, parallel, gate(), false);
        return plan(shells, events, look, intent -> {
            refuseIfAny(making.refuse(wanted.installer(), intent));
            wanted.installer().remarks(intent).forEach(remark -> events.remark(remark.host(), remark.text()));
            return scope.restricted(making.plan(wanted.installer(), intent));
        });
    }

    Planned down(Shells shells, Events events, boolean purge) throws InterruptedException {
        // A cluster can be removed where neither manifests nor package keys can be had.
        Look look = new Look(wanted, files(), parallel, gate(), true);
        return plan(shells, events, look, intent -> {
            refuseIfAny(wanted.installer().spare(intent));
            return scope.leaving().isEmpty()
                    ? wanted.installer().down(intent, purge)
                    : wanted.installer().leave(intent, purge).orElseThrow(this::cannotLeave);
        });
    }

    private KprovException cannotLeave() {
        return new KprovException(Problem.of(
                ExitCode.INVALID,
                "installer " + wanted.installer().name() + " cannot take single hosts out of a cluster",
                "it knows how a cluster is made and removed as a whole",
                "remove the cluster and make it anew without them, or take them out by hand"));
    }

    private Set<String> files() {
        return wanted.installer().files(wanted.profile());
    }

    private Planned plan(Shells shells, Events events, Look look, Function<Intent, Plan> maker)
            throws InterruptedException {
        Facts facts = observe(shells, events, look);
        while (lock.isPresent() && new Adoption(parts, wanted, events, ends).await(shells, facts)) {
            facts = observe(shells, events, look);
        }
        for (Problem tolerated : scope.looked(facts)) {
            events.problem(tolerated);
            events.leftOut(tolerated.where(), tolerated.what());
        }
        Intent intent = new Intent(wanted.profile(), scope.inventory(), facts, FreshCredentials.make(parts, wanted));
        Plan plan = maker.apply(intent);
        events.planned(plan);
        return new Planned(plan, facts);
    }

    private Facts observe(Shells shells, Events events, Look look) throws InterruptedException {
        Facts facts = events.phase("observe", "look at hosts", () -> parts.observe(shells, look, events));
        refuseIfAny(facts.problems().stream()
                .filter(problem -> problem.exitCode() == ExitCode.BUSY)
                .toList());
        lock.ifPresent(ClusterLock::keep);
        return facts;
    }

    private Observer.Gate gate() {
        return lock.<Observer.Gate>map(held -> (host, opening) -> held.pass(host, opening::open))
                .orElse(Observer.Gate.OPEN);
    }

    private static void refuseIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new KprovException(problems, null);
        }
    }
}
