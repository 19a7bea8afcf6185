package dev.kprov.shell;

import java.time.Duration;

/// A place where commands run: a remote host or this machine. Safe for use by several threads at once.
///
/// A command that cannot be started or whose connection breaks is a `KprovException` with exit code UNREACHABLE
/// (network, host key, login, become) or STEP_FAILED (timeout); a command that merely fails is a `Result`.
/// Trouble of the network says of itself that it may pass: whoever can tell that its command was not begun, or may be
/// begun twice, tries again.
/// Interrupting the calling thread ends the command on the host too.
public interface Shell extends AutoCloseable {
    Result run(Command command, Output output, Duration timeout) throws InterruptedException;

    @Override
    void close();
}
