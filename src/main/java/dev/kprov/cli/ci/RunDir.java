package dev.kprov.cli.ci;

import dev.kprov.cli.answer.Json;
import dev.kprov.cli.answer.Version;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The folder where a job's commands keep programs of their own: `RUNDIR/RUN_ID`, first in their `PATH`.
public final class RunDir {
    private RunDir() {}

    /// `DIR`, else `$KUBETEST2_RUN_DIR`, else `./_rundir`, as kubetest2 has it, and the run's own below it. Throws a
    /// `KprovException` when it would be elsewhere.
    ///
    /// @param artifacts when it is to be among them
    public static Path folder(Optional<Path> given, String variable, Optional<Path> artifacts, String runId) {
        Path named = given.orElse(Path.of(variable.isEmpty() ? "_rundir" : variable));
        Path above = artifacts.orElse(Path.of("")).toAbsolutePath().normalize();
        Path all =
                above.resolve(artifacts.isPresent() ? relative(named) : named).normalize();
        Path own = all.resolve(relative(Path.of(runId))).normalize();
        if (own.equals(all) || !own.startsWith(all)) {
            throw bad("the run id " + runId + " names no folder", "the commands have " + all + "/RUN_ID", "--run-id");
        }
        if (artifacts.isPresent() && !all.startsWith(above)) {
            throw bad(named + " is not among the artifacts", "--rundir-in-artifacts wants it so", "--rundir");
        }
        return own;
    }

    /// Makes the folder, and begins the file that testers add their versions to: they refuse one that has theirs.
    static void make(Order order) throws IOException {
        Artifacts.made(order.runFolder(), "--rundir");
        Files.writeString(
                order.artifacts().resolve("metadata.json"),
                Json.of(Map.of("deployer-version", "kprov " + Version.current().number())) + "\n");
    }

    /// kubetest2 takes an absolute path for one below the artifacts, too.
    private static Path relative(Path path) {
        Path root = path.getRoot();
        return root == null ? path : root.relativize(path);
    }

    private static KprovException bad(String what, String why, String option) {
        return new KprovException(
                Problem.of(ExitCode.USAGE, what, why, "choose another " + option + ", without .. in it"));
    }
}
