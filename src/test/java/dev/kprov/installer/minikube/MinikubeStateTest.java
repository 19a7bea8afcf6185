package dev.kprov.installer.minikube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// What `minikube status` v1.38.1 printed of real clusters.
class MinikubeStateTest {
    @Test
    void one_node_is_an_object_and_several_are_a_list() {
        assertThat(parse("status-running").nodes())
                .containsExactly(new MinikubeState.Node("proof", "Running", "Running", "Running"));
        assertThat(parse("status-after-node-add").nodes())
                .extracting(MinikubeState.Node::words)
                .containsExactly(
                        "host Running, kubelet Stopped, API server Stopped",
                        "host Running, kubelet Stopped, API server Irrelevant");
    }

    @Test
    void only_where_everything_runs_it_runs() {
        assertThat(parse("status-running").runs()).isTrue();
        assertThat(parse("status-stopped").runs()).isFalse();
        assertThat(parse("status-host-off").runs()).isFalse();
        assertThat(parse("status-after-node-add").runs()).isFalse();
    }

    @Test
    void events_in_place_of_a_status_tell_of_no_node() {
        assertThat(parse("status-absent").nodes()).isEmpty();
        assertThat(parse("status-absent").runs()).isFalse();
    }

    @Test
    void what_look_sh_does_not_print_is_a_bug() {
        assertThatThrownBy(() -> MinikubeState.parse("something else")).hasMessageContaining("something else");
    }

    private static MinikubeState parse(String recording) {
        return MinikubeState.parse("begun\n" + MinikubeBed.status(recording));
    }
}
