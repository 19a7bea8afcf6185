package dev.kprov.shell.launch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program of this machine with this process's own input, output and errors: the user's, not kprov's.
public final class Foreground {
    private static final long GRACE_SECONDS = 10;

    private Foreground() {}

    /// Its exit status. Interrupting the calling thread ends the program with all that it started: by SIGTERM, and by
    /// SIGKILL when it is still there 10 s later.
    ///
    /// @param environment beside what this process has
    public static int run(List<String> argv, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(argv).inheritIO();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            end(process);
            throw e;
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        family.forEach(ProcessHandle::destroy);
        try {
            process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // Whoever interrupts a second time does not want to wait.
            Thread.currentThread().interrupt();
        }
        Stream.concat(family.stream(), process.descendants()).forEach(ProcessHandle::destroyForcibly);
    }
}
