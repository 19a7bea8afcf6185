package dev.kprov.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Network;
import dev.kprov.verify.check.Expected;
import dev.kprov.verify.check.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole verification of clusters that have other things than those which kubeadm makes.
class OtherClustersTest {
    @TempDir
    private Path folder;

    private final FakeCluster cluster = new FakeCluster();

    @BeforeEach
    void start() {
        cluster.start();
    }

    @AfterEach
    void stop() {
        cluster.stop();
    }

    @Test
    void a_dns_of_other_names_is_found_and_its_pods_are_probed() throws Exception {
        Dns dns = new Dns("names", "names-service");
        cluster.rename(dns, "app", "names");

        List<CheckResult> results = verify(new Expected().withDns(dns), Sample.inventory());

        assertThat(results).extracting(CheckResult::verdict).allMatch(Verdict.Passed.class::isInstance);
        assertThat(results).extracting(CheckResult::title).contains("names is ready");
        assertThat(cluster.probed()).containsExactly(entry("app", "names"));
    }

    @Test
    void a_dns_that_is_not_there_under_its_names_fails() throws Exception {
        List<CheckResult> results =
                verify(new Expected().withDns(new Dns("names", "names-service")), Sample.inventory());

        assertThat(failed(results, "core-dns").actual()).isEqualTo("there is no Deployment kube-system/names");
        assertThat(failed(results, "cluster-dns").actual()).isEqualTo("there is no Service kube-system/names-service");
        assertThat(verdict(results, "service-requests")).isInstanceOf(Verdict.Unknown.class);
        assertThat(cluster.servicesMade()).isZero();
    }

    @Test
    void where_there_is_to_be_no_dns_nothing_of_it_is_read_or_asked() throws Exception {
        List<CheckResult> results = verify(new Expected().withoutDns(), Sample.inventory());

        assertThat(results)
                .extracting(CheckResult::id)
                .containsExactly(
                        "api-ready",
                        "node-set",
                        "nodes-ready",
                        "node-settings",
                        "control-plane",
                        "kube-proxy",
                        "network-plugin",
                        "stable-pods");
        assertThat(results).extracting(CheckResult::verdict).allMatch(Verdict.Passed.class::isInstance);
        assertThat(cluster.servicesMade()).isZero();
        assertThat(cluster.requests())
                .isNotEmpty()
                .noneMatch(path -> path.contains("kube-system/services/") || path.contains("deployments"));
    }

    private List<CheckResult> verify(Expected settings, Inventory inventory) throws InterruptedException, IOException {
        cluster.requests();
        Path kubeconfig = Files.writeString(folder.resolve("admin.conf"), cluster.kubeconfig());
        try (Watch watch = new Watch(cluster.clock(), Network.Plugin.FLANNEL)) {
            return new Verifier(cluster.wiring((host, script, timeout) -> FakeHosts.answer(script, "10.96.0.1")))
                    .verify(
                            kubeconfig,
                            Sample.profile(Network.Plugin.FLANNEL, settings),
                            inventory,
                            watch,
                            new Verifier.Listener() {
                                @Override
                                public void waiting(List<String> what) {}

                                @Override
                                public void finished(CheckResult result) {}
                            });
        }
    }

    private static Verdict verdict(List<CheckResult> results, String id) {
        return results.stream()
                .filter(result -> result.id().equals(id))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private static Verdict.Failed failed(List<CheckResult> results, String id) {
        assertThat(verdict(results, id)).isInstanceOf(Verdict.Failed.class);
        return (Verdict.Failed) verdict(results, id);
    }
}
