package dev.kprov.cli.request;

import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/// The machine and the terminal that kprov runs on.
///
/// @param home the user's home folder
public record Surroundings(Map<String, String> environment, Path home, Terminal terminal, Clock clock) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /// The user at the keyboard, if there is one.
    public interface Terminal {
        /// Whether questions can be asked.
        boolean interactive();

        /// Whether progress is watched, so that lines may be redrawn.
        boolean watched();

        /// Asks and returns the line that was typed; empty when the input ended.
        String ask(String question) throws InterruptedException;
    }

    /// The user's configuration folder of kprov.
    public Path configuration() {
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return (xdg.isEmpty() ? home.resolve(".config") : Path.of(xdg)).resolve("kprov");
    }

    /// The user's folder of what kprov has to remember on this machine.
    public Path state() {
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        return (xdg.isEmpty() ? home.resolve(".local").resolve("state") : Path.of(xdg)).resolve("kprov");
    }

    /// The folder of the lock on a cluster of this machine: it is the same one from whichever folder it is seen.
    public Path lock(String kind, String cluster) {
        return state().resolve("locks").resolve(kind + "-" + cluster);
    }

    /// The file that kubectl would write to.
    public Path kubectlFile() {
        String files = environment.getOrDefault("KUBECONFIG", "");
        for (String file : files.split(File.pathSeparator, -1)) {
            if (!file.isEmpty()) {
                return Path.of(file);
            }
        }
        return home.resolve(".kube").resolve("config");
    }
}
