package dev.kprov.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Whether processes have ended. A zombie has: it only waits for whoever should have fetched it.
public final class Processes {
    private Processes() {}

    public static void awaitEnd(ProcessHandle process) throws Exception {
        for (int looks = 0; isRunning(process) && looks < 100; looks++) {
            try {
                process.onExit().get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                assertThat(looks).as("%s still runs", process.info()).isLessThan(99);
            }
        }
    }

    public static boolean isRunning(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            return process.isAlive() && !stat.contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }
}
