package dev.kprov.installer.minikube;

import dev.kprov.installer.ResourceFile;
import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The Bash scripts of this installer, as they lie beside this class in the distribution, for one cluster.
record MinikubeScripts(Profile profile, Inventory inventory) {
    /// What minikube knows of a cluster stays apart from that of all others and of the user's own clusters.
    private static final String ON_HOST = "/var/lib/kprov/minikube";

    Script look() {
        return script("look", Map.of("ENGINE", Value.of(driver().word())), Map.of());
    }

    /// @param fresh whether nothing is there
    Script start(boolean fresh, boolean paused, Map<String, Value> files) {
        MinikubeSettings settings = MinikubeSettings.of(profile);
        return script(
                "start",
                Map.of(
                        "FRESH", yes(fresh),
                        "PAUSED", yes(paused),
                        // Hosts of others are left as they are, to be looked at.
                        "ON_FAILURE", Value.of(settings.keep() || driver().onHost() ? "keep" : "remove"),
                        "SHARED_CACHE", yes(!inside()),
                        "KUBECONFIG_COPY", kubeconfig(),
                        "RUN_FOLDER", inside() ? Value.of("") : Value.Folder.RUN,
                        "PATTERN", Value.of(profile.clusterName().orElse(""))),
                files);
    }

    Script saveKubeconfig() {
        return script("kubeconfig", Map.of("KUBECONFIG_COPY", kubeconfig()), Map.of());
    }

    Script logs() {
        return script("logs", Map.of("RUN_FOLDER", Value.Folder.RUN), Map.of());
    }

    /// @param tolerant whether it is enough that minikube has tried
    Script remove(boolean tolerant) {
        return script("remove", Map.of("TOLERANT", yes(tolerant)), Map.of());
    }

    /// @param pattern the profile's name for its clusters
    Script tidy(String pattern, Duration age) {
        return script(
                "tidy",
                Map.of(
                        "CLUSTER_FOLDER", Value.Folder.CLUSTER,
                        "PATTERN", Value.of(pattern),
                        "SECONDS_OLD", Value.of(String.valueOf(age.toSeconds()))),
                Map.of());
    }

    Script cleanHost() {
        return new Script("clean-host", ResourceFile.text(getClass(), "clean-host.sh"), Map.of(), Map.of(), Set.of());
    }

    /// Where `start.sh` puts the kubeconfig on a host.
    static String kubeconfigOnHost() {
        return ON_HOST + "/kubeconfig";
    }

    private Value kubeconfig() {
        return inside() ? Value.of("") : new Value.Joined(List.of(Value.Folder.CLUSTER, Value.of("/kubeconfig")));
    }

    /// Whether minikube runs inside of the node.
    private boolean inside() {
        return driver() == Driver.NONE;
    }

    private Driver driver() {
        return MinikubeSettings.of(profile).driver();
    }

    private static Value yes(boolean yes) {
        return Value.of(yes ? "yes" : "no");
    }

    private Script script(String name, Map<String, Value> further, Map<String, Value> files) {
        Map<String, Value> all = new LinkedHashMap<>();
        all.put("CLUSTER", Value.of(inventory.cluster()));
        all.put("NAME", Value.of(new StartFlags(profile, inventory).name()));
        all.put(
                "HOME_FOLDER",
                inside() ? Value.of(ON_HOST) : new Value.Joined(List.of(Value.Folder.CLUSTER, Value.of("/minikube"))));
        further.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return new Script(name, ResourceFile.text(getClass(), name + ".sh"), all, files, Set.of());
    }
}
