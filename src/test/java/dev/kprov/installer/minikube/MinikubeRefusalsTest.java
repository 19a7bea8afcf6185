package dev.kprov.installer.minikube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.Intent;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.SecretRef;
import dev.kprov.observe.HostFacts;
import dev.kprov.problem.Problem;
import dev.kprov.yaml.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MinikubeRefusalsTest {
    private final MinikubeInstaller minikube = new MinikubeInstaller();

    @Test
    void a_cluster_that_was_made_otherwise_is_refused() {
        String other = MinikubeBed.DOCKER + "minikube: {driver: podman, nodes: {workers: 1}}";
        assertThat(minikube.refuse(MinikubeBed.intent(MinikubeBed.DOCKER, MinikubeBed.made(other))))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.why())
                                .isEqualTo(
                                        "driver is podman, and the profile wants docker\nnodes is 2, and the profile wants none"));
    }

    @Test
    void containers_of_somebody_elses_cluster_are_left_alone() {
        Intent intent = MinikubeBed.intent(MinikubeBed.DOCKER, "stranger lab\n");
        assertThat(minikube.refuse(intent))
                .extracting(Problem::what)
                .containsExactly("there is a minikube cluster lab that kprov has not made");
        assertThat(minikube.down(intent, false).nothingToDo()).isTrue();
    }

    @Test
    void a_host_that_is_a_node_of_another_cluster_is_left_alone() {
        HostFacts.Membership member =
                new HostFacts.Membership("one", "https://192.0.2.1:6443", "sha256:0", false, false, Optional.empty());
        HostFacts node = MinikubeBed.facts("one", Map.of(), Optional.of(member));
        HostFacts other =
                MinikubeBed.facts("one", Map.of(MinikubeRefusals.AUTHORITY, "b".repeat(64)), Optional.empty());
        for (HostFacts facts : List.of(node, other)) {
            assertThat(minikube.refuse(MinikubeBed.intent(MinikubeBed.SSH, "", facts)))
                    .extracting(Problem::what)
                    .containsExactly("one is the node of a cluster that kprov has not made with this state folder");
        }
        Intent taken = MinikubeBed.intent(MinikubeBed.SSH, MinikubeBed.made(MinikubeBed.SSH), other);
        assertThat(minikube.spare(taken)).hasSize(1);
        assertThat(minikube.spare(MinikubeBed.intent(MinikubeBed.SSH, "", other)))
                .as("nothing is done there")
                .isEmpty();
    }

    @Test
    void inside_of_a_host_minikube_has_to_be_there_and_the_host_called_as_its_node() {
        HostFacts named = MinikubeBed.facts("other", Map.of(), Optional.empty());
        assertThat(minikube.refuse(MinikubeBed.intent(MinikubeBed.NONE, "missing\n", named)))
                .extracting(Problem::what)
                .containsExactly("minikube is not installed on one", "the hostname of one is other");
    }

    @Test
    void one_host_is_one_host() {
        Inventory two = new Inventory(
                "lab",
                List.of(MinikubeBed.host("one", MinikubeBed.LOGIN), MinikubeBed.host("two", MinikubeBed.LOGIN)),
                Source.NONE);
        assertThat(rejected(MinikubeBed.SSH, two.withController()))
                .containsExactly("driver ssh wants one host, with the role control-plane, and the inventory has 2");
        assertThat(rejected(MinikubeBed.DOCKER + "name: x\nminikube: {driver: none, nodes: {workers: 1}}", two))
                .containsExactly(
                        "name is not the profile's to give here",
                        "driver none has one node",
                        "driver none wants one host, with the role control-plane, and the inventory has 2");
    }

    @Test
    void a_login_that_minikube_cannot_do_is_rejected() {
        SecretRef secret = new SecretRef.Env("SECRET");
        Access.Ssh bare = Access.Ssh.at("one.example");
        assertThat(rejected(MinikubeBed.SSH, MinikubeBed.one(bare))).hasSize(2);
        Access.Ssh locked = new Access.Ssh(
                "192.0.2.11",
                Optional.empty(),
                Optional.empty(),
                Optional.of("/key"),
                Optional.of(secret),
                Optional.empty(),
                Optional.empty(),
                new Access.Jump.Via(bare));
        assertThat(rejected(MinikubeBed.SSH, MinikubeBed.one(locked))).hasSize(2);
        assertThat(rejected(MinikubeBed.SSH, MinikubeBed.one(new Access.Local())))
                .hasSize(1);
        assertThat(rejected(MinikubeBed.SSH, MinikubeBed.hosts(MinikubeBed.SSH)))
                .isEmpty();
    }

    @Test
    void counts_that_minikube_cannot_make_are_rejected() {
        Inventory here = MinikubeBed.hosts(MinikubeBed.DOCKER);
        assertThat(rejected(MinikubeBed.DOCKER + "minikube: {nodes: {controlPlanes: 2}}", here))
                .containsExactly("2 control planes are not possible");
        assertThat(rejected(MinikubeBed.DOCKER + "minikube: {cni: bridge, nodes: {workers: 1}}", here))
                .containsExactly("the network bridge cannot connect several nodes");
    }

    private List<String> rejected(String profile, Inventory inventory) {
        return minikube.reject(MinikubeBed.profile(profile), inventory).stream()
                .map(Problem::what)
                .toList();
    }
}
