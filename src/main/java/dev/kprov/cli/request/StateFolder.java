package dev.kprov.cli.request;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.run.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What kprov remembers of clusters between two commands: `ROOT/clusters/NAME/`.
public record StateFolder(Path root) {
    private static final String PROFILE = "profile";

    public Path cluster(String name) {
        return root.resolve("clusters").resolve(name);
    }

    public Path kubeconfig(String cluster) {
        return cluster(cluster).resolve("kubeconfig");
    }

    /// The kubeconfig of a cluster that was brought up from here; throws a `KprovException` when there is none.
    public Path existingKubeconfig(String cluster) {
        Path file = kubeconfig(cluster);
        if (!Files.isRegularFile(file)) {
            throw new KprovException(Problem.of(
                    ExitCode.USAGE,
                    "there is no kubeconfig of cluster " + cluster,
                    "there is no file " + file,
                    "bring the cluster up with: kprov up; or name its state folder with --state-dir"));
        }
        return file.toAbsolutePath().normalize();
    }

    /// The profile that the cluster was last brought up with, as a name or an absolute path.
    public Optional<String> profile(String cluster) {
        Path file = cluster(cluster).resolve(PROFILE);
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw failed("read", file, e);
        }
    }

    public void remember(String cluster, String profile) {
        Path file = cluster(cluster).resolve(PROFILE);
        try {
            PrivateFile.folders(cluster(cluster));
            PrivateFile.replace(file, (profile + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failed("write", file, e);
        }
    }

    public void forgetKubeconfig(String cluster) {
        try {
            Files.deleteIfExists(kubeconfig(cluster));
        } catch (IOException e) {
            throw failed("remove", kubeconfig(cluster), e);
        }
    }

    private static KprovException failed(String verb, Path file, IOException cause) {
        Problem problem = Problem.of(
                ExitCode.USAGE,
                "cannot " + verb + " " + file,
                cause.toString(),
                "make the folder writable for you, or choose another one with --state-dir");
        return new KprovException(List.of(problem), cause);
    }
}
