package dev.kprov.shell.script;

import dev.kprov.shell.Command;
import dev.kprov.shell.Processes;
import dev.kprov.shell.RecordedOutput;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A place of a test's own for detached steps.
public record StepBed(Path folder) {
    private static final StepLabel LABEL = StepLabel.of("r1", "do-it", "cp-1", "demo", "cp-1/do-it", "Do it on cp-1");

    public ScriptRun.Finished run(
            Shell shell, Script script, Map<String, String> captured, RecordedOutput output, Duration timeout)
            throws InterruptedException {
        return detached().run(shell, script, captured, output, timeout);
    }

    public DetachedRun detached() {
        return new DetachedRun(LABEL, folders(), Duration.ofSeconds(10), Runnable::run);
    }

    /// Ends the step from outside.
    public Command stop() {
        return folders().stop(LABEL.key(), true);
    }

    private StepFolders folders() {
        return new StepFolders(place("lib/steps").toString(), place("run").toString());
    }

    public Script script(String name, String text) {
        return new Script(name, text, Map.of(), Map.of(), Set.of());
    }

    public Script hanging() {
        return script("hangs", "sleep 600 & echo $!; echo $$; echo ready; wait");
    }

    public List<String> pids(RecordedOutput output) {
        return output.lines().stream()
                .map(line -> line.substring("OUT ".length()))
                .filter(line -> line.matches("\\d+"))
                .toList();
    }

    public boolean runs(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(Processes::isRunning)
                .isPresent();
    }

    public void kill(String pid) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
    }

    /// The process that runs the step's script.
    public String wrapper() throws IOException {
        return Files.readString(kept("pid")).split(" ", -1)[0];
    }

    public Path place(String name) {
        return folder.resolve(name);
    }

    public String place() {
        return place("lib/steps/r1.do-it").toString();
    }

    public Path kept(String name) {
        return Path.of(place()).resolve(name);
    }

    /// Names of all files of both folders.
    public List<String> remains() {
        return Stream.concat(files(place("lib")), files(place("run")))
                .map(file -> file.getFileName().toString())
                .toList();
    }

    public List<String> hidden() {
        return files(place("run")).map(Path::toString).toList();
    }

    public String everything() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files(folder).toList()) {
            text.append(Files.readString(file));
        }
        return text.toString();
    }

    private static Stream<Path> files(Path folder) {
        if (!Files.exists(folder)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
