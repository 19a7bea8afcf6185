package dev.kprov.cli.node;

import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Request;
import dev.kprov.cli.scope.Limit;
import dev.kprov.inventory.Role;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.util.List;

/// The workers that a command names.
final class Workers {
    private Workers() {}

    /// The same wish, limited to these. Throws a `KprovException` where one is no worker of the inventory.
    ///
    /// @param names may have `*` in them
    static Wanted only(List<String> names, Wanted wanted) {
        Limit limit = new Limit(String.join(",", names));
        List<Problem> problems = limit.hosts(wanted.inventory()).stream()
                .filter(name -> wanted.inventory().hosts(Role.CONTROL_PLANE).stream()
                        .anyMatch(host -> host.name().equals(name)))
                .map(Workers::refusal)
                .toList();
        if (!problems.isEmpty()) {
            throw new KprovException(problems, null);
        }
        Request request = wanted.request().limited(limit);
        return new Wanted(wanted.inventory(), wanted.profile(), wanted.installer(), request);
    }

    private static Problem refusal(String name) {
        return Problem.of(
                ExitCode.USAGE,
                name + " is a control plane",
                "kprov node is about workers: a control plane comes and goes with its cluster",
                "use kprov up and kprov down for the cluster as a whole, or name workers only");
    }
}
