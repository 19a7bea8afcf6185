package dev.kprov.cli.desk;

import dev.kprov.cli.request.Request;
import dev.kprov.cli.request.Surroundings;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.verify.api.KubeApi.Context;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/// The way to a cluster that need not be kprov's.
public final class ContextOptions {
    private final OptionSpec kubeconfig = Arguments.option(
            Path.class,
            "FILE",
            "The cluster's kubeconfig; default: the one that up fetched, or with --context kubectl's.",
            "--kubeconfig");
    private final OptionSpec context =
            Arguments.option(String.class, "NAME", "The context in it; default: its current one.", "--context");

    public List<OptionSpec> options() {
        return List.of(kubeconfig, context);
    }

    /// Empty when the cluster is the one of the state folder.
    public Optional<Context> given(Surroundings surroundings) {
        Optional<Path> file = Arguments.given(kubeconfig);
        Optional<String> name = Arguments.given(context);
        return file.isEmpty() && name.isEmpty()
                ? Optional.empty()
                : Optional.of(new Context(file.orElseGet(() -> onlyOne(surroundings)), name));
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
