package dev.kprov.shell;

/// What a command left behind: its exit status and, whole, what it printed.
///
/// @param exitStatus 0 to 255; 128 + n after signal n
public record Result(int exitStatus, String stdout, String stderr) {
    public boolean ok() {
        return exitStatus == 0;
    }
}
