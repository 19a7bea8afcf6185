package dev.kprov.installer.kops;

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
record KopsScripts(Profile profile, Inventory inventory) {
    /// @param removing whether only what a removal needs is asked for
    Script look(boolean removing) {
        KopsSettings settings = settings();
        boolean made = settings.manifest().isEmpty() && !removing;
        return script(
                "look",
                Map.of(
                        "CLOUD", Value.of(settings.cloud().word()),
                        "REMOVING", yes(removing),
                        "MAKE", yes(made),
                        "TERRAFORM", yes(settings.terraform()),
                        "KUBECONFIG_COPY", kubeconfig()),
                made ? Map.of("arguments", Value.of(KopsFlags.arguments(profile))) : Map.of());
    }

    /// @param sshKey empty where there is none
    Script apply(Manifests manifests, String sshKey) {
        Map<String, Value> files = new LinkedHashMap<>();
        files.put("manifests.yaml", Value.of(manifests.text()));
        if (!sshKey.isEmpty()) {
            files.put("key.pub", Value.of(sshKey));
        }
        return working("apply", Map.of(), files);
    }

    Script update() {
        return working("update", Map.of(), Map.of());
    }

    Script upgrade() {
        return working("upgrade", Map.of("WAIT", seconds(settings().validation().timeout())), Map.of());
    }

    /// @param verb `up` or `down`
    Script terraform(String verb) {
        return working("terraform", Map.of("VERB", Value.of(verb)), Map.of());
    }

    Script kubeconfigScript() {
        return working(
                "kubeconfig",
                Map.of(
                        "ADMIN_SECONDS", seconds(settings().adminTtl()),
                        "KUBECONFIG_COPY", kubeconfig()),
                Map.of());
    }

    Script validate() {
        KopsSettings.Validation validation = settings().validation();
        return working(
                "validate",
                Map.of(
                        "WAIT", seconds(validation.timeout()),
                        "INTERVAL", seconds(validation.interval()),
                        "COUNT", Value.of(String.valueOf(validation.count())),
                        "RUN_FOLDER", Value.Folder.RUN),
                Map.of());
    }

    Script remove() {
        return working(
                "remove",
                Map.of(
                        "UNREGISTER",
                                yes(settings().cloud() == Cloud.METAL
                                        || settings().terraform()),
                        "WAIT", seconds(KopsPlans.REMOVAL)),
                Map.of());
    }

    private KopsSettings settings() {
        return KopsSettings.of(profile);
    }

    private static Value kubeconfig() {
        return new Value.Joined(List.of(Value.Folder.CLUSTER, Value.of("/kubeconfig")));
    }

    private static Value seconds(Duration duration) {
        return Value.of(String.valueOf(Math.max(1, duration.toSeconds())));
    }

    private static Value yes(boolean yes) {
        return Value.of(yes ? "yes" : "no");
    }

    /// A script that works in the cluster's own folder.
    private Script working(String name, Map<String, Value> further, Map<String, Value> files) {
        Map<String, Value> sourced = new LinkedHashMap<>(files);
        sourced.put("kops", Value.of(text("kops")));
        return script(name, further, sourced);
    }

    private Script script(String name, Map<String, Value> further, Map<String, Value> files) {
        KopsSettings settings = settings();
        Map<String, Value> all = new LinkedHashMap<>();
        all.put("NAME", Value.of(settings.fullName(inventory.cluster())));
        all.put("STATE", Value.of(settings.stateStore().orElse("")));
        all.put("FEATURES", Value.of(String.join(",", settings.featureFlags())));
        all.put("LIMIT", seconds(settings.cloudTimeout()));
        all.put("HOME_FOLDER", new Value.Joined(List.of(Value.Folder.CLUSTER, Value.of("/kops"))));
        further.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return new Script(name, text(name), all, files, Set.of());
    }

    private static String text(String name) {
        return ResourceFile.text(KopsScripts.class, name + ".sh");
    }
}
