package dev.kprov.installer.kind;

import dev.kprov.installer.Differences;
import dev.kprov.installer.Intent;
import dev.kprov.inventory.Host;
import dev.kprov.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Why the clusters of this machine, as they are, cannot become the one that is wanted, or must not be removed.
final class KindRefusals {
    private final Intent intent;
    private final String cluster;
    private final KindState state;

    KindRefusals(Intent intent) {
        this.intent = intent;
        this.cluster = intent.inventory().cluster();
        this.state = KindState.parse(intent.facts().state());
    }

    List<Problem> up() {
        if (state.absent()) {
            return state.taken().stream().map(port -> taken(intent, port)).toList();
        }
        if (!state.ours()) {
            return List.of(foreign(cluster));
        }
        List<String> differences = state.made().map(this::differences).orElse(List.of());
        return differences.isEmpty() ? List.of() : List.of(different(cluster, differences));
    }

    private List<String> differences(String made) {
        KindConfig wanted = new KindConfig(intent.profile());
        List<String> differences = new ArrayList<>(Differences.between(made, wanted.text()));
        if (differences.isEmpty()) {
            Set<String> there = state.nodes().stream().map(KindState.Node::name).collect(Collectors.toSet());
            wanted.hosts(cluster).stream()
                    .map(Host::name)
                    .filter(name -> !there.contains(name))
                    .forEach(name -> differences.add("its container " + name + " is gone"));
        }
        return differences;
    }

    List<Problem> down() {
        return state.absent() || state.ours() ? List.of() : List.of(foreign(cluster));
    }

    private static Problem taken(Intent intent, String port) {
        return Problem.invalid(
                intent.profile().source().at("kind"),
                "port " + port + " of this machine is taken",
                "something listens on it, so that the node which is to have it could not start",
                "see what it is (ss -ltnp 'sport = :" + port + "') and end it, or choose another port in the profile");
    }

    private static Problem foreign(String cluster) {
        return Problem.invalid(
                Host.CONTROLLER,
                "there is a kind cluster " + cluster + " that kprov has not made",
                "what is in it, and whether it may be changed, only its owner knows",
                "remove it (kind delete cluster --name " + cluster + "), or give the profile another name:");
    }

    private static Problem different(String cluster, List<String> differences) {
        return Problem.invalid(
                Host.CONTROLLER,
                "cluster " + cluster + " is not as the profile wants it",
                Differences.told(differences),
                "kind cannot change a cluster: remove it (kprov down), make it anew at once (kprov up --recreate), or go back"
                        + " to the profile that it was made from");
    }
}
