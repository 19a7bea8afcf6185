package dev.kprov.installer.script;

import dev.kprov.installer.Intent;
import dev.kprov.installer.ResourceFile;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Dresses a profile's Bash in kprov's own scripts: what it may know is in its environment, itself and its files are
/// in a folder, and nothing of it is ever pasted into a text.
final class ScriptMaker {
    /// Where a host's kubeconfig lies to be fetched.
    static final String KUBECONFIG = "/var/lib/kprov/script/kubeconfig";
    /// Names in that folder which no file of a profile may have.
    static final Set<String> OWN_FILES = Set.of("step.sh", "unless.sh", "hosts.tsv");

    private static final String ON_HOST = "/var/lib/kprov/script";

    private final Profile profile;
    private final ScriptSettings settings;
    private final Inventory inventory;
    private final Map<String, String> documents;
    private final Map<String, String> secrets;

    ScriptMaker(Intent intent) {
        this.profile = intent.profile();
        this.settings = ScriptSettings.of(profile);
        this.inventory = intent.inventory();
        this.documents = intent.facts().documents();
        this.secrets = intent.credentials().secrets();
    }

    /// Where kprov's notes of the cluster are.
    Host keeper() {
        return inventory
                .controller()
                .orElseGet(() -> inventory.hosts(Role.CONTROL_PLANE).getFirst());
    }

    Script look() {
        return script(
                "look",
                Map.of("KPROV_NOTES", notes()),
                file("step.sh", settings.status().orElse("false")),
                keeper());
    }

    Script begin() {
        return script("begin", Map.of("KPROV_NOTES", notes()), Map.of(), keeper());
    }

    Script forget() {
        return script("forget", Map.of("KPROV_NOTES", notes()), Map.of(), keeper());
    }

    Script logs(String text) {
        return script("run", Map.of("KPROV_TITLE", Value.of("logs")), file("step.sh", text), keeper());
    }

    /// @param captured the names of values that earlier steps have captured
    Script piece(Piece piece, Host host, List<String> captured) {
        Map<String, Value> files =
                new LinkedHashMap<>(file("step.sh", piece.code().text(documents)));
        piece.unless().ifPresent(text -> files.put("unless.sh", Value.of(text)));
        Script script = script("run", Map.of("KPROV_TITLE", Value.of(piece.title())), files, host, captured);
        return new Script(
                script.name(), script.text(), script.parameters(), script.files(), Set.copyOf(piece.captures()));
    }

    Script kubeconfig(ScriptSettings.Source source, List<String> captured) {
        Map<String, Value> parameters = new LinkedHashMap<>();
        parameters.put("KPROV_NOTES", notes());
        parameters.put("KPROV_SERVER", Value.of(settings.here() ? "" : bracketed(keeper().address())));
        parameters.put("KPROV_TARGET", settings.here() ? inFolder("/kubeconfig") : Value.of(KUBECONFIG));
        parameters.put(
                "KPROV_SOURCE", Value.of(source instanceof ScriptSettings.Source.InFile(String path) ? path : ""));
        String command = source instanceof ScriptSettings.Source.ByCommand(String text) ? text : "";
        return script("kubeconfig", parameters, file("step.sh", command), keeper(), captured);
    }

    private static String bracketed(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private static Map<String, Value> file(String name, String text) {
        return Map.of(name, Value.of(text));
    }

    /// Where kprov notes that it has begun.
    private Value notes() {
        return settings.here() ? inFolder("/script") : Value.of(ON_HOST);
    }

    private static Value inFolder(String path) {
        return new Value.Joined(List.of(Value.Folder.CLUSTER, Value.of(path)));
    }

    private Script script(String name, Map<String, Value> own, Map<String, Value> files, Host host) {
        return script(name, own, files, host, List.of());
    }

    /// @param own variables that only kprov's part of the script sees
    private Script script(
            String name, Map<String, Value> own, Map<String, Value> files, Host host, List<String> captured) {
        Map<String, Value> exported = environment(host);
        if (settings.here() && !name.equals("look")) {
            exported.put("KPROV_RUN_FOLDER", Value.Folder.RUN);
        }
        captured.forEach(variable -> exported.put(variable, new Value.Captured(variable)));
        Map<String, Value> parameters = new LinkedHashMap<>(exported);
        parameters.putAll(new TreeMap<>(own));
        parameters.put("KPROV_EXPORTED", Value.of(String.join(" ", exported.keySet())));
        Map<String, Value> sent = new LinkedHashMap<>(files);
        settings.files().forEach((file, path) -> sent.put(file, Value.of(documents.getOrDefault(path, ""))));
        sent.put("hosts.tsv", Value.of(hosts()));
        return new Script(name, ResourceFile.text(getClass(), name + ".sh"), parameters, sent, Set.of());
    }

    private Map<String, Value> environment(Host host) {
        Map<String, Value> variables = new LinkedHashMap<>();
        settings.environment().forEach((name, text) -> variables.put(name, Value.of(text)));
        secrets.forEach((name, text) -> variables.put(name, new Value.Secret(text)));
        variables.put("KPROV_CLUSTER", Value.of(inventory.cluster()));
        variables.put("KPROV_KUBERNETES_VERSION", Value.of(profile.kubernetesVersion()));
        variables.put("KPROV_POD_CIDR", Value.of(profile.network().podCidr()));
        variables.put("KPROV_SERVICE_CIDR", Value.of(profile.network().serviceCidr()));
        variables.put("KPROV_DNS_DOMAIN", Value.of(profile.network().dnsDomain()));
        if (settings.here()) {
            variables.put("KPROV_CLUSTER_FOLDER", Value.Folder.CLUSTER);
            variables.put("KUBECONFIG", inFolder("/kubeconfig"));
        } else {
            variables.put("KPROV_HOST", Value.of(host.name()));
            variables.put("KPROV_ADDRESS", Value.of(host.address()));
            variables.put("KPROV_INTERNAL_ADDRESS", Value.of(host.internalAddress()));
            variables.put("KPROV_ROLES", Value.of(roles(host)));
            variables.put("KPROV_FIRST_CONTROL_PLANE", Value.of(keeper().name()));
            variables.put("KPROV_FIRST_CONTROL_PLANE_ADDRESS", Value.of(keeper().internalAddress()));
        }
        return variables;
    }

    private String hosts() {
        List<String> lines = new ArrayList<>();
        for (Host host : inventory.withoutController().hosts()) {
            lines.add(String.join("\t", host.name(), host.address(), host.internalAddress(), roles(host)) + "\n");
        }
        return String.join("", lines);
    }

    private static String roles(Host host) {
        return host.roles().stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .sorted()
                .collect(Collectors.joining(","));
    }
}
