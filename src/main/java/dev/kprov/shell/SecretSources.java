package dev.kprov.shell;

import dev.kprov.inventory.SecretRef;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Secrets from environment variables and files.
///
/// @param folder what relative paths start from
/// @param home what `~/` stands for
public record SecretSources(Map<String, String> environment, Path folder, Path home) implements Secrets {
    public SecretSources {
        environment = Map.copyOf(environment);
    }

    @Override
    public String read(SecretRef secret) {
        return switch (secret) {
            case SecretRef.Env env -> variable(env.name());
            case SecretRef.File file -> file(file.path());
        };
    }

    private String variable(String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new KprovException(Problem.invalid(
                    "${ENV:" + name + "}",
                    "the environment variable " + name + " is not set",
                    environment.containsKey(name) ? "it is there, but empty" : "a secret is taken from it",
                    "set it first: read -rs " + name + "; export " + name));
        }
        return value;
    }

    private String file(String path) {
        try {
            Path place = path.startsWith("~/") ? home.resolve(path.substring(2)) : folder.resolve(path);
            String content = Files.readString(place).replaceFirst("\\r?\\n$", "");
            if (content.isEmpty()) {
                throw new KprovException(unreadable(path, "the file is empty"));
            }
            return content;
        } catch (IOException | InvalidPathException e) {
            // Not its message, which may be nothing but the path again.
            throw new KprovException(List.of(unreadable(path, e.getClass().getSimpleName() + ": " + path)), e);
        }
    }

    private static Problem unreadable(String path, String why) {
        return Problem.invalid(
                "${FILE:" + path + "}",
                "cannot read the secret of " + path,
                why,
                "write the secret into that file, readable by you only (chmod 600), or correct the path");
    }

    @Override
    public String toString() {
        return "SecretSources[" + folder + "]";
    }
}
