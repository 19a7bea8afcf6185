package dev.kprov.installer.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.Remark;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.observe.Tool;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Value;
import dev.kprov.yaml.Source;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KindInstallerTest {
    private static final String MANY = KindBed.PROFILE + """
        kind:
          nodes: {controlPlanes: 2, workers: 2}
          apiServerPort: 16443
          portMappings: [{containerPort: 30080, hostPort: 8080, protocol: TCP}]
          mounts: [{hostPath: /srv/data, containerPath: /data, readOnly: true}]
          featureGates: {SomeGate: true}
          kubeadmConfigPatches: ["kind: KubeletConfiguration"]
          config: {networking: {kubeProxyMode: nftables}, featureGates: {Other: false}}
        network: {podCidr: 10.10.0.0/16, dnsDomain: corp.example, plugin: none}
        images: {mirrors: {docker.io: ["http://10.0.0.2:5000"]}}
        """;

    private final KindInstaller kind = new KindInstaller();

    @Test
    void everything_of_a_profile_is_in_what_kind_gets() {
        assertThat(new KindConfig(KindBed.profile(MANY)).text()).isEqualTo("""
                kind: Cluster
                apiVersion: kind.x-k8s.io/v1alpha4
                networking:
                  ipFamily: ipv4
                  podSubnet: "10.10.0.0/16"
                  serviceSubnet: "10.96.0.0/16"
                  apiServerPort: 16443
                  disableDefaultCNI: true
                  kubeProxyMode: nftables
                nodes:
                  - role: control-plane
                    image: "kindest/node:v1.36.1@sha256:3489c7674813ba5d8b1a9977baea8a6e553784dab7b84759d1014dbd78f7ebd5"
                    extraMounts:
                      - hostPath: /srv/data
                        containerPath: /data
                        readOnly: true
                    extraPortMappings:
                      - containerPort: 30080
                        hostPort: 8080
                        protocol: TCP
                  - role: control-plane
                    image: "kindest/node:v1.36.1@sha256:3489c7674813ba5d8b1a9977baea8a6e553784dab7b84759d1014dbd78f7ebd5"
                    extraMounts:
                      - hostPath: /srv/data
                        containerPath: /data
                        readOnly: true
                  - role: worker
                    image: "kindest/node:v1.36.1@sha256:3489c7674813ba5d8b1a9977baea8a6e553784dab7b84759d1014dbd78f7ebd5"
                    extraMounts:
                      - hostPath: /srv/data
                        containerPath: /data
                        readOnly: true
                  - role: worker
                    image: "kindest/node:v1.36.1@sha256:3489c7674813ba5d8b1a9977baea8a6e553784dab7b84759d1014dbd78f7ebd5"
                    extraMounts:
                      - hostPath: /srv/data
                        containerPath: /data
                        readOnly: true
                featureGates:
                  SomeGate: true
                  Other: false
                kubeadmConfigPatches:
                  - |
                    kind: ClusterConfiguration
                    networking:
                      dnsDomain: corp.example
                  - "kind: KubeletConfiguration"
                containerdConfigPatches:
                  - |
                    [plugins."io.containerd.grpc.v1.cri".registry]
                      config_path = "/etc/containerd/certs.d"
                """);
    }

    @Test
    void networks_of_two_kinds_are_left_to_kind_unless_they_are_chosen() {
        Profile dual = KindBed.profile(KindBed.PROFILE + "kind: {ipFamily: dual}\n");
        assertThat(new KindConfig(dual).document().get("networking")).isEqualTo(Map.of("ipFamily", "dual"));
    }

    @Test
    void nodes_are_named_as_kind_names_them_and_reached_in_their_containers() {
        List<Host> hosts = kind.nodes(KindBed.profile(MANY), here("ci")).hosts();

        assertThat(hosts)
                .extracting(Host::name)
                .containsExactly("ci-control-plane", "ci-control-plane2", "ci-worker", "ci-worker2");
        assertThat(hosts.getFirst().roles()).containsExactly(Role.CONTROL_PLANE);
        assertThat(hosts.getLast().access()).isEqualTo(new Access.Container("docker", "ci-worker2"));
    }

    @Test
    void the_only_node_takes_pods_too() {
        Host only =
                kind.nodes(KindBed.profile(KindBed.PROFILE), here("ci")).hosts().getFirst();
        assertThat(only.roles()).containsExactlyInAnyOrder(Role.CONTROL_PLANE, Role.WORKER);
    }

    @Test
    void nodes_of_the_native_configuration_count() {
        String profile = KindBed.PROFILE
                + "kind: {config: {nodes: [{role: control-plane}, {role: worker, labels: {zone: a}}]}}\n";
        List<Host> hosts = kind.nodes(KindBed.profile(profile), here("ci")).hosts();
        assertThat(hosts).extracting(Host::name).containsExactly("ci-control-plane", "ci-worker");
        assertThat(hosts.getLast().labels()).containsExactly(Map.entry("zone", "a"));
    }

    @Test
    void an_inventory_counts_the_nodes_unless_the_profile_does() {
        Inventory three = new Inventory(
                "lab",
                List.of(host("a", Role.CONTROL_PLANE), host("b", Role.WORKER), host("c", Role.WORKER)),
                Source.NONE);

        Profile counted = kind.completed(KindBed.profile(KindBed.PROFILE), three);
        Profile given = kind.completed(KindBed.profile(MANY), three);

        assertThat(kind.nodes(counted, here("ci")).hosts()).hasSize(3);
        assertThat(kind.nodes(given, here("ci")).hosts()).hasSize(4);
    }

    @Test
    void a_version_or_an_image_must_be_chosen() {
        String neither = "apiVersion: kprov/v1\ninstaller: kind\n";
        assertThat(kind.reject(KindBed.profile(neither), here("ci")))
                .extracting(Problem::what)
                .containsExactly("no version of Kubernetes is chosen");
        assertThat(kind.reject(KindBed.profile(neither + "kind: {nodeImage: \"ours/node:1\"}\n"), here("ci")))
                .isEmpty();
    }

    @Test
    void an_image_of_the_profile_comes_before_the_pinned_one() {
        String mine = KindBed.PROFILE + "kind: {nodeImages: {1.36.1: \"ours/node:v1.36.1\"}}\n";
        assertThat(NodeImages.of(KindBed.profile(mine))).hasValue("ours/node:v1.36.1");
    }

    @Test
    void an_image_that_is_not_pinned_is_remarked() {
        String other = KindBed.PROFILE.replace("1.36.1", "1.36.4");
        assertThat(kind.remarks(KindBed.intent(other, "")))
                .extracting(Remark::text)
                .singleElement()
                .asString()
                .contains("kindest/node:v1.36.4 is not pinned");
        assertThat(kind.remarks(KindBed.intent(KindBed.PROFILE, ""))).isEmpty();
    }

    @Test
    void a_cluster_of_somebody_else_is_refused() {
        assertThat(kind.refuse(KindBed.intent(KindBed.PROFILE, "node lab-control-plane running\n")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.exitCode()).isEqualTo(ExitCode.INVALID);
                    assertThat(problem.what()).isEqualTo("there is a kind cluster lab that kprov has not made");
                    assertThat(problem.remedy()).contains("kind delete cluster --name lab");
                });
    }

    @Test
    void a_cluster_that_differs_is_refused_with_the_differences() {
        String wanted = KindBed.PROFILE + "kind: {nodes: {workers: 1}}\nnetwork: {podCidr: 10.1.0.0/16}\n";
        assertThat(kind.refuse(KindBed.intent(wanted, KindBed.made(KindBed.PROFILE))))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.why())
                            .contains("networking.podSubnet is 10.244.0.0/16, and the profile wants 10.1.0.0/16")
                            .contains("nodes[1].role is not set, and the profile wants worker");
                    assertThat(problem.remedy()).contains("kprov up --recreate");
                });
    }

    @Test
    void a_cluster_that_lost_a_node_is_refused() {
        String two = KindBed.PROFILE + "kind: {nodes: {workers: 1}}\n";
        assertThat(kind.refuse(KindBed.intent(two, KindBed.made(two))))
                .extracting(Problem::why)
                .containsExactly("its container lab-worker is gone");
    }

    @Test
    void a_taken_port_is_refused_only_while_the_cluster_is_not_there_to_hold_it() {
        String profile = KindBed.PROFILE + "kind: {apiServerPort: 16443}\n";
        assertThat(kind.refuse(KindBed.intent(profile, "taken 16443\n")))
                .extracting(Problem::what)
                .containsExactly("port 16443 of this machine is taken");
        assertThat(kind.refuse(KindBed.intent(profile, KindBed.made(profile) + "taken 16443\n")))
                .isEmpty();
    }

    @Test
    void what_a_cut_off_run_left_is_made_anew() {
        Plan plan = kind.up(KindBed.intent(KindBed.PROFILE, "marked\nnode lab-control-plane running\n"));
        assertThat(((Action.Run) plan.steps().getFirst().action()).changes())
                .first()
                .asString()
                .isEqualTo("remove what a run that was cut off left: lab-control-plane");
    }

    @Test
    void nodes_that_do_not_run_are_started() {
        String stopped = KindBed.made(KindBed.PROFILE).replace("running", "exited");
        Action action = kind.up(KindBed.intent(KindBed.PROFILE, stopped))
                .steps()
                .getFirst()
                .action();
        assertThat(((Action.Run) action).changes())
                .containsExactly("start container lab-control-plane, which is exited");
    }

    @Test
    void mirrors_manifests_and_images_are_steps_of_their_own() {
        String profile = KindBed.PROFILE + """
            images: {mirrors: {docker.io: ["http://10.0.0.2:5000"]}}
            network: {plugin: manifest, manifest: /net.yaml}
            kind: {loadImages: ["app:dev"]}
            """;
        Plan plan = kind.up(KindBed.intent(profile, ""));
        assertThat(plan.steps())
                .extracting(step -> step.id().name())
                .containsExactly("create-cluster", "set-mirrors", "apply-network", "load-images");
        assertThat(((Action.Run) plan.steps().get(1).action()).script().files()).containsOnlyKeys("docker.io");
        assertThat(((Action.Run) plan.steps().get(2).action()).script().files())
                .containsEntry("manifest.yaml", Value.of("kind: ConfigMap\n"));
    }

    @Test
    void it_looks_for_the_program_that_the_profile_needs() {
        assertThat(kind.tools(KindBed.profile(KindBed.PROFILE + "kind: {provider: podman}\n")))
                .extracting(Tool::name)
                .containsExactly("kind", "podman");
        assertThat(kind.tools()).extracting(Tool::name).containsExactly("kind", "docker", "podman", "nerdctl");
    }

    @Test
    void failures_are_told_in_the_words_of_a_user() {
        Step step = kind.up(KindBed.intent(KindBed.PROFILE, "")).steps().getFirst();
        // As kind v0.33.0 and Docker 20.10 print them.
        Map<String, String> told = Map.of(
                "ERROR: failed to create cluster: failed to pull image \"nobody/node:v1\": command \"docker pull nobody/node:v1\""
                        + " failed with error: exit status 1\nCommand Output: Error response from daemon: Get"
                        + " \"https://registry-1.docker.io/v2/\": dial tcp: no such host",
                "the node image nobody/node:v1 cannot be had (localhost)",
                "docker: Error response from daemon: driver failed programming external connectivity on endpoint x:"
                        + " Bind for 127.0.0.1:16443 failed: port is already allocated.",
                "the address 127.0.0.1:16443 of this machine is taken (localhost)",
                "kprov: a kubelet said: kubelet is configured to not run on a host using cgroup v1. cgroup v1 support is"
                        + " unsupported",
                "the kubelet refuses cgroup v1 (localhost)",
                "ERROR: image: \"app:dev\" not present locally",
                "the image app:dev is not on this machine (localhost)",
                "ERROR: failed to create cluster: something new",
                "kind failed (localhost)");
        told.forEach((output, what) -> assertThat(kind.explain(step, output, ""))
                .extracting(Problem::what)
                .containsExactly(what));
    }

    private static Inventory here(String cluster) {
        return new Inventory(cluster, List.of(Host.controller()), Source.NONE);
    }

    private static Host host(String name, Role role) {
        return new Host(name, name, name, Set.of(role), Map.of(), List.of(), new Access.Local(), Become.NONE);
    }
}
