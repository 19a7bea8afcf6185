package dev.kprov.cli.kubeconfig;

import dev.kprov.cli.request.Surroundings;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.run.PrivateFile;
import dev.kprov.yaml.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The user's own kubeconfig, to which a cluster is added or from which it is taken. The file is replaced in one move
/// or not at all, and is the user's alone (0600) afterwards.
public record UserKubeconfig(Surroundings surroundings) {
    /// Returns the file that was written.
    public Path add(String cluster, Path added) {
        Path target = file();
        Kubeconfig existing = Files.exists(target) ? read(target) : Kubeconfig.empty(target.toString());
        Map<String, Object> merged = existing.plus(read(added), cluster).tree();
        if (!Files.exists(target) || !merged.equals(existing.tree())) {
            replace(target, YamlText.write(merged));
        }
        return target;
    }

    /// Takes out what `add` put there. An entry of that name that is another cluster's stays.
    ///
    /// @param added the kubeconfig that was added, or might have been
    /// @return what was done or could not be, for the user; empty when there was nothing to take out
    public Optional<String> remove(String cluster, Path added) {
        Path target = file();
        try {
            if (!Files.exists(target) || !Files.exists(added) || Files.isSameFile(target, added)) {
                return Optional.empty();
            }
            Kubeconfig existing = read(target);
            Optional<Map<String, Object>> rest =
                    existing.minus(read(added), cluster).map(Kubeconfig::tree);
            rest.ifPresent(tree -> replace(target, YamlText.write(tree)));
            return rest.map(tree -> "took cluster " + cluster + " out of " + target);
        } catch (KprovException e) {
            Problem problem = e.problems().getFirst();
            return Optional.of("cluster " + cluster + " may still be in " + target + ": " + problem.why());
        } catch (IOException e) {
            return Optional.of("cluster " + cluster + " may still be in " + target + ": " + e);
        }
    }

    private Path file() {
        return surroundings.kubectlFile().toAbsolutePath().normalize();
    }

    private static Kubeconfig read(Path file) {
        try {
            List<Map<String, Object>> documents = YamlText.readAll(file.toString(), Files.readString(file));
            if (documents.size() > 1) {
                throw new KprovException(Problem.invalid(
                        file.toString(),
                        "this kubeconfig cannot be used",
                        "it holds " + documents.size() + " YAML documents, and kubectl reads the first one only",
                        "leave one document in it; it was not changed"));
            }
            return documents.isEmpty()
                    ? Kubeconfig.empty(file.toString())
                    : new Kubeconfig(file.toString(), documents.getFirst());
        } catch (IOException e) {
            throw failed("read", file, e);
        }
    }

    private static void replace(Path target, String text) {
        try {
            // a link, often into a folder of dotfiles, stays a link
            Path file = Files.exists(target) ? target.toRealPath() : target;
            Path folder = file.getParent();
            if (folder == null) {
                throw new IOException(file + " has no folder");
            }
            // Whoever can write to the folder can put another file into the place of this one.
            PrivateFile.folders(folder);
            Path draft = Files.createTempFile(
                    folder,
                    ".kubeconfig-",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(draft, text);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw failed("write", target, e);
        }
    }

    private static KprovException failed(String verb, Path file, IOException cause) {
        Problem problem = Problem.of(
                ExitCode.INVALID,
                "cannot " + verb + " " + file,
                cause.toString(),
                "make it yours to read and write, as UTF-8 text, or name another file in KUBECONFIG");
        return new KprovException(List.of(problem), cause);
    }
}
