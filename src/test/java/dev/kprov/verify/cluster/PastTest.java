package dev.kprov.verify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PastTest {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void is_quiet_from_the_first_look_on() {
        Past past = Past.begin(START).look(pods(5, "a"), at(1)).look(pods(5, "a"), at(4));

        assertThat(past.quiet()).isEqualTo(Duration.ofSeconds(4));
        assertThat(past.restarted()).isEmpty();
    }

    @Test
    void what_runs_for_long_was_quiet_before_anybody_looked_as_far_as_clocks_can_tell() {
        Past past = Past.begin(START).look(pods(5, "a"), at(0));

        assertThat(past.withHistory(pods(5, "a"), START.plusSeconds(43)).quiet())
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(past.withHistory(pods(5, "a"), START.plusSeconds(39)).quiet())
                .isZero();
        assertThat(past.withHistory(waiting("ErrImagePull"), START.plusSeconds(99))
                        .quiet())
                .isZero();
        assertThat(past.look(pods(6, "a"), at(1))
                        .withHistory(pods(6, "a"), START.plusSeconds(99))
                        .quiet())
                .as("a restart that was seen counts from when it was seen")
                .isZero();
    }

    @Test
    void a_higher_count_ends_the_quiet() {
        Past past = Past.begin(START)
                .look(pods(5, "a"), at(1))
                .look(pods(6, "a"), at(4))
                .look(pods(6, "a"), at(5));

        assertThat(past.quiet()).isEqualTo(Duration.ofSeconds(1));
        assertThat(past.restarted()).containsExactly("kube-system/etcd-cp-1 on cp-1");
    }

    @Test
    void another_container_of_the_same_name_ends_the_quiet_even_when_the_count_stays() {
        Past past = Past.begin(START).look(pods(0, "a"), at(1)).look(pods(0, "b"), at(4));

        assertThat(past.quiet()).isZero();
    }

    @Test
    void a_container_that_gets_its_first_id_has_not_restarted() {
        Past past = Past.begin(START).look(pods(0, ""), at(1)).look(pods(0, "a"), at(4));

        assertThat(past.quiet()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void time_in_which_nothing_could_be_seen_does_not_hide_a_restart() {
        Past past = Past.begin(START).look(pods(0, "a"), at(1)).blind(at(2)).look(pods(1, "b"), at(3));

        assertThat(past.quiet()).isZero();
    }

    @Test
    void remembers_since_when_an_image_is_missing_although_the_reason_alternates() {
        Past past = Past.begin(START)
                .look(waiting("ErrImagePull"), at(1))
                .look(waiting("ImagePullBackOff"), at(20))
                .look(waiting("ErrImagePull"), at(40));

        assertThat(past.stuck("kube-system/etcd-cp-1/etcd")).isEqualTo(Duration.ofSeconds(39));
        assertThat(past.look(pods(0, "a"), at(41)).stuck("kube-system/etcd-cp-1/etcd"))
                .isZero();
    }

    @Test
    void a_container_that_is_being_made_is_not_stuck() {
        Past past = Past.begin(START).look(waiting("ContainerCreating"), at(1)).look(waiting("PodInitializing"), at(9));

        assertThat(past.stuckSince()).isEmpty();
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    private static List<Pod> pods(int restarts, String id) {
        return pod(new Pod.State.Running(START), restarts, id);
    }

    private static List<Pod> waiting(String reason) {
        return pod(new Pod.State.Waiting(reason, ""), 0, "");
    }

    private static List<Pod> pod(Pod.State state, int restarts, String id) {
        Pod.Container container = new Pod.Container("etcd", "etcd:3", id, true, restarts, state, Optional.empty());
        return List.of(new Pod(
                "kube-system", "etcd-cp-1", "cp-1", "", "", "Running", true, false, "", Map.of(), List.of(container)));
    }
}
