package dev.kprov.shell;

import java.util.List;

/// A text that goes into a script's parameter or file. Secrets are a type, so no log statement can forget to mask
/// one.
public sealed interface Value {
    record Text(String text) implements Value {}

    /// Shown as `***` everywhere but on its host.
    record Secret(String text) implements Value {
        @Override
        public String toString() {
            return "Secret[***]";
        }
    }

    /// What an earlier step captured under this name.
    record Captured(String name) implements Value {}

    /// Its parts, one after the other.
    record Joined(List<Value> parts) implements Value {
        public Joined {
            parts = List.copyOf(parts);
        }
    }

    /// A folder of this machine; only for steps on the controller.
    enum Folder implements Value {
        /// That of the run.
        RUN,
        /// That of the cluster, with its kubeconfig.
        CLUSTER
    }

    static Value of(String text) {
        return new Text(text);
    }
}
