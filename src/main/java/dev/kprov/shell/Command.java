package dev.kprov.shell;

import java.util.List;

/// A command line as data, with what it reads on its standard input. Secrets go into `stdin`, never into `argv`.
///
/// @param argv program and arguments; the shell quotes them
/// @param stdin written after the command has started; then the stream stays **open** until the command ends, so that
///     a command can take the end of its input for a lost connection or a cancelled run
/// @param asRoot whether to become root first, the way the host's `become` says; a command with input must watch that
///     input itself, since no signal of kprov's gets through to a root process: see `shell.script.ScriptRun`
public record Command(List<String> argv, byte[] stdin, boolean asRoot) {
    public Command {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
    }

    public static Command of(String... argv) {
        return new Command(List.of(argv), new byte[0], false);
    }

    public Command root() {
        return new Command(argv, stdin, true);
    }

    public Command stdin(byte[] bytes) {
        return new Command(argv, bytes, asRoot);
    }
}
