package dev.kprov.yaml;

import java.util.Map;

/// Where each value of a file was written, so that a check made later can still point at it.
///
/// @param file the path as the user gave it
/// @param positions from a path such as `hosts[2].ssh.port` to `line:column`, both from 1
public record Source(String file, Map<String, String> positions) {
    public static final Source NONE = new Source("", Map.of());

    public Source {
        positions = Map.copyOf(positions);
    }

    /// The place of a value as `file:line:column`; of its nearest parent when it was not written.
    public String at(String path) {
        String rest = path;
        while (!rest.isEmpty()) {
            String position = positions.get(rest);
            if (position != null) {
                return file + ":" + position;
            }
            rest = rest.substring(0, Math.max(0, Math.max(rest.lastIndexOf('.'), rest.lastIndexOf('['))));
        }
        return file;
    }
}
