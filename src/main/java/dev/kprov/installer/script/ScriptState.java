package dev.kprov.installer.script;

import java.util.List;

/// What `look.sh` found.
///
/// @param begun whether kprov began to make the cluster
/// @param ready whether the profile's status says that it is there
record ScriptState(boolean begun, boolean ready) {
    static ScriptState parse(String text) {
        List<String> lines = text.lines().toList();
        return new ScriptState(lines.contains("begun"), lines.contains("ready"));
    }
}
