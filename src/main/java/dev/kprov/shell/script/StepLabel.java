package dev.kprov.shell.script;

/// What a detached step is called on its host.
///
/// @param key its folder's name, of letters, digits, `.`, `_` and `-`; no other step of any run has it
/// @param host the host's name in the inventory
/// @param step its id
/// @param title what it does, in one line
public record StepLabel(String key, String host, String cluster, String step, String title) {
    public StepLabel {
        if (!key.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("not the key of a step: " + key);
        }
    }

    /// @param runId tells steps of different runs apart
    /// @param name tells steps of this run on this host apart
    public static StepLabel of(String runId, String name, String host, String cluster, String step, String title) {
        String key = (runId + "." + name).replaceAll("[^A-Za-z0-9._-]", "_");
        return new StepLabel(key, host, cluster, step, title);
    }
}
