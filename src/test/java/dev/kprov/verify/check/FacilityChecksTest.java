package dev.kprov.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Host;
import dev.kprov.profile.Settings;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.check.facility.CertificateRequests;
import dev.kprov.verify.check.facility.Certificates;
import dev.kprov.verify.check.facility.DefaultStorageClass;
import dev.kprov.verify.check.facility.EtcdHealth;
import dev.kprov.verify.check.facility.Webhooks;
import dev.kprov.verify.check.facility.Workloads;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.facility.Certificate;
import dev.kprov.verify.facility.CertificateRequest;
import dev.kprov.verify.facility.EtcdQuestion;
import dev.kprov.verify.facility.Webhook;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Check.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What healthy but odd clusters have, and what only looks like a fault.
class FacilityChecksTest {
    private static final String KUBELET = "kubernetes.io/kubelet-serving";

    private final Sample sample = Sample.healthy();

    @ParameterizedTest
    @CsvSource({
        "365, 29, true",
        "365, 31, false",
        "3650, 29, true",
        "90, 29, false",
        "90, 22, true",
        "1, 0, true",
    })
    void a_certificate_that_never_holds_for_long_is_late_when_a_quarter_of_its_life_is_left(
            int life, int left, boolean late) {
        sample.certificates(
                Sample.certificate(Certificate.Holder.API_SERVER, Duration.ofDays(life), Duration.ofDays(left)));

        assertThat(answer(new Certificates(List.of()))).isInstanceOf(late ? Answer.No.class : Answer.Yes.class);
    }

    @Test
    void without_tls_there_is_no_certificate() {
        sample.certificates();

        assertThat(answer(new Certificates(List.of())))
                .isEqualTo(new Answer.Beside("the API server is not asked over TLS, and there is no way to the hosts"));
    }

    @Test
    void the_kubeconfigs_certificate_is_renewed_elsewhere_and_not_told_where_each_login_gets_one() {
        sample.certificates(
                Sample.certificate(Certificate.Holder.API_SERVER, Duration.ofDays(365), Duration.ofDays(300)),
                Sample.certificate(Certificate.Holder.KUBECONFIG, Duration.ofDays(365), Duration.ofDays(3)));
        assertThat(answer(new Certificates(List.of()))).isInstanceOfSatisfying(Answer.No.class, no -> {
            assertThat(no.actual()).startsWith("the kubeconfig's").contains("in 3 days");
            assertThat(no.remedy()).contains("kubeadm certs renew admin.conf");
        });

        sample.certificates(Sample.certificate(Certificate.Holder.KUBECONFIG, Duration.ofDays(1), Duration.ofHours(1)));
        assertThat(answer(new Certificates(List.of()))).isInstanceOf(Answer.Yes.class);
    }

    @Test
    void a_certificate_on_a_host_is_named_with_its_file_and_one_that_is_not_seen_is_unknown() {
        List<Host> hosts = Sample.inventory().hosts();
        hosts.forEach(host -> sample.hostCertificates.put(host.name(), new Probes.Outcome.Good("")));
        sample.hostCertificates.put("cp-1", new Probes.Outcome.Good("/etc/a.crt until 2030-01-01T00:00:00Z"));
        assertThat(answer(new Certificates(hosts)))
                .isInstanceOfSatisfying(
                        Answer.Yes.class,
                        yes -> assertThat(yes.evidence())
                                .endsWith("on cp-1 the first to end is /etc/a.crt until 2030-01-01T00:00:00Z"));

        sample.hostCertificates.remove("worker-1");
        assertThat(answer(new Certificates(hosts)))
                .isEqualTo(new Answer.CannotTell("worker-1: it has not answered yet", false));

        sample.hostCertificates.put(
                "worker-2", new Probes.Outcome.Bad("/etc/b.crt expired on yesterday", Duration.ZERO));
        assertThat(answer(new Certificates(hosts))).isInstanceOfSatisfying(Answer.No.class, no -> {
            assertThat(no.actual()).isEqualTo("on worker-2: /etc/b.crt expired on yesterday");
            assertThat(no.remedy()).contains("kubeadm certs renew all");
        });
    }

    @Test
    void only_a_kubelets_request_that_is_old_enough_waits() {
        sample.requests(
                new CertificateRequest("young", KUBELET, "system:node:a", Sample.NOW.minusSeconds(5), false),
                new CertificateRequest("decided", KUBELET, "system:node:b", Sample.EARLIER, true),
                new CertificateRequest("somebody's", "example.com/own", "jane", Sample.EARLIER, false));

        assertThat(answer(new CertificateRequests())).isEqualTo(new Answer.Yes("3 requests, none waits"));
    }

    @Test
    void a_webhook_outside_of_the_cluster_is_told_and_not_judged() {
        sample.webhooks(
                new Webhook("MutatingWebhookConfiguration/mesh", "mesh", "mesh/injector", new Part.Known<>(2)),
                new Webhook("ValidatingWebhookConfiguration/outside", "outside", "", Part.notAsked()));

        assertThat(answer(new Webhooks()))
                .isEqualTo(new Answer.Yes(
                        "each of 2 that pods wait for has a ready endpoint, but for 1 outside of the cluster"));
    }

    @Test
    void a_webhook_whose_endpoints_may_not_be_read_is_not_judged() {
        sample.webhooks(new Webhook(
                "MutatingWebhookConfiguration/mesh",
                "mesh",
                "mesh/injector",
                new Part.Missing<>("HTTP 403: no", Part.Cause.DENIED)));

        assertThat(answer(new Webhooks()))
                .isEqualTo(new Answer.CannotTell("HTTP 403: no (what is needed: kprov verify --rbac)", true));
    }

    @Test
    void the_remedy_names_the_configuration_as_kubectl_does() {
        sample.webhooks(new Webhook(
                "ValidatingWebhookConfiguration/policy", "policy.example.com", "policy/hook", new Part.Known<>(0)));

        assertThat(answer(new Webhooks()))
                .isInstanceOfSatisfying(
                        Answer.No.class,
                        no -> assertThat(no.remedy()).endsWith("kubectl delete validatingwebhookconfiguration policy"));
    }

    @Test
    void what_was_scaled_to_nothing_has_all_that_it_wants() {
        sample.deployments.add(new Workload("kube-system", "off", true, 0, 0, 0, 0, false));
        sample.daemonSets.add(new Workload("kube-system", "gpu", true, 0, 0, 0, 0, false));
        sample.daemonSets.add(new Workload("elsewhere", "broken", true, 3, 3, 0, 0, false));

        assertThat(answer(new Workloads(Set.of()))).isInstanceOf(Answer.Yes.class);
    }

    @Test
    void a_cluster_that_is_to_have_a_default_class_and_has_none() {
        sample.defaultClasses();

        assertThat(answer(new DefaultStorageClass())).isInstanceOf(Answer.No.class);
    }

    @Test
    void etcd_that_shows_no_metrics_is_not_judged() {
        sample.etcd.put("etcd-cp-1", new Probes.Outcome.Unable(EtcdQuestion.HIDDEN, false));

        assertThat(answer(new EtcdHealth(Sample.inventory(), Settings.NONE))).isInstanceOf(Answer.Beside.class);
    }

    @Test
    void etcd_that_does_not_listen_yet_is_waited_for() {
        sample.etcd.put("etcd-cp-1", new Probes.Outcome.Unable(EtcdQuestion.HIDDEN, false));
        sample.pod("etcd-cp-1", pod -> Sample.inState(pod, new Pod.State.Waiting("ContainerCreating", ""), 0));

        assertThat(answer(new EtcdHealth(Sample.inventory(), Settings.NONE))).isInstanceOf(Answer.CannotTell.class);
    }

    @Test
    void etcd_that_nobody_may_ask_is_not_known_to_be_well() {
        sample.etcd.put("etcd-cp-1", new Probes.Outcome.Unable("HTTP 403", true));

        assertThat(answer(new EtcdHealth(Sample.inventory(), Settings.NONE)))
                .isEqualTo(new Answer.CannotTell("etcd-cp-1: HTTP 403", true));
    }

    private Answer answer(Check check) {
        return check.answer(sample.build());
    }
}
