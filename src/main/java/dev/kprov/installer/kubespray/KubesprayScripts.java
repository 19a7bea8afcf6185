package dev.kprov.installer.kubespray;

import dev.kprov.installer.Credentials;
import dev.kprov.installer.ResourceFile;
import dev.kprov.installer.kubespray.KubespraySettings.Checkout;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The Bash scripts of this installer, as they lie beside this class in the distribution, for one cluster.
///
/// @param secrets by the file that Ansible looks for them in
record KubesprayScripts(Profile profile, Inventory inventory, Credentials secrets) {
    private static final int MOST_FORKS = 50;

    Script look() {
        KubespraySettings.Playbooks playbooks = KubespraySettings.of(profile).playbooks();
        String all = String.join(
                " ",
                List.of(
                        playbooks.up(),
                        playbooks.facts(),
                        playbooks.scale(),
                        playbooks.remove(),
                        playbooks.reset(),
                        playbooks.upgrade()));
        return script("look", Map.of("PLAYBOOKS", Value.of(all)), Map.of());
    }

    /// Makes the environment of Ansible that the checkout wants.
    Script environment() {
        return script("environment", Map.of(), Map.of());
    }

    /// One or more playbooks, one after the other.
    ///
    /// @param names paths in the checkout, separated by blanks
    /// @param limit hosts to work on, separated by commas; empty for all
    /// @param variables as JSON
    /// @param made what is noted when all went well; empty when the note is to go
    Script play(String names, String limit, String variables, String made) {
        Map<String, Value> files = new LinkedHashMap<>();
        files.put(
                "inventory.yaml",
                Value.of(new AnsibleInventory(
                                inventory, KubespraySettings.of(profile).etcd())
                        .yaml()));
        files.put("ssh_config", Value.of(new SshConfig(inventory).text()));
        files.put("variables.json", Value.of(variables));
        files.put("made.yaml", Value.of(made));
        new TreeMap<>(secrets.secrets()).forEach((file, secret) -> files.put(file, new Value.Secret(secret)));
        Map<String, Value> parameters = new LinkedHashMap<>();
        parameters.put("PLAYBOOKS", Value.of(names));
        parameters.put("LIMIT", Value.of(limit));
        parameters.put(
                "HOSTS",
                Value.of(String.join(
                        " ",
                        inventory.withoutController().hosts().stream()
                                .map(Host::name)
                                .toList())));
        int count = Math.max(1, inventory.withoutController().hosts().size());
        int forks = KubespraySettings.of(profile).forks().orElse(Math.min(count, MOST_FORKS));
        parameters.put("FORKS", Value.of(String.valueOf(forks)));
        return script("play", parameters, files);
    }

    private Script script(String name, Map<String, Value> further, Map<String, Value> files) {
        KubespraySettings settings = KubespraySettings.of(profile);
        Map<String, Value> all = new LinkedHashMap<>();
        Checkout checkout = settings.checkout().orElse(new Checkout.Folder(""));
        all.put("CHECKOUT", Value.of(checkout instanceof Checkout.Folder(String path) ? path : ""));
        all.put("GIT_URL", Value.of(checkout instanceof Checkout.Git git ? git.url() : ""));
        all.put("GIT_TAG", Value.of(checkout instanceof Checkout.Git git ? git.tag() : ""));
        all.put("ANSIBLE", Value.of(settings.ansible().orElse("")));
        all.put("HOME_FOLDER", new Value.Joined(List.of(Value.Folder.CLUSTER, Value.of("/kubespray"))));
        all.putAll(further);
        Map<String, Value> with = new LinkedHashMap<>(files);
        with.put("place.bash", Value.of(ResourceFile.text(getClass(), "place.bash")));
        return new Script(name, ResourceFile.text(getClass(), name + ".sh"), all, with, Set.of());
    }
}
