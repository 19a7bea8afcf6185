package dev.kprov.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Network;
import dev.kprov.profile.Settings;
import dev.kprov.shell.Result;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.check.Sample;
import dev.kprov.verify.judge.Expectation;
import dev.kprov.verify.probe.Wiring;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The whole verification against an API server that keeps objects and runs nothing.
class VerifierTest {
    @TempDir
    private Path folder;

    private final FakeCluster cluster = new FakeCluster();
    private final List<List<String>> waited = new ArrayList<>();
    private final List<CheckResult> finished = new ArrayList<>();
    private final List<KubeApi.Load> asked = new ArrayList<>();
    private Wiring.Scripts hosts = (host, script, timeout) -> FakeHosts.answer(script, "10.96.0.1");

    @BeforeEach
    void start() {
        cluster.start();
    }

    @AfterEach
    void stop() {
        cluster.stop();
    }

    @Test
    void a_sound_cluster_passes_in_little_more_than_the_window() throws Exception {
        List<CheckResult> results = verify();

        FakeCluster.assertSound(results);
        assertThat(results)
                .extracting(CheckResult::id)
                .containsExactly(
                        "api-ready",
                        "node-set",
                        "nodes-ready",
                        "node-settings",
                        "version-skew",
                        "control-plane",
                        "etcd",
                        "kube-proxy",
                        "network-plugin",
                        "core-dns",
                        "workloads",
                        "api-services",
                        "certificate-requests",
                        "webhooks",
                        "certificates",
                        "stable-pods",
                        "cluster-dns",
                        "service-requests");
        assertThat(cluster.clock().elapsed()).isBetween(Sample.WINDOW, Sample.WINDOW.plusSeconds(1));
        assertThat(finished).isEqualTo(results);
        assertThat(asked).singleElement().satisfies(load -> {
            assertThat(load.requests()).isBetween(15L, 80L);
            assertThat(load.bytes()).isGreaterThan(10_000);
        });
    }

    @Test
    void a_cluster_whose_pods_have_run_for_long_needs_no_window() throws Exception {
        cluster.runFor(Duration.ofMinutes(5));

        FakeCluster.assertSound(verify());
        assertThat(cluster.clock().elapsed()).isLessThan(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"200, [+]etcd ok, 500, [-]etcd failed", "500, [-]etcd failed, 200, [+]etcd ok"})
    void an_api_server_that_is_not_ready_at_the_beginning_or_at_the_end_of_a_long_look_was_not(
            int codeFirst, String first, int codeThen, String then) throws Exception {
        cluster.server()
                .expect()
                .get()
                .withPath("/readyz?verbose")
                .andReturn(codeFirst, first + "\n")
                .once();
        cluster.readyz(codeThen, then + "\n");
        hosts = (host, script, timeout) -> {
            cluster.clock().pass(Duration.ofMinutes(5));
            return FakeHosts.answer(script, "10.96.0.1");
        };

        assertThat(result(verify(), "api-ready").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual()).isEqualTo("etcd failed (HTTP 500)"));
    }

    @Test
    void what_was_watched_before_counts_for_the_window() throws Exception {
        try (Watch watch = new Watch(cluster.clock(), Network.Plugin.FLANNEL)) {
            watch.begin(kubeconfig());
            for (Instant end = Instant.now().plusSeconds(20);
                    !watch.hasSeen() && Instant.now().isBefore(end); ) {
                Thread.sleep(5);
            }
            cluster.clock().pass(Sample.WINDOW);

            List<CheckResult> results = verify(watch);

            FakeCluster.assertSound(results);
            assertThat(cluster.clock().elapsed()).isLessThan(Sample.WINDOW.multipliedBy(2));
        }
    }

    @Test
    void a_watch_of_nothing_ends_and_counts_for_nothing() throws Exception {
        try (Watch watch = new Watch(cluster.clock(), Network.Plugin.FLANNEL)) {
            watch.begin(folder.resolve("none.conf"));

            verify(watch);

            assertThat(cluster.clock().elapsed()).isGreaterThanOrEqualTo(Sample.WINDOW);
        }
    }

    @Test
    void the_evidence_of_a_service_says_how_many_endpoints_it_had() throws Exception {
        assertThat(result(verify(), "service-requests").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.evidence())
                                .contains(
                                        "2 endpoints", "from each of 3 hosts", "kubernetes.default.svc.cluster.local"));
    }

    @Test
    void etcd_that_takes_nothing_any_more_fails_although_its_pod_is_ready() throws Exception {
        cluster.etcd("full");

        assertThat(verify())
                .filteredOn(result -> result.id().equals("etcd"))
                .singleElement()
                .extracting(CheckResult::verdict)
                .isInstanceOfSatisfying(Verdict.Failed.class, failed -> {
                    assertThat(failed.actual()).contains("etcd-cp-1 says that it is not healthy: ALARM NOSPACE");
                    assertThat(failed.remedy()).contains("defragment");
                });
    }

    @Test
    void an_answer_of_etcd_that_nobody_understands_is_unknown() throws Exception {
        cluster.etcdSays("HTTP/1.1 200 OK\r\n\r\nnot a length\r\nx\r\n0\r\n\r\n");

        assertThat(result(verify(), "etcd").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("does not understand"));
    }

    @Test
    void of_webhooks_only_those_that_pods_wait_for_need_somebody_behind_them() throws Exception {
        cluster.webhook("lenient", "Ignore", "pods");
        cluster.webhook("others", "Fail", "configmaps");
        FakeCluster.assertSound(verify());

        cluster.webhook("strict", "Fail", "*");
        assertThat(result(verify(), "webhooks").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual())
                                .contains("default/strict of the webhook strict.example.com has no ready endpoint")
                                .doesNotContain("lenient", "others"));
    }

    @Test
    void nothing_of_the_probe_is_left_behind() throws Exception {
        assertThat(verify()).isNotEmpty();

        assertThat(cluster.servicesMade()).isEqualTo(1);
        assertThat(cluster.probeServices()).isEmpty();
    }

    @Test
    void nothing_of_the_probe_is_left_behind_when_the_verification_is_interrupted() {
        cluster.onPause(() -> {
            throw new InterruptedException("Ctrl-C");
        });

        assertThatThrownBy(this::verify).isInstanceOf(InterruptedException.class);
        assertThat(cluster.probeServices()).isEmpty();
    }

    @Test
    void what_a_killed_run_left_is_removed_but_not_what_another_run_uses() throws Exception {
        Service old = probeService("kprov-verify-old", "2026-11-21T11:49:59Z");
        Service used = probeService("kprov-verify-used", "2026-11-21T11:50:01Z");
        Service other = probeService("something-else", "2026-11-21T11:00:00Z");
        List.of(old, used, other).forEach(cluster::add);
        cluster.found(old, used, other);

        assertThat(verify()).isNotEmpty();
        assertThat(cluster.probeServices()).containsExactlyInAnyOrder("kprov-verify-used", "something-else");
    }

    @Test
    void a_service_that_does_not_answer_fails_at_the_deadline_although_all_pods_are_ready() throws Exception {
        hosts = (host, script, timeout) -> FakeHosts.silent(script, host.name().equals("worker-1"));

        List<CheckResult> results = verify();

        assertThat(result(results, "kube-proxy").verdict()).isInstanceOf(Verdict.Passed.class);
        assertThat(result(results, "service-requests").verdict())
                .isInstanceOfSatisfying(Verdict.Failed.class, failed -> {
                    assertThat(failed.actual())
                            .contains("worker-1", "no answer")
                            .doesNotContain("worker-2");
                    assertThat(failed.remedy()).isNotBlank();
                });
        assertThat(cluster.clock().elapsed()).isBetween(Sample.DEADLINE, Sample.DEADLINE.plusSeconds(1));
        assertThat(waited).anySatisfy(what -> assertThat(String.join(" ", what)).contains("worker-1"));
        assertThat(waited.getLast()).isEmpty();
    }

    @Test
    void a_service_that_answers_late_passes() throws Exception {
        hosts = (host, script, timeout) ->
                FakeHosts.silent(script, cluster.clock().elapsed().toSeconds() < 8);

        FakeCluster.assertSound(verify());
        assertThat(cluster.clock().elapsed()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(11));
    }

    @Test
    void a_host_that_does_not_show_its_certificates_is_asked_seldom() throws Exception {
        List<String> asked = new ArrayList<>();
        hosts = (host, script, timeout) -> {
            if (script.parameters().containsKey("QUERIES")) {
                return FakeHosts.answer(script, "10.96.0.1");
            }
            asked.add(host.name());
            return new Result(1, "", "no space left on device");
        };

        verify();

        assertThat(asked)
                .filteredOn("cp-1"::equals)
                .hasSizeBetween(2, 1 + (int) Sample.DEADLINE.dividedBy(Duration.ofSeconds(5)));
    }

    @Test
    void a_host_that_refuses_us_is_unknown_and_not_waited_for() throws Exception {
        hosts = (host, script, timeout) -> {
            throw new KprovException(
                    Problem.of(ExitCode.UNREACHABLE, "cannot log in to " + host.name(), "key refused", "set it"));
        };

        List<CheckResult> results = verify();

        assertThat(result(results, "cluster-dns").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("cannot log in to cp-1", "key refused"));
        assertThat(cluster.clock().elapsed()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void core_dns_that_loops_fails_within_seconds_with_its_last_words() throws Exception {
        cluster.crash("coredns-2", 1, "[FATAL] plugin/loop: Loop (127.0.0.1:5 -> :53) detected for zone \".\"");

        List<CheckResult> results = verify();

        assertThat(result(results, "nodes-ready").verdict()).isInstanceOf(Verdict.Passed.class);
        assertThat(result(results, "core-dns").verdict()).isInstanceOfSatisfying(Verdict.Failed.class, failed -> {
            assertThat(failed.actual()).contains("coredns-2 on worker-2", "Loop (127.0.0.1:5 -> :53)");
            assertThat(failed.remedy()).contains("resolvConf");
        });
        assertThat(cluster.clock().elapsed()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void a_log_that_is_not_there_is_no_last_words_and_asked_for_again() throws Exception {
        cluster.noLogYet("coredns-2");
        cluster.crash("coredns-2", 1, "[FATAL] plugin/loop: Loop (127.0.0.1:5 -> :53) detected for zone \".\"");

        assertThat(result(verify(), "core-dns").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual())
                                .contains("Loop (127.0.0.1:5 -> :53)")
                                .doesNotContain("unable to retrieve"));
    }

    @Test
    void a_kube_proxy_that_says_why_it_cannot_work_is_quoted_and_not_waited_for() throws Exception {
        cluster.log(
                "kube-proxy-worker-1",
                "I1 started\n\texit status 2: iptables-restore v1.8.9: Couldn't load match `statistic'\n");
        hosts = (host, script, timeout) -> FakeHosts.silent(script, host.name().equals("worker-1"));

        assertThat(result(verify(), "service-requests").verdict())
                .isInstanceOfSatisfying(Verdict.Failed.class, failed -> {
                    assertThat(failed.actual()).contains("worker-1", "Couldn't load match `statistic'");
                    assertThat(failed.remedy()).contains("kube-proxy");
                });
        assertThat(cluster.clock().elapsed()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    @Test
    void a_restart_in_the_window_starts_the_window_anew_and_is_told() throws Exception {
        cluster.onPause(() -> {
            if (cluster.clock().elapsed().toMillis() > 2_000) {
                cluster.restart("kube-scheduler-cp-1");
            }
        });

        assertThat(result(verify(), "stable-pods").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.evidence())
                                .contains("before that restarted: kube-system/kube-scheduler-cp-1"));
        assertThat(cluster.clock().elapsed()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    @Test
    void parts_of_the_api_server_that_fail_are_named() throws Exception {
        cluster.readyz(500, "[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed\n");

        assertThat(result(verify(), "api-ready").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual()).contains("etcd failed"));
    }

    @Test
    void so_are_those_for_which_it_is_to_be_restarted() throws Exception {
        cluster.server()
                .expect()
                .get()
                .withPath("/livez?verbose")
                .andReturn(
                        500, "[+]ping ok\n[-]poststarthook/max-in-flight-filter failed: not finished\nlivez failed\n")
                .always();

        assertThat(result(verify(), "api-ready").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual())
                                .isEqualTo("poststarthook/max-in-flight-filter failed: not finished (HTTP 500)"));
    }

    @Test
    void an_api_server_that_never_answers_is_given_up_after_half_a_minute_and_the_rest_is_unknown() throws Exception {
        cluster.stop();

        List<CheckResult> results = verify();

        assertThat(result(results, "api-ready").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual()).contains("connection refused"));
        assertThat(results.subList(1, results.size()))
                .extracting(CheckResult::verdict)
                .allSatisfy(verdict -> assertThat(verdict)
                        .isInstanceOfSatisfying(
                                Verdict.Unknown.class,
                                unknown -> assertThat(unknown.why()).startsWith("the API does not answer")));
        assertThat(cluster.clock().elapsed()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(32));
    }

    @Test
    void a_refused_list_is_unknown_and_no_pass() throws Exception {
        cluster.forbid("/api/v1/nodes?resourceVersion=0");

        assertThat(result(verify(), "node-set").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("403", "nodes is forbidden"));
    }

    @Test
    void a_kubeconfig_that_is_not_there_is_a_problem_with_a_remedy() {
        assertThatThrownBy(() -> new Verifier(cluster.wiring(hosts))
                        .verify(
                                Context.currentOf(folder.resolve("none.conf")),
                                Expectation.of(Sample.profile(Network.Plugin.FLANNEL, Settings.NONE)),
                                Sample.inventory(),
                                unbegun(),
                                new Noted()))
                .isInstanceOfSatisfying(
                        KprovException.class,
                        e -> assertThat(e.problems().getFirst().remedy()).contains("kprov up"));
    }

    @Test
    void the_status_is_one_look() throws Exception {
        ClusterStatus status = new StatusReader(cluster.clock()).read(kubeconfig());

        assertThat(status.ready()).isTrue();
        assertThat(status.nodes().orElseThrow())
                .extracting(ClusterStatus.NodeStatus::name, node -> node.roles(), ClusterStatus.NodeStatus::ready)
                .containsExactly(
                        tuple("cp-1", List.of("control-plane"), true),
                        tuple("worker-1", List.of(), true),
                        tuple("worker-2", List.of(), true));
        assertThat(status.nodes().orElseThrow().getFirst().version()).isEqualTo("v1.36.4");
    }

    @Test
    void a_dead_api_server_is_a_status_too() throws Exception {
        Path kubeconfig = kubeconfig();
        cluster.stop();

        ClusterStatus status = new StatusReader(cluster.clock()).read(kubeconfig);

        assertThat(status.ready()).isFalse();
        assertThat(status.api()).contains("connection refused");
        assertThat(status.nodes()).isEmpty();
    }

    private static Service probeService(String name, String created) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("kube-system")
                .withCreationTimestamp(created)
                .addToLabels("app.kubernetes.io/managed-by", "kprov")
                .endMetadata()
                .build();
    }

    private List<CheckResult> verify() throws InterruptedException, IOException {
        try (Watch watch = unbegun()) {
            return verify(watch);
        }
    }

    private List<CheckResult> verify(Watch watch) throws InterruptedException, IOException {
        return new Verifier(cluster.wiring(hosts))
                .verify(
                        Context.currentOf(kubeconfig()),
                        Expectation.of(Sample.profile(Network.Plugin.FLANNEL, Settings.NONE)),
                        Sample.inventory(),
                        watch,
                        new Noted());
    }

    private static Watch unbegun() {
        return new Watch(Clock.systemUTC(), Network.Plugin.FLANNEL);
    }

    private Path kubeconfig() throws IOException, InterruptedException {
        return Files.writeString(folder.resolve("admin.conf"), cluster.kubeconfig());
    }

    private static CheckResult result(List<CheckResult> results, String id) {
        return results.stream()
                .filter(result -> result.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private final class Noted implements Verifier.Listener {
        @Override
        public void waiting(List<String> what) {
            waited.add(what);
        }

        @Override
        public void looked(List<CheckResult> now) {}

        @Override
        public void finished(CheckResult result) {
            finished.add(result);
        }

        @Override
        public void asked(KubeApi.Load load) {
            asked.add(load);
        }
    }
}
