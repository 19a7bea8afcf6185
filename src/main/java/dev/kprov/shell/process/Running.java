package dev.kprov.shell.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A command that runs somewhere.
public interface Running {
    OutputStream stdin();

    InputStream stdout();

    InputStream stderr();

    /// Waits for its end; a broken connection is a `KprovException`.
    int exitStatus() throws InterruptedException, IOException;

    /// Ends the command and what it started: first kindly, then not. Returns when it is over or nothing more can be
    /// done from here.
    void end();

    /// Lets go of its streams.
    void close();
}
