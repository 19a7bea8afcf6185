package dev.kprov.run;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// The folder that keeps everything about one run: `STATE/runs/RUN_ID/`, 0700; and the cluster's own,
/// `STATE/clusters/NAME/`.
///
/// @param run this run's folder
/// @param cluster the cluster's folder, where the kubeconfig lies (0600)
public record RunFolder(String runId, Path run, Path cluster) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    private static final int ATTEMPTS = 20;

    /// Makes the folders of a new run. Its id is the time of its begin in UTC and four random hex digits, so that
    /// runs sort by time, also those of different machines and of the hour that summer time repeats, and two that
    /// begin in one second do not meet.
    public static RunFolder create(Path stateDir, String cluster, Clock clock, RandomGenerator random) {
        try {
            Path runs = stateDir.resolve("runs");
            PrivateFile.refuseLink(runs);
            PrivateFile.folders(runs);
            PrivateFile.refuseLink(stateDir.resolve("clusters"));
            Path own = stateDir.resolve("clusters").resolve(cluster);
            PrivateFile.ownFolder(own);
            String runId = newRun(runs, clock, random);
            return new RunFolder(runId, runs.resolve(runId), own);
        } catch (IOException e) {
            throw new KprovException(List.of(notWritable(stateDir, e)), e);
        }
    }

    /// The full log of what a host printed.
    public Path log(String host) {
        return run.resolve(host + ".log");
    }

    /// What was looked at on a host after a step failed there.
    public Path diagnostics(String host) {
        return run.resolve(host + "-diagnostics.log");
    }

    /// The same folders for a further plan of the run, whose steps get names of their own on their hosts.
    ///
    /// @param number 1 for the first plan
    public RunFolder round(int number) {
        return number == 1 ? this : new RunFolder(runId + "." + number, run, cluster);
    }

    private static String newRun(Path runs, Clock clock, RandomGenerator random) throws IOException {
        String time = clock.instant().atOffset(ZoneOffset.UTC).format(TIME);
        for (int attempt = 1; ; attempt++) {
            String runId = String.format(Locale.ROOT, "%s-%04x", time, random.nextInt(0x10000));
            try {
                PrivateFile.newFolder(runs.resolve(runId));
                return runId;
            } catch (FileAlreadyExistsException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Problem notWritable(Path stateDir, IOException e) {
        return new Problem(
                ExitCode.USAGE,
                stateDir.toString(),
                "cannot keep the state of a run in " + stateDir,
                why(e),
                "make " + stateDir + " a folder that you can write to, or name another one with --state-dir");
    }

    private static String why(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "no permission to write to " + denied.getFile();
            case FileAlreadyExistsException exists -> exists.getFile() + " exists and is not a folder";
            case FileSystemException other when other.getReason() != null -> other.getFile() + ": " + other.getReason();
            default -> e.toString();
        };
    }
}
