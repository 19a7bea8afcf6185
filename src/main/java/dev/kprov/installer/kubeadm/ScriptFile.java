package dev.kprov.installer.kubeadm;

import dev.kprov.installer.ResourceFile;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The Bash scripts of this installer, as they lie beside this class in the distribution.
final class ScriptFile {
    private ScriptFile() {}

    static Script script(String name, Map<String, Value> parameters, Map<String, Value> files) {
        return script(name, parameters, files, Set.of());
    }

    static Script script(String name, Map<String, Value> parameters, Map<String, Value> files, Set<String> captures) {
        return new Script(name, text(name), parameters, files, captures);
    }

    /// A script that replaces files of the host, or gives them back.
    static Script withHostFiles(String name, Map<String, Value> parameters, Map<String, Value> files) {
        return script(name, parameters, sourcing(files, "host-files"));
    }

    /// The files of a script, with other scripts that it sources.
    static Map<String, Value> sourcing(Map<String, Value> files, String... names) {
        Map<String, Value> all = new LinkedHashMap<>(files);
        for (String name : names) {
            all.put(name, Value.of(text(name)));
        }
        return all;
    }

    static String text(String name) {
        return ResourceFile.text(ScriptFile.class, name + ".sh");
    }
}
