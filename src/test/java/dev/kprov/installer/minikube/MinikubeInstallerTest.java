package dev.kprov.installer.minikube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.observe.Tool;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.PlanText;
import dev.kprov.plan.Step;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import dev.kprov.yaml.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plans are reviewed as files; `-Dgolden.update=true` writes them anew.
class MinikubeInstallerTest {
    private static final String EVERYTHING = """
        apiVersion: kprov/v1
        installer: minikube
        name: lab
        kubernetes: {version: 1.35.1}
        network: {podCidr: 10.10.0.0/16, serviceCidr: 10.20.0.0/16, dnsDomain: corp.example, plugin: calico}
        minikube:
          driver: kvm2
          nodes: {controlPlanes: 3, workers: 1}
          cpus: 4
          memory: 6g
          diskSize: 40g
          containerRuntime: cri-o
          addons: [ingress, metrics-server]
          defaultAddons: false
          mount: {hostPath: /srv/data, containerPath: /data}
          binaryMirror: http://mirror.example/k8s
          imageRepository: mirror.example/images
          registryMirrors: ["http://mirror.example:5000"]
          insecureRegistries: [10.0.0.0/8]
          extraConfig: [kubelet.max-pods=50, apiserver.v=4]
          featureGates: {Second: false, First: true}
          onFailure: keep
          flags: {static-ip: 192.0.2.10, preload: false, apiserver-names: [a.example, b.example]}
        """;

    private final MinikubeInstaller minikube = new MinikubeInstaller();

    @ParameterizedTest
    @ValueSource(strings = {"docker", "everything", "ssh", "none"})
    void a_plan_shows_what_minikube_is_told(String name) throws IOException {
        String profile = switch (name) {
            case "everything" -> EVERYTHING;
            case "ssh" -> MinikubeBed.SSH;
            case "none" -> MinikubeBed.NONE;
            default -> MinikubeBed.DOCKER;
        };
        String plan = PlanText.of(minikube.up(MinikubeBed.intent(profile, "")), true);
        Path golden = Path.of("src/test/resources/dev/kprov/installer/minikube", "plan-" + name + ".golden");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, plan);
        }
        assertThat(plan).isEqualTo(Files.readString(golden));
    }

    @Test
    void nodes_are_called_as_minikube_calls_them() {
        Inventory nodes = minikube.nodes(MinikubeBed.profile(EVERYTHING), MinikubeBed.hosts(EVERYTHING));
        assertThat(nodes.hosts()).extracting(Host::name).containsExactly("lab", "lab-m02", "lab-m03", "lab-m04");
        assertThat(nodes.hosts(Role.CONTROL_PLANE)).extracting(Host::name).containsExactly("lab", "lab-m02", "lab-m03");
        assertThat(minikube.nodes(MinikubeBed.profile(MinikubeBed.SSH), MinikubeBed.hosts(MinikubeBed.SSH))
                        .hosts())
                .extracting(Host::access)
                .containsExactly(MinikubeBed.LOGIN);
        assertThat(minikube.nodes(MinikubeBed.profile(MinikubeBed.DOCKER), MinikubeBed.hosts(MinikubeBed.DOCKER))
                        .hosts())
                .extracting(Host::access)
                .containsExactly(new Access.Container("docker", "lab"));
    }

    @Test
    void an_inventory_that_is_given_counts_the_nodes_unless_the_profile_does() {
        Host worker = new Host(
                "two",
                "192.0.2.12",
                "192.0.2.12",
                Set.of(Role.WORKER),
                Map.of(),
                List.of(),
                MinikubeBed.LOGIN,
                Become.NONE);
        Inventory two = new Inventory("lab", List.of(MinikubeBed.host("one", MinikubeBed.LOGIN), worker), Source.NONE);
        assertThat(MinikubeSettings.of(minikube.completed(MinikubeBed.profile(MinikubeBed.DOCKER), two))
                        .count()
                        .total())
                .isEqualTo(2);
        assertThat(MinikubeSettings.of(minikube.completed(MinikubeBed.profile(EVERYTHING), two))
                        .count()
                        .total())
                .isEqualTo(4);
    }

    @Test
    void the_network_is_the_one_that_minikube_would_choose() {
        assertThat(network("")).isEqualTo("kindnet");
        assertThat(network("minikube: {containerRuntime: docker}")).isEqualTo("bridge");
        assertThat(network("minikube: {containerRuntime: docker, nodes: {workers: 1}}"))
                .isEqualTo("kindnet");
        assertThat(network("minikube: {driver: none}")).isEqualTo("bridge");
        assertThat(network("minikube: {driver: none, cni: kindnet}")).isEqualTo("kindnet");
    }

    private static String network(String minikube) {
        return MinikubeSettings.of(MinikubeBed.profile(MinikubeBed.DOCKER + minikube))
                .network();
    }

    @Test
    void a_manifest_of_ones_own_is_sent_along() {
        Plan plan = minikube.up(
                MinikubeBed.intent(MinikubeBed.DOCKER + "network: {plugin: manifest, manifest: /net.yaml}", ""));
        Script script = ((Action.Run) plan.steps().getFirst().action()).script();
        assertThat(script.files()).containsEntry("network.yaml", Value.of("kind: ConfigMap\n"));
        assertThat(script.files().get("arguments").toString()).doesNotContain("--cni");
    }

    @Test
    void what_was_stopped_is_started_and_what_was_paused_goes_on() {
        String stopped = MinikubeBed.madeFrom(MinikubeBed.DOCKER) + MinikubeBed.status("status-host-off");
        Plan plan = minikube.up(MinikubeBed.intent(MinikubeBed.DOCKER, stopped));
        assertThat(plan.steps()).singleElement().satisfies(step -> {
            assertThat(step.title()).isEqualTo("Start the cluster on localhost");
            assertThat(changes(step))
                    .containsExactly("start node proof (host Stopped, kubelet Stopped, API server Stopped)");
            assertThat(parameter(step, "PAUSED")).isEqualTo("no");
            assertThat(parameter(step, "FRESH")).isEqualTo("no");
        });
        MinikubeState paused = new MinikubeState(
                true,
                true,
                Optional.of(""),
                List.of(new MinikubeState.Node("lab", "Running", "Stopped", "Paused")),
                Optional.empty(),
                List.of());
        assertThat(paused.paused()).isTrue();
        assertThat(paused.runs()).isFalse();
    }

    @Test
    void what_a_run_left_unfinished_is_removed_first_also_from_its_host() {
        Plan plan = minikube.up(MinikubeBed.intent(MinikubeBed.SSH, "begun\n"));
        assertThat(plan.steps())
                .extracting(step -> step.id().toString())
                .containsExactly("localhost/remove-leftovers", "one/clean-host", "localhost/start-cluster");
        assertThat(parameter(plan.steps().getFirst(), "TOLERANT")).isEqualTo("yes");
        assertThat(minikube.down(MinikubeBed.intent(MinikubeBed.SSH, MinikubeBed.made(MinikubeBed.SSH)), false)
                        .steps())
                .first()
                .satisfies(step -> assertThat(parameter(step, "TOLERANT")).isEqualTo("no"));
    }

    @Test
    void flags_that_kprov_gives_itself_are_no_ones_elses() {
        for (String flag : MinikubeBlock.taken()) {
            Assertions.assertThatExceptionOfType(KprovException.class)
                    .isThrownBy(() -> MinikubeBed.profile(MinikubeBed.DOCKER + "minikube: {flags: {" + flag + ": x}}"))
                    .satisfies(thrown -> assertThat(thrown.problems().getFirst().what())
                            .isEqualTo("minikube.flags." + flag + " is kprov's to say"));
        }
    }

    @Test
    void each_driver_names_what_this_machine_needs_for_it() {
        assertThat(minikube.tools(MinikubeBed.profile(MinikubeBed.DOCKER)))
                .extracting(Tool::name)
                .containsExactly("minikube", "docker");
        assertThat(minikube.tools(MinikubeBed.profile(MinikubeBed.SSH)))
                .extracting(Tool::name)
                .containsExactly("minikube");
        assertThat(minikube.tools()).extracting(Tool::name).containsExactly("minikube", "docker", "podman");
    }

    private static List<String> changes(Step step) {
        return ((Action.Run) step.action()).changes();
    }

    private static String parameter(Step step, String name) {
        return ((Value.Text) ((Action.Run) step.action()).script().parameters().get(name)).text();
    }
}
