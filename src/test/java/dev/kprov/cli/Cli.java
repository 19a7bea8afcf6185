package dev.kprov.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.request.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A kprov to type commands into, in a folder of its own.
final class Cli {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    final FakeParts parts;
    final Path folder;
    final Map<String, String> environment = new HashMap<>();
    final List<String> questions = new ArrayList<>();
    /// What is typed at a question; there is no terminal when empty.
    Optional<String> typed = Optional.empty();

    boolean partsNeeded;

    Cli(Path folder) {
        this.folder = folder;
        this.parts = new FakeParts(folder.resolve("profiles"));
        write("profiles/plain.yaml", "# A plain cluster\napiVersion: kprov/v1\n");
    }

    /// What a command left behind.
    record Said(int exitCode, String out, String err) {
        /// Fails unless standard output is one JSON document and nothing else.
        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + out, e);
            }
        }
    }

    Said run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Session session = new Session(
                () -> {
                    partsNeeded = true;
                    return parts;
                },
                new Surroundings(environment, folder.resolve("home"), new Typist(), FakeParts.CLOCK));
        int exitCode = KprovCommandLine.run(session, new PrintWriter(out), new PrintWriter(err), args);
        return new Said(exitCode, out.toString(), err.toString());
    }

    /// Runs a command that keeps its state in this folder.
    Said runHere(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--state-dir");
        all.add(state().toString());
        return run(all.toArray(String[]::new));
    }

    Path state() {
        return folder.resolve("state");
    }

    Path write(String file, String content) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            return Files.writeString(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Typist implements Surroundings.Terminal {
        @Override
        public boolean interactive() {
            return typed.isPresent();
        }

        @Override
        public boolean watched() {
            return typed.isPresent();
        }

        @Override
        public String ask(String question) {
            questions.add(question);
            return typed.orElseThrow();
        }
    }
}
