package dev.kprov.shell;

/// Gets each line that a command prints, while it runs; called by one thread at a time.
@FunctionalInterface
public interface Output {
    Output NONE = (stream, line) -> {};

    enum Stream {
        OUT,
        ERR
    }

    void line(Stream stream, String line);
}
