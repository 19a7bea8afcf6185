package dev.kprov.installer.kind;

import dev.kprov.installer.ResourceFile;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The Bash scripts of this installer, as they lie beside this class in the distribution.
final class KindScripts {
    private KindScripts() {}

    static Script script(String name, Map<String, Value> parameters, Map<String, Value> files) {
        return new Script(name, ResourceFile.text(KindScripts.class, name + ".sh"), parameters, files, Set.of());
    }

    /// What every script is told.
    static Map<String, Value> parameters(Provider provider, String cluster, Map<String, Value> further) {
        Map<String, Value> all = new LinkedHashMap<>();
        all.put("ENGINE", Value.of(provider.word()));
        all.put("CLUSTER", Value.of(cluster));
        further.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }
}
