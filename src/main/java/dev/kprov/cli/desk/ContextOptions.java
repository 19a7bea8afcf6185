package dev.kprov.cli.desk;

import dev.kprov.cli.request.Request;
import dev.kprov.cli.request.Surroundings;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.verify.api.KubeApi.Context;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The way to a cluster that need not be kprov's.
public final class ContextOptions {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The cluster's kubeconfig; default: the one that up fetched, or with --context kubectl's.")
    @Nullable
    Path kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "The context in it; default: its current one.")
    @Nullable
    String context;

    /// Empty when the cluster is the one of the state folder.
    public Optional<Context> given(Surroundings surroundings) {
        if (kubeconfig == null && context == null) {
            return Optional.empty();
        }
        Path file = kubeconfig == null ? onlyOne(surroundings) : kubeconfig;
        return Optional.of(new Context(file, Optional.ofNullable(context)));
    }

    /// kubectl's own file. Which of several has the context is not guessed.
    private static Path onlyOne(Surroundings surroundings) {
        String several = surroundings.environment().getOrDefault("KUBECONFIG", "");
        long count = Stream.of(several.split(File.pathSeparator, -1))
                .filter(file -> !file.isEmpty())
                .count();
        if (count > 1) {
            throw new KprovException(Problem.of(
                    ExitCode.USAGE,
                    "KUBECONFIG names " + count + " files",
                    "which of them has the context is not guessed: it could be another cluster's",
                    "name the file: --kubeconfig FILE"));
        }
        return surroundings.kubectlFile();
    }

    /// What is typed to mean the same again.
    public static String again(Context meant) {
        return " --kubeconfig " + Request.quoted(meant.kubeconfig().toString())
                + meant.name().map(name -> " --context " + Request.quoted(name)).orElse("");
    }

    /// What the runs of a cluster are kept under of which only a context is known. That may be called anything, e.g.
    /// `gke_project_zone_name`.
    public static String label(String name) {
        String label =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String cut = label.substring(0, Math.min(label.length(), 60)).replaceAll("-$", "");
        return cut.isEmpty() ? "cluster" : cut;
    }
}
