package dev.kprov.shell;

/// What a command left behind: its exit status and what it printed. Of a stream longer than 1 MiB that is only its
/// beginning and its end.
///
/// @param exitStatus 0 to 255; 128 + n after signal n
public record Result(int exitStatus, String stdout, String stderr) {
    public boolean ok() {
        return exitStatus == 0;
    }
}
