package dev.kprov.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.observe.HostDiagnosis;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shell;
import dev.kprov.shell.Shells;
import dev.kprov.shell.local.ControllerShell;
import dev.kprov.verify.api.KubeApi.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ClusterDiagnosisTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T09:15:00Z"), ZoneOffset.UTC);
    private static final String LOG = "/log?container=main&tailLines=500&limitBytes=1048576&timestamps=true";

    @TempDir
    private Path folder;

    private FakeApi api;
    private Script look = script("echo 'user=admin token=geheim1 mode=fast'; echo oops >&2");
    private Duration time = Duration.ofSeconds(30);

    @BeforeEach
    void start() throws IOException {
        api = new FakeApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void an_archive_has_what_cluster_and_hosts_tell_and_an_index_of_what_looks_wrong() throws Exception {
        brokenCluster();
        Files.writeString(folder.resolve("w-1.log"), "out joining with --token=geheim5\n");
        Archived archived = diagnose(Optional.of(api.context(folder)), "cp-1", "gone");

        Map<String, String> files = content(archived.file());
        assertThat(files.keySet()).first().isEqualTo(Archived.INDEX);
        assertThat(files.keySet())
                .contains(
                        "diagnosis/cluster/version.json",
                        "diagnosis/cluster/readyz.txt",
                        "diagnosis/cluster/nodes.json",
                        "diagnosis/cluster/nodes.txt",
                        "diagnosis/cluster/pods.txt",
                        "diagnosis/cluster/events.txt",
                        "diagnosis/cluster/kube-system-configmaps.json",
                        "diagnosis/logs/default/app-1/main.log",
                        "diagnosis/logs/default/app-1/main.previous.log",
                        "diagnosis/hosts/cp-1.txt")
                .doesNotContain("diagnosis/hosts/gone.txt", "diagnosis/logs/kube-system/proxy-1/main.log");
        assertThat(files.get(Archived.INDEX))
                .contains(
                        "cluster demo",
                        "### Hosts that could not be looked at (1)\n\n- gone: cannot reach gone: nobody answers",
                        "/readyz says HTTP 500: \\[-\\]etcd failed",
                        "w-1: Ready is Unknown since",
                        "default/app-1 on w-1: CrashLoopBackOff, 0 of 1 ready, 7 restarts",
                        "BackOff Pod default/app-1: Back-off restarting failed container",
                        "storageclasses: HTTP 403: storageclasses is forbidden",
                        "[cluster/nodes.json](cluster/nodes.json): 2 nodes",
                        "look through\nit nevertheless")
                .doesNotContain("proxy-1");
        assertThat(files.get("diagnosis/run/w-1.log")).isEqualTo("out joining with --token=***\n");
        assertThat(files.get("diagnosis/cluster/events.txt")).containsSubsequence("Scheduled", "BackOff");
        // Output and errors come on ways of their own.
        assertThat(files.get("diagnosis/hosts/cp-1.txt").lines())
                .containsExactlyInAnyOrder("user=admin token=*** mode=fast", "oops");
        assertThat(archived.trouble()).contains("1 host not looked at", "1 pod", "1 warning");
    }

    @Test
    void no_secret_is_asked_for_and_none_gets_into_the_archive() throws Exception {
        brokenCluster();
        Map<String, String> files =
                content(diagnose(Optional.of(api.context(folder)), "cp-1").file());

        assertThat(api.asked).isNotEmpty().noneMatch(path -> path.contains("secrets"));
        assertThat(String.join("\n", files.values()))
                .doesNotContain("geheim", "kubeconfigs-own-token", "managedFields", "REQUESTBYTES");
        JsonNode pods = new ObjectMapper().readTree(files.get("diagnosis/cluster/pods.json"));
        assertThat(pods.at("/items/0/spec/containers/0/env/0/value").asText()).isEqualTo("***");
        assertThat(pods.at("/items/0/spec/containers/0/env/1/value").asText()).isEqualTo("info");
        assertThat(pods.at("/items/0/status/containerStatuses/0/restartCount").isInt())
                .isTrue();
    }

    @Test
    void what_a_kubelet_says_in_place_of_a_log_is_not_kept_as_one() throws Exception {
        brokenCluster();
        api.says(
                "/api/v1/namespaces/default/pods/app-1" + LOG + "&previous=true",
                200,
                "unable to retrieve container logs for containerd://1a2b");

        Map<String, String> files =
                content(diagnose(Optional.of(api.context(folder))).file());

        assertThat(files).containsKey("diagnosis/logs/default/app-1/main.log");
        assertThat(files).doesNotContainKey("diagnosis/logs/default/app-1/main.previous.log");
        assertThat(files.get(Archived.INDEX))
                .contains("main.previous.log: unable to retrieve container logs for containerd://1a2b");
    }

    @Test
    void it_is_its_owners_alone_and_nothing_else_stays() throws Exception {
        Archived archived = diagnose(Optional.of(api.context(folder)));

        assertThat(Files.getPosixFilePermissions(archived.file()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(archived.bytes()).isEqualTo(Files.size(archived.file()));
        assertThat(folder.resolve(".diagnosis")).doesNotExist();
        assertThat(content(archived.file()).get(Archived.INDEX))
                .contains("Nothing of what was looked at.", "No host was looked at");
        assertThat(archived.trouble()).isEmpty();
    }

    @Test
    void what_is_there_is_not_overwritten() throws Exception {
        Files.writeString(archive(), "mine");

        assertThatThrownBy(() -> diagnose(Optional.of(api.context(folder))))
                .isInstanceOf(KprovException.class)
                .hasMessageContaining("exists");
        assertThat(archive()).hasContent("mine");
        assertThat(api.asked).isEmpty();
    }

    @Test
    void hosts_suffice() throws Exception {
        Map<String, String> files = content(diagnose(Optional.empty(), "cp-1").file());

        assertThat(files.keySet()).containsExactly(Archived.INDEX, "diagnosis/hosts/cp-1.txt");
        assertThat(files.get(Archived.INDEX)).contains("not asked: there is no kubeconfig");
    }

    @Test
    void where_nobody_answers_there_is_no_archive_and_it_takes_seconds() throws Exception {
        Context context = api.context(folder);
        api.close();
        long begin = System.nanoTime();

        assertThatThrownBy(() -> diagnose(Optional.of(context), "gone"))
                .isInstanceOfSatisfying(KprovException.class, e -> {
                    assertThat(e.problems().getFirst().exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
                    assertThat(e.problems().getFirst().why()).contains("does not answer", "cannot reach gone");
                });
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(archive()).doesNotExist();
        assertThat(folder.resolve(".diagnosis")).doesNotExist();
    }

    @Test
    void a_server_that_denies_everything_tells_nothing() throws Exception {
        api.denyAll();

        assertThatThrownBy(() -> diagnose(Optional.of(api.context(folder))))
                .isInstanceOfSatisfying(
                        KprovException.class,
                        e -> assertThat(e.problems().getFirst().why()).contains("HTTP 401 to /version: Unauthorized"));
        assertThat(archive()).doesNotExist();
    }

    @Test
    void a_host_that_takes_too_long_is_given_up_and_what_it_said_is_kept() throws Exception {
        look = script("echo first; sleep 600");
        time = Duration.ofSeconds(2);

        Map<String, String> files = content(diagnose(Optional.empty(), "cp-1").file());
        assertThat(files.get("diagnosis/hosts/cp-1.txt")).isEqualTo("first\n");
        assertThat(files.get(Archived.INDEX)).containsPattern("cp-1: not done within \\d s, 1 lines came");
    }

    @Test
    void an_interruption_ends_it_at_once_and_leaves_nothing() throws Exception {
        look = script("echo first; sleep 600");
        FutureTask<Archived> work = new FutureTask<>(() -> diagnose(Optional.of(api.context(folder)), "cp-1"));
        Thread thread = new Thread(work);
        thread.start();
        while (!Files.exists(folder.resolve(".diagnosis"))) {
            Thread.sleep(10);
        }
        Thread.sleep(500);
        thread.interrupt();
        thread.join(Duration.ofSeconds(8));

        assertThat(work).isDone();
        assertThatThrownBy(work::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(archive()).doesNotExist();
        assertThat(folder.resolve(".diagnosis")).doesNotExist();
    }

    @Test
    void the_script_for_hosts_comes_to_its_end_on_any_machine() throws Exception {
        look = HostDiagnosis.thorough();

        Map<String, String> files = content(diagnose(Optional.empty(), "cp-1").file());
        assertThat(files.get("diagnosis/hosts/cp-1.txt"))
                .contains("===== kubelet", "===== network", "===== packet filter", "===== certificates");
        assertThat(files.get(Archived.INDEX)).doesNotContain("could not be looked at");
    }

    private void brokenCluster() {
        api.says("/readyz?verbose", 500, "[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed\n");
        api.says("/api/v1/nodes?limit=500", 200, """
                {"metadata": {"continue": "a/b"}, "items": [{"metadata": {"name": "cp-1", "managedFields": [{}]},
                 "status": {"conditions": [{"type": "Ready", "status": "True"}]}}]}
                """);
        api.has("/api/v1/nodes?limit=500&continue=a%2Fb", """
                {"metadata": {"name": "w-1"}, "status": {"conditions":
                 [{"type": "Ready", "status": "Unknown", "reason": "NodeStatusUnknown"}]}}
                """);
        api.has("/api/v1/pods?limit=500", """
                {"metadata": {"name": "app-1", "namespace": "default"}, "spec": {"nodeName": "w-1", "containers":
                 [{"name": "main", "env": [{"name": "DB_PASSWORD", "value": "geheim2"}, {"name": "L", "value": "info"}]}]},
                 "status": {"phase": "Running", "containerStatuses": [{"name": "main", "ready": false, "restartCount": 7,
                  "state": {"waiting": {"reason": "CrashLoopBackOff"}}, "lastState": {"terminated": {"exitCode": 1}}}]}}
                """, """
                {"metadata": {"name": "proxy-1", "namespace": "kube-system"}, "spec": {"nodeName": "w-1"},
                 "status": {"phase": "Running", "containerStatuses": [{"name": "main", "ready": true, "restartCount": 0,
                  "state": {"running": {}}}]}}
                """);
        api.says("/api/v1/namespaces/default/pods/app-1" + LOG, 200, "login with password=geheim3\n");
        api.says("/api/v1/namespaces/default/pods/app-1" + LOG + "&previous=true", 200, "panic\n");
        api.has("/api/v1/events?limit=500", """
                {"type": "Warning", "reason": "BackOff", "lastTimestamp": "2026-11-30T09:14:00Z", "count": 12,
                 "message": "Back-off restarting failed container", "involvedObject":
                 {"kind": "Pod", "namespace": "default", "name": "app-1"}}
                """, """
                {"type": "Normal", "reason": "Scheduled", "lastTimestamp": "2026-11-30T09:10:00Z",
                 "message": "assigned", "involvedObject": {"kind": "Pod", "namespace": "default", "name": "app-1"}}
                """);
        api.has("/api/v1/namespaces/kube-system/configmaps?limit=20", """
                {"metadata": {"name": "kubeadm-config"}, "data": {"ClusterConfiguration": "a: 1\\ntoken: geheim4\\n"}}
                """);
        api.has(
                "/apis/certificates.k8s.io/v1/certificatesigningrequests?limit=500",
                "{\"spec\": {\"request\": \"REQUESTBYTES\"}}");
        api.says(
                "/apis/storage.k8s.io/v1/storageclasses?limit=500",
                403,
                "{\"kind\": \"Status\", \"message\": \"storageclasses is forbidden\"}");
    }

    private Path archive() {
        return folder.resolve("diagnosis.tar.gz");
    }

    private Archived diagnose(Optional<Context> context, String... hosts) throws InterruptedException {
        Order order = new Order(
                "demo",
                context,
                "there is no kubeconfig",
                List.of(hosts).stream().map(ClusterDiagnosisTest::host).toList(),
                look,
                10,
                time,
                folder,
                archive());
        return new ClusterDiagnosis(order, new Machines(), CLOCK).archive();
    }

    /// This machine is every host but one.
    private static final class Machines implements Shells {
        @Override
        public Shell on(Host host) {
            if (host.name().equals("gone")) {
                throw new KprovException(
                        Problem.of(ExitCode.UNREACHABLE, "cannot reach gone", "nobody answers", "switch gone on"));
            }
            return ControllerShell.here();
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    private static Script script(String text) {
        return new Script("look", text, Map.of(), Map.of(), Set.of());
    }

    private static Host host(String name) {
        return new Host(name, name, name, Set.of(Role.WORKER), Map.of(), List.of(), new Access.Local(), Become.NONE);
    }

    private static Map<String, String> content(Path archive) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.getMode() & 0777).isEqualTo(0600);
                files.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
