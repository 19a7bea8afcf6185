package dev.kprov.installer.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.Credentials;
import dev.kprov.installer.Intent;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.observe.Facts;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.shell.Output;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import dev.kprov.shell.local.ControllerShell;
import dev.kprov.shell.script.ScriptRun;
import dev.kprov.yaml.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a profile's Bash when it is run, here and for real.
class ScriptsTest {
    private final ScriptInstaller installer = new ScriptInstaller();
    private final List<String> printed = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void what_is_done_already_is_not_done_again() throws InterruptedException {
        String there =
                "{name: one, unless: 'test -e \"$KPROV_CLUSTER_FOLDER/done\"', run: 'touch \"$KPROV_CLUSTER_FOLDER/done\"'}";

        assertThat(step(there, "one").changes()).containsExactly("One");
        assertThat(step(there, "one").changes()).isEmpty();
    }

    @Test
    void a_script_that_tells_its_changes_is_believed() throws InterruptedException {
        assertThat(step("{name: one, run: 'changed \"the world\"'}", "one").changes())
                .containsExactly("the world");
        assertThat(step("{name: one, run: 'if false; then changed \"the world\"; fi'}", "one")
                        .changes())
                .isEmpty();
        assertThat(step("{name: one, run: 'true'}", "one").changes()).containsExactly("One");
    }

    @Test
    void an_exit_status_and_what_was_said_come_back() throws InterruptedException {
        ScriptRun.Finished finished = step("{name: one, run: 'echo here; echo there >&2; exit 9'}", "one");

        assertThat(finished.result().exitStatus()).isEqualTo(9);
        assertThat(printed).contains("here", "there");
        assertThat(finished.changes()).isEmpty();
    }

    @Test
    void values_are_captured_whole_and_reach_later_steps_without_being_shown() throws InterruptedException {
        String steps = "{name: one, run: 'capture TOKEN \"$(printf \"two\\nlines\")\"', captures: [TOKEN]},"
                + " {name: two, run: 'test \"$TOKEN\" = \"$(printf \"two\\nlines\")\"'}";

        ScriptRun.Finished first = step(steps, "one");
        assertThat(first.captured()).containsExactly(Map.entry("TOKEN", "two\nlines"));
        ScriptRun.Finished second = step(steps, "two", first.captured());
        assertThat(second.result().exitStatus()).isZero();
    }

    @Test
    void only_the_profiles_own_files_are_to_be_seen() throws InterruptedException {
        step("{name: one, unless: 'false', run: 'ls -A \"$KPROV_FILES\"; echo \"$CHANNEL $KPROV_CLUSTER\"'}", "one");

        assertThat(printed).containsExactly("hosts.tsv", "stable lab");
    }

    @Test
    void a_kubeconfig_is_saved_for_its_owner_only_and_once() throws IOException, InterruptedException {
        String kubeconfig = "kubeconfig: {command: 'echo \"server: https://127.0.0.1:6443\"'}";

        assertThat(step("", "make-kubeconfig", kubeconfig).changes()).hasSize(1);
        Path file = folder.resolve("kubeconfig");
        assertThat(file).hasContent("server: https://127.0.0.1:6443");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(printed).isEmpty();
        assertThat(step("", "make-kubeconfig", kubeconfig).changes()).isEmpty();
        assertThat(step("", "make-kubeconfig", "kubeconfig: {command: 'echo nothing'}")
                        .result()
                        .exitStatus())
                .isEqualTo(65);
        assertThat(file).hasContent("server: https://127.0.0.1:6443");
    }

    @Test
    void a_host_that_means_itself_is_called_as_others_call_it() throws IOException, InterruptedException {
        Intent intent = ScriptBed.intent(ScriptBed.HOSTS, "begun\nready\n");
        Script made = script(installer.up(intent), "make-kubeconfig");
        Map<String, Value> parameters = new HashMap<>(made.parameters());
        Path source = Files.writeString(folder.resolve("admin.conf"), """
            clusters:
            - cluster:
                server: https://127.0.0.1:6443
            - cluster: {server: "https://localhost:6443"}
            - cluster: {server: https://10.0.0.11:6443}
            """);
        parameters.put("KPROV_SOURCE", Value.of(source.toString()));
        parameters.put("KPROV_TARGET", Value.of(folder.resolve("made").toString()));
        run(new Script(made.name(), made.text(), parameters, made.files(), made.captures()), Map.of("TOKEN", ""));

        assertThat(folder.resolve("made")).hasContent("""
            clusters:
            - cluster:
                server: https://192.0.2.11:6443
            - cluster: {server: "https://192.0.2.11:6443"}
            - cluster: {server: https://10.0.0.11:6443}
            """);
    }

    @Test
    void the_status_is_asked_with_all_that_other_scripts_know() throws InterruptedException {
        String status = "status: 'test \"$SECRET\" = hidden && test -e \"$KPROV_FILES/hosts.tsv\"'";
        Script look = installer.look(intent("", status, "")).orElseThrow();
        assertThat(run(look, Map.of()).result().stdout()).isEqualTo("ready\n");

        run(script(installer.up(intent("{name: one, run: 'true'}", "", "")), "note-begin"), Map.of());
        assertThat(run(look, Map.of()).result().stdout()).isEqualTo("begun\nready\n");
        run(script(installer.down(intent("", "", "begun\n"), false), "forget"), Map.of());
        assertThat(run(look, Map.of()).result().stdout()).isEqualTo("ready\n");
    }

    private ScriptRun.Finished step(String steps, String name) throws InterruptedException {
        return step(steps, name, Map.of());
    }

    private ScriptRun.Finished step(String steps, String name, String more) throws InterruptedException {
        return run(script(installer.up(intent(steps, more, "")), name), Map.of());
    }

    private ScriptRun.Finished step(String steps, String name, Map<String, String> captured)
            throws InterruptedException {
        return run(script(installer.up(intent(steps, "", "")), name), captured);
    }

    private static Intent intent(String steps, String more, String state) {
        String profile = ScriptBed.HEAD + """
            script:
              runs: controller
              environment: {CHANNEL: stable}
              up: [%s]
              %s
            """.formatted(steps, more);
        return new Intent(
                ScriptBed.profile(profile),
                new Inventory("lab", List.of(Host.controller()), Source.NONE),
                new Facts(Map.of(), Map.of(), List.of(), state),
                new Credentials("", "", Map.of("SECRET", "hidden")));
    }

    private static Script script(Plan plan, String name) {
        return plan.steps().stream()
                .filter(step -> step.id().name().equals(name))
                .map(step -> ((Action.Run) step.action()).script())
                .findFirst()
                .orElseThrow();
    }

    private ScriptRun.Finished run(Script script, Map<String, String> captured) throws InterruptedException {
        Map<String, String> known = new HashMap<>(captured);
        known.putAll(ScriptRun.folders(Map.of(Value.Folder.CLUSTER, folder, Value.Folder.RUN, folder)));
        printed.clear();
        return ScriptRun.run(ControllerShell.here(), script, known, new Listener(printed), Duration.ofSeconds(30));
    }

    private record Listener(List<String> printed) implements ScriptRun.Listener {
        @Override
        public void line(Output.Stream stream, String line) {
            printed.add(line);
        }

        @Override
        public void waiting(String what) {
            printed.add("waiting " + what);
        }
    }
}
