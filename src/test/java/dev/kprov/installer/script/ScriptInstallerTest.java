package dev.kprov.installer.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.Ground;
import dev.kprov.inventory.SecretRef;
import dev.kprov.observe.Tool;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.PlanText;
import dev.kprov.plan.Step;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ScriptInstallerTest {
    private final ScriptInstaller installer = new ScriptInstaller();

    @Test
    void pieces_become_steps_of_their_hosts_one_piece_after_the_other() {
        Plan up = installer.up(ScriptBed.intent(ScriptBed.HOSTS, ""));
        assertThat(up.steps())
                .extracting(step -> step.id() + " after "
                        + step.after().stream().map(String::valueOf).sorted().toList())
                .containsExactly(
                        "cp-1/note-begin after []",
                        "cp-1/install-server after [cp-1/note-begin]",
                        "cp-1/read-token after [cp-1/install-server]",
                        "w-1/join-workers after [cp-1/read-token]",
                        "w-2/join-workers after [w-1/join-workers]",
                        "cp-1/make-kubeconfig after [w-1/join-workers, w-2/join-workers]",
                        "cp-1/fetch-kubeconfig after [cp-1/make-kubeconfig]");
        assertThat(installer
                        .down(ScriptBed.intent(ScriptBed.HOSTS, "begun\n"), false)
                        .steps())
                .extracting(step -> step.id() + " after "
                        + step.after().stream().map(String::valueOf).sorted().toList())
                .containsExactly(
                        "cp-1/uninstall after []",
                        "cp-2/uninstall after []",
                        "w-1/uninstall after []",
                        "w-2/uninstall after []",
                        "cp-1/forget after [cp-1/uninstall, cp-2/uninstall, w-1/uninstall, w-2/uninstall]");
    }

    @Test
    void each_word_for_hosts_means_some() {
        String template = ScriptBed.HEAD + "script: {runs: hosts, up: [{name: one, on: %s, run: 'true'}],"
                + " kubeconfig: {file: /k}}";
        Map<String, List<String>> wanted = Map.of(
                "all", List.of("cp-1", "cp-2", "w-1", "w-2"),
                "control-planes", List.of("cp-1", "cp-2"),
                "first-control-plane", List.of("cp-1"),
                "other-control-planes", List.of("cp-2"),
                "workers", List.of("w-1", "w-2"));
        wanted.forEach((word, hosts) -> assertThat(installer
                        .up(ScriptBed.intent(template.formatted(word), "begun\n"))
                        .steps())
                .filteredOn(step -> step.id().name().equals("one"))
                .extracting(Step::host)
                .containsExactlyElementsOf(hosts));
    }

    @Test
    void scripts_learn_all_that_they_may_know_from_their_environment() {
        Script join = script(ScriptBed.HOSTS, "w-1/join-workers");
        assertThat(join.parameters())
                .containsEntry("CHANNEL", Value.of("stable"))
                .containsEntry("LICENCE", new Value.Secret("hidden words"))
                .containsEntry("TOKEN", new Value.Captured("TOKEN"))
                .containsEntry("KPROV_CLUSTER", Value.of("lab"))
                .containsEntry("KPROV_HOST", Value.of("w-1"))
                .containsEntry("KPROV_ADDRESS", Value.of("192.0.2.21"))
                .containsEntry("KPROV_INTERNAL_ADDRESS", Value.of("10.0.0.21"))
                .containsEntry("KPROV_ROLES", Value.of("worker"))
                .containsEntry("KPROV_FIRST_CONTROL_PLANE", Value.of("cp-1"))
                .containsEntry("KPROV_FIRST_CONTROL_PLANE_ADDRESS", Value.of("10.0.0.11"))
                .containsEntry("KPROV_KUBERNETES_VERSION", Value.of("1.36.4"))
                .doesNotContainKeys("KUBECONFIG", "KPROV_RUN_FOLDER");
        assertThat(join.files()).containsEntry("step.sh", Value.of("builder join"));
        assertThat(((Value.Text) join.files().get("hosts.tsv")).text())
                .startsWith("cp-1\t192.0.2.11\t10.0.0.11\tcontrol-plane,worker\ncp-2\t");
        assertThat(((Value.Text) join.parameters().get("KPROV_EXPORTED")).text())
                .contains("CHANNEL", "LICENCE", "TOKEN", "KPROV_HOST")
                .doesNotContain("KPROV_TITLE");
        assertThat(script(ScriptBed.HOSTS, "cp-1/install-server").parameters())
                .as("what a later step captures")
                .doesNotContainKey("TOKEN");
        assertThat(script(ScriptBed.HOSTS, "cp-1/read-token").captures()).containsExactly("TOKEN");
        assertThat(script(ScriptBed.HERE, "localhost/create").parameters())
                .containsEntry("KPROV_RUN_FOLDER", Value.Folder.RUN)
                .containsEntry("KUBECONFIG", new Value.Joined(List.of(Value.Folder.CLUSTER, Value.of("/kubeconfig"))));
    }

    private Script script(String profile, String step) {
        return installer.up(ScriptBed.intent(profile, "")).steps().stream()
                .filter(found -> found.id().toString().equals(step))
                .map(found -> ((Action.Run) found.action()).script())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_file_beside_the_profile_is_as_good_as_text_in_it() {
        String profile = ScriptBed.HEAD
                + "script: {runs: hosts, up: [{name: join, file: /join.sh}], kubeconfig: {file: /k}, files: [/join.sh]}";
        assertThat(installer.files(ScriptBed.profile(profile))).containsExactly("/join.sh");
        assertThat(script(profile, "w-1/join").files())
                .containsEntry("step.sh", Value.of("echo joined\n"))
                .containsEntry("join.sh", Value.of("echo joined\n"));
    }

    @Test
    void where_the_status_is_well_no_script_is_run() {
        Plan again = installer.up(ScriptBed.intent(ScriptBed.HOSTS, "begun\nready\n"));
        assertThat(again.steps())
                .filteredOn(step -> !step.id().name().endsWith("-kubeconfig"))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step.action()).isInstanceOf(Action.Unchanged.class));
    }

    @Test
    void what_kprov_has_not_begun_it_does_not_remove() {
        assertThat(installer
                        .down(ScriptBed.intent(ScriptBed.HOSTS, "ready\n"), false)
                        .nothingToDo())
                .isTrue();
    }

    @Test
    void secrets_are_referred_to_and_never_shown() {
        assertThat(installer.secrets(ScriptBed.profile(ScriptBed.HOSTS), ScriptBed.hosts()))
                .containsExactly(Map.entry("LICENCE", new SecretRef.Env("LICENCE")));
        Plan up = installer.up(ScriptBed.intent(ScriptBed.HOSTS, ""));
        assertThat(PlanText.of(up, true) + up).doesNotContain("hidden words");
    }

    @Test
    void the_profile_says_what_the_verification_may_expect() {
        Profile here = ScriptBed.profile(ScriptBed.HERE);
        assertThat(here.settings().foundNodes()).isEqualTo(OptionalInt.of(2));
        assertThat(here.settings().staticPods()).isFalse();
        assertThat(here.settings().kubeProxy()).isFalse();
        assertThat(here.settings().dns()).isEmpty();
        assertThat(here.settings().serviceProbes()).isFalse();
        Profile hosts = ScriptBed.profile(ScriptBed.HOSTS);
        assertThat(hosts.settings().foundNodes()).isEmpty();
        assertThat(hosts.settings().dns()).contains(Dns.CORE_DNS);
        assertThat(ScriptBed.profile(ScriptBed.HOSTS + "  expect: {dns: {deployment: other}}")
                        .settings()
                        .dns())
                .contains(new Dns("other", "kube-dns"));
    }

    @Test
    void where_it_runs_decides_what_is_needed() {
        assertThat(installer.ground(ScriptBed.profile(ScriptBed.HOSTS))).isEqualTo(Ground.INVENTORY);
        assertThat(installer.ground(ScriptBed.profile(ScriptBed.HERE))).isEqualTo(Ground.CONTROLLER);
        assertThat(installer.tools(ScriptBed.profile(ScriptBed.HERE)))
                .containsExactly(new Tool(
                        "builder",
                        "installer: script",
                        "",
                        List.of("builder", "version"),
                        "1.2",
                        "get it",
                        "see what builder version says"));
        assertThat(installer.logs(ScriptBed.intent(ScriptBed.HERE, ""))).isPresent();
    }

    @Test
    void a_profile_without_scripts_or_with_a_name_that_is_the_inventorys_is_rejected() {
        assertThat(rejected(ScriptBed.HEAD)).containsExactly("the profile has no block script");
        assertThat(rejected(ScriptBed.HOSTS + "name: mine")).containsExactly("name is not the profile's to give here");
        assertThat(rejected(ScriptBed.HERE)).isEmpty();
    }

    private List<String> rejected(String profile) {
        return installer.reject(ScriptBed.profile(profile), ScriptBed.hosts()).stream()
                .map(Problem::what)
                .toList();
    }
}
