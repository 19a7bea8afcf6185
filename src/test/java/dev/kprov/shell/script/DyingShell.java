package dev.kprov.shell.script;

import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Starts a command and then does nothing for it, so that a test can die in its place.
record DyingShell(Process[] started) implements Shell {
    @Override
    public Result run(Command command, Output output, Duration timeout) {
        try {
            Process process =
                    new ProcessBuilder(command.argv()).redirectErrorStream(true).start();
            started[0] = process;
            process.getOutputStream().write(command.stdin());
            process.getOutputStream().flush();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(line -> output.line(Output.Stream.OUT, line));
            } catch (UncheckedIOException e) {
                // Java closes what a process printed when it kills it.
                return new Result(255, "", "");
            }
            return new Result(255, "", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
