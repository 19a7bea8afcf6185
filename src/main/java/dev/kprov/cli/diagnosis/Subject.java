package dev.kprov.cli.diagnosis;

import dev.kprov.cli.request.StateFolder;
import dev.kprov.diagnose.Order;
import dev.kprov.inventory.Inventory;
import dev.kprov.observe.HostDiagnosis;
import dev.kprov.problem.KprovException;
import dev.kprov.run.RunFolder;
import dev.kprov.verify.api.KubeApi.Context;
import java.nio.file.Path;
import java.util.Optional;

/// What is diagnosed.
///
/// @param hosts none where only a kubeconfig is known
/// @param context whom to ask of the cluster
/// @param noContext why there is nobody
public record Subject(Inventory hosts, Optional<Context> context, String noContext) {
    /// Of which a kubeconfig is given.
    public static Subject of(Inventory hosts, Context context) {
        return new Subject(hosts, Optional.of(context), "");
    }

    /// Of which the kubeconfig is the one that `up` fetched, if it came so far.
    public static Subject of(Inventory hosts, StateFolder state) {
        try {
            return of(hosts, Context.currentOf(state.existingKubeconfig(hosts.cluster())));
        } catch (KprovException e) {
            String why = e.problems().getFirst().what();
            return new Subject(hosts, Optional.empty(), why);
        }
    }

    Order order(int parallel, RunFolder folder, Path archive) {
        return new Order(
                hosts.cluster(),
                context,
                noContext,
                hosts.hosts(),
                HostDiagnosis.thorough(),
                parallel,
                Order.TIME,
                folder.run(),
                archive);
    }
}
