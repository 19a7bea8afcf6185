package dev.kprov.shell.ssh.config;

import java.util.List;

/// The values of a keyword and the line they stand on.
record Setting(Line line, List<String> values) {
    String value() {
        return values.getFirst();
    }
}
