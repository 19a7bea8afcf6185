package dev.kprov.installer.kubeadm;

import static dev.kprov.installer.kubeadm.ScriptFile.script;

import dev.kprov.installer.Intent;
import dev.kprov.inventory.Host;
import dev.kprov.observe.HostFacts;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.shell.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The plan that ends the cluster: every host by itself, all at the same time.
final class KubeadmDown {
    private final Intent intent;
    private final boolean purge;

    KubeadmDown(Intent intent, boolean purge) {
        this.intent = intent;
        this.purge = purge;
    }

    Plan plan() {
        List<Step> steps = intent.inventory().hosts().stream().map(this::reset).toList();
        return new Plan("down", KubeadmInstaller.NAME, intent.inventory().cluster(), steps);
    }

    private Step reset(Host host) {
        HostFacts facts = intent.facts().of(host.name());
        boolean packagesGo = purge && !facts.software().packages().isEmpty();
        boolean clean = facts.membership().isEmpty()
                && facts.files().hashes().keySet().stream().noneMatch(KubeadmInstaller.TRACES::contains)
                && !facts.network().listening().containsValue("kubelet")
                && !packagesGo;
        return new Step(
                new StepId(host.name(), "reset-host"),
                Stage.REMOVE,
                "Remove the cluster from " + host.name(),
                Set.of(),
                clean
                        ? new Action.Unchanged("nothing of a cluster is here")
                        : action(facts.software().packages().keySet(), packagesGo),
                intent.profile().timeouts().step());
    }

    private static Action action(Set<String> installed, boolean packagesGo) {
        String packages = String.join(" ", new TreeSet<>(installed));
        List<String> changes = new ArrayList<>(List.of(
                "run kubeadm reset; remove /etc/kubernetes, /var/lib/etcd, /var/lib/kubelet, CNI state, links and rules",
                "remove what kprov configured; give containerd its own configuration back"));
        if (packagesGo) {
            changes.add("purge " + packages);
        }
        return new Action.Run(
                script(
                        "reset-host",
                        Map.of("PURGE", Value.of(packagesGo ? "yes" : ""), "PACKAGES", Value.of(packages)),
                        Map.of()),
                changes);
    }
}
