package dev.kprov.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A command that goes on, and what its journal says so far.
final class LiveRun {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Workplace place;
    private final Path runs;
    private final List<Path> earlier;
    private final Process process;
    private final Deque<JsonNode> unread = new ArrayDeque<>();
    private Optional<Path> journal = Optional.empty();
    private String partial = "";
    private long read;

    private LiveRun(Workplace place, Path runs, List<Path> earlier, Process process) {
        this.place = place;
        this.runs = runs;
        this.earlier = earlier;
        this.process = process;
    }

    static LiveRun start(Workplace place, String... arguments) {
        Path runs = place.folder().resolve(".kprov/runs");
        List<Path> earlier = folders(runs);
        return new LiveRun(place, runs, earlier, place.start(arguments));
    }

    Process process() {
        return process;
    }

    /// The next event; empty when there is none before the time is over, or before the end of the command.
    Optional<JsonNode> next(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (true) {
            boolean alive = process.isAlive();
            fill();
            if (!unread.isEmpty() || !alive || System.nanoTime() > deadline) {
                return Optional.ofNullable(unread.poll());
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /// Waits until a step has begun.
    void awaitStart(String... steps) {
        Set<String> awaited = new TreeSet<>(List.of(steps));
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!awaited.isEmpty() && System.nanoTime() < deadline) {
            Optional<JsonNode> event = next(LONGEST);
            if (event.isEmpty()) {
                break;
            }
            if (is(event.get(), "step-started")) {
                awaited.remove(event.get().path("step").asText());
            }
        }
        if (!awaited.isEmpty()) {
            throw new AssertionError(awaited + " did not begin: " + place.read("stderr"));
        }
    }

    static boolean is(JsonNode event, String type) {
        return event.path("type").asText().equals(type);
    }

    /// As `kill -9` does it, with what it started.
    void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private void fill() {
        if (journal.isEmpty()) {
            journal = folders(runs).stream()
                    .filter(folder -> !earlier.contains(folder))
                    .map(folder -> folder.resolve("events.ndjson"))
                    .filter(Files::exists)
                    .findFirst();
        }
        journal.ifPresent(this::fill);
    }

    private void fill(Path file) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] more = new byte[Math.toIntExact(in.length() - read)];
            in.seek(read);
            in.readFully(more);
            read += more.length;
            String[] lines = (partial + new String(more, StandardCharsets.ISO_8859_1)).split("\n", -1);
            for (int i = 0; i < lines.length - 1; i++) {
                unread.add(JSON.readTree(lines[i]));
            }
            partial = lines[lines.length - 1];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> folders(Path runs) {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
