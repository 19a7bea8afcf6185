package dev.kprov.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.profile.Network;
import dev.kprov.profile.Settings;
import dev.kprov.profile.Verification;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.facility.ApiService;
import dev.kprov.verify.facility.Certificate;
import dev.kprov.verify.facility.CertificateRequest;
import dev.kprov.verify.facility.Webhook;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Check.Answer;
import dev.kprov.verify.judge.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every check owes its reader: yes for a sound cluster, no with a remedy for a broken one, and neither for one
/// that cannot be read.
class CheckContractTest {
    private static final Map<String, Consumer<Sample>> BROKEN = Map.ofEntries(
            Map.entry(
                    "api-ready",
                    sample -> sample.readiness =
                            new Part.Known<>(new Snapshot.Readiness(500, 41, List.of("etcd failed")))),
            Map.entry("node-set", sample -> sample.nodes.removeLast()),
            Map.entry(
                    "nodes-ready",
                    sample -> sample.node(
                            "worker-1",
                            node -> Sample.withCondition(
                                    node, "Ready", new Node.Condition("False", "KubeletNotReady", "no runtime")))),
            Map.entry(
                    "node-settings",
                    sample -> sample.node(
                            "worker-1", node -> Sample.withSettings(node, "v1.35.0", node.labels(), List.of()))),
            Map.entry("version-skew", sample -> sample.apiVersion = new Part.Known<>("v1.35.9")),
            Map.entry("control-plane", sample -> sample.withoutPod("kube-scheduler-cp-1")),
            Map.entry("kube-proxy", sample -> sample.withoutPod("kube-proxy-worker-2")),
            Map.entry(
                    "network-plugin",
                    sample -> sample.pod(
                            "flannel-worker-1",
                            pod -> Sample.inState(pod, new Pod.State.Waiting("PodInitializing", ""), 0))),
            Map.entry(
                    "core-dns",
                    sample ->
                            sample.deployments.set(0, new Workload("kube-system", "coredns", true, 2, 2, 1, 1, false))),
            Map.entry(
                    "stable-pods",
                    sample -> sample.pod(
                            "kube-proxy-cp-1",
                            pod -> Sample.inState(pod, new Pod.State.Waiting("CrashLoopBackOff", ""), 2))),
            Map.entry(
                    "etcd",
                    sample -> sample.etcd.replaceAll(
                            (who, good) -> new Probes.Outcome.Bad("has no leader", Duration.ofSeconds(1)))),
            Map.entry(
                    "workloads",
                    sample -> sample.statefulSets.add(new Workload("kube-system", "store", true, 3, 3, 2, 2, false))),
            Map.entry(
                    "api-services",
                    sample -> sample.apiServices(new ApiService("v1beta1.metrics.k8s.io", false, "no endpoints"))),
            Map.entry(
                    "certificate-requests",
                    sample -> sample.requests(new CertificateRequest(
                            "csr-1", "kubernetes.io/kubelet-serving", "system:node:worker-1", Sample.EARLIER, false))),
            Map.entry(
                    "webhooks",
                    sample -> sample.webhooks(new Webhook(
                            "ValidatingWebhookConfiguration/policy",
                            "policy.example.com",
                            "policy/webhook",
                            new Part.Known<>(0)))),
            Map.entry(
                    "certificates",
                    sample -> sample.certificates(Sample.certificate(
                            Certificate.Holder.API_SERVER, Duration.ofDays(365), Duration.ofDays(29)))),
            Map.entry(
                    "cluster-dns",
                    sample -> sample.dns.replaceAll(
                            (who, good) -> new Probes.Outcome.Bad("at 10.96.0.10 no answer", Duration.ofSeconds(1)))),
            Map.entry(
                    "pods-start",
                    sample -> sample.trials(
                            Sample.probePod("worker-1", new Pod.State.Waiting("ErrImagePull", "no such image")))),
            Map.entry("kubelet-streams", sample -> sample.wrong(Question.LOGS, "worker-1", "its log: HTTP 502")),
            Map.entry("pod-network", sample -> sample.wrong(Question.PEERS, "worker-1", "the pod on cp-1: no answer")),
            Map.entry(
                    "pod-mtu", sample -> sample.wrong(Question.LOAD, "worker-1", "the pod on cp-1: 0 of 16384 bytes")),
            Map.entry("pod-service", sample -> sample.wrong(Question.SERVICE, "worker-1", "10.96.0.9:80: refused")),
            Map.entry("node-port", sample -> sample.wrong(Question.NODE_PORT_FROM_HERE, "worker-1", "refused")),
            Map.entry("pod-api", sample -> sample.wrong(Question.API, "worker-1", "10.96.0.1:443: no answer")),
            Map.entry("pod-dns", sample -> sample.wrong(Question.DNS, "worker-1", "NXDOMAIN")),
            Map.entry("external-dns", sample -> sample.wrong(Question.EXTERNAL_DNS, "worker-1", "NXDOMAIN")),
            Map.entry("volumes", sample -> sample.wrong(Question.VOLUME, Trials.CLUSTER, "the claim is Pending")),
            Map.entry("network-policy", sample -> sample.wrong(Question.POLICY, "worker-1", "answered: guarded")),
            Map.entry(
                    "service-requests",
                    sample -> sample.service.put(
                            "worker-2", new Probes.Outcome.Bad("at 10.96.7.7 no answer", Duration.ofSeconds(1)))));

    static Stream<Check> checks() {
        return Stream.of(Settings.NONE, new Expected().withFoundNodes(3))
                .flatMap(settings -> CheckList.of(deep(settings), Sample.inventory(), List.of()).stream());
    }

    private static Expectation deep(Settings settings) {
        Expectation usual = Sample.expectation(Network.Plugin.FLANNEL, settings);
        Verification verification = usual.verification()
                .with(Verification.Level.DEEP)
                .with(new Verification.Probe("busybox", Optional.of("example.com")));
        return new Expectation(
                usual.kubernetesVersion(),
                usual.network(),
                usual.dnsDomain(),
                usual.settings(),
                verification,
                usual.deadline(),
                usual.aside());
    }

    @ParameterizedTest
    @MethodSource("checks")
    void says_yes_with_evidence_for_a_sound_cluster(Check check) {
        assertThat(check.answer(Sample.tried().build()))
                .isInstanceOfSatisfying(
                        Answer.Yes.class, yes -> assertThat(yes.evidence()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("checks")
    void says_no_with_what_was_found_and_a_remedy_for_a_broken_cluster(Check check) {
        Sample sample = Sample.tried();
        BROKEN.get(check.id()).accept(sample);

        assertThat(check.answer(sample.build())).isInstanceOfSatisfying(Answer.No.class, no -> {
            assertThat(no.expected()).isNotBlank();
            assertThat(no.actual()).isNotBlank();
            assertThat(no.remedy()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("checks")
    void judges_nothing_when_the_api_is_silent(Check check) {
        Answer answer = check.answer(Sample.unreadable(Part.Cause.SILENT));

        if (check.id().equals("api-ready")) {
            assertThat(answer).isInstanceOf(Answer.No.class);
        } else {
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.CannotTell.class,
                            unclear -> assertThat(unclear.why()).startsWith("the API does not answer"));
        }
        assertThat(answer.forGood()).as("waiting may help").isFalse();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void judges_nothing_when_it_may_not_look_and_does_not_wait_for_permission(Check check) {
        Answer answer = check.answer(Sample.unreadable(Part.Cause.DENIED));

        if (!check.id().equals("api-ready")) {
            assertThat(answer).isInstanceOf(Answer.CannotTell.class);
            assertThat(answer.forGood()).isTrue();
        }
    }

    @Test
    void one_that_breaks_down_has_told_nothing() {
        Check broken = new Check() {
            @Override
            public String id() {
                return "broken";
            }

            @Override
            public String title() {
                return "Nothing is broken";
            }

            @Override
            public Answer answer(Snapshot snapshot) {
                throw new IllegalStateException("a bug");
            }
        };

        assertThat(Check.ask(broken, Sample.healthy().build()))
                .isEqualTo(new Answer.CannotTell(
                        "kprov could not judge it: java.lang.IllegalStateException: a bug", true));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void has_a_stable_id_and_a_title(Check check) {
        assertThat(check.id()).matches("[a-z]+(-[a-z]+)*");
        assertThat(check.title()).isNotBlank().doesNotEndWith(".");
    }
}
