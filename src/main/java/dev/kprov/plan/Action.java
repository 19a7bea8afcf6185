package dev.kprov.plan;

import dev.kprov.shell.Script;
import java.util.List;

/// What a step does. Closed on purpose: a new action does not compile until runner, plan text and report handle it.
public sealed interface Action {
    /// Nothing: the host is already so.
    record Unchanged(String because) implements Action {}

    /// Runs a script as root on the step's host.
    ///
    /// @param changes what it would change, one readable line each
    /// @param waits whether it mostly waits for others, so that it must not keep their turn from them
    record Run(Script script, List<String> changes, boolean waits) implements Action {
        public Run {
            changes = List.copyOf(changes);
        }

        public Run(Script script, List<String> changes) {
            this(script, changes, false);
        }
    }

    /// Brings a root-only file of the host into the cluster's state folder (0600).
    ///
    /// @param remotePath on the host
    /// @param name of the local file, e.g. `kubeconfig`
    record Fetch(String remotePath, String name) implements Action {}
}
