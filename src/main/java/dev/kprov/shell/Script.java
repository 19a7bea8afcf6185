package dev.kprov.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A Bash script with everything it needs; it is sent to its host as one archive, run as root and removed.
///
/// The script finds its parameters as shell variables, its files in the folder `$KPROV_FILES` (root only), and talks
/// back with lines on its standard output that begin with `::kprov::` (they are not part of its output):
///
/// - `::kprov:: changed TEXT`: something on the host was changed; a script that never says so left it as it was
/// - `::kprov:: capture NAME VALUE`: a value for later steps; VALUE is not logged
/// - `::kprov:: waiting TEXT`: what is being waited for
///
/// The functions `changed`, `capture` and `waiting` print them.
///
/// @param name short, e.g. `kubeadm-init`
/// @param text the script itself, without any value in it
/// @param parameters shell variables, by upper-case name
/// @param files by name, without folders
/// @param captures the names it promises to capture when it succeeds
public record Script(
        String name, String text, Map<String, Value> parameters, Map<String, Value> files, Set<String> captures) {
    public Script {
        parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        files = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(files));
        captures = Set.copyOf(captures);
    }
}
