package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A real cluster of three hosts that tests break and mend. Faults that do not hide each other are made at once; each
/// has its check, and its cause is named. Mended, the same cluster must pass.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClusterToBreak {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATIENCE = "8s";

    final LabSettings lab = LabSettings.load();
    private final List<String> falseSuccesses = new ArrayList<>();
    private final List<String> falseAlarms = new ArrayList<>();
    private int faults;
    private final List<String> odd = new ArrayList<>();

    List<LabHost> hosts = List.of();
    Workplace place = new Workplace(Path.of("."));

    /// In place of a check's id.
    static final String ANY = "any";

    /// @param check its id, or any
    /// @param cause what it says was found
    record Fault(String check, String cause) {}

    @BeforeAll
    void start(@TempDir Path folder) {
        place = new Workplace(folder);
        make();
    }

    void make() {
        made(profile());
    }

    /// The lab's, but what was away is back soon.
    String profile() {
        return lab.profile().replace("  kubeletConfiguration:\n", """
              kubeletConfiguration:
                fileCheckFrequency: 1s
                crashLoopBackOff: {maxContainerRestartPeriod: 10s}
            """);
    }

    /// One control plane and two workers.
    Done made(String profile) {
        start("cp-1", "worker-1", "worker-2");
        return up(
                profile,
                hosts.get(0).entry("control-plane", Login.ROOT),
                hosts.get(1).entry("worker", Login.ROOT),
                hosts.get(2).entry("worker", Login.ROOT));
    }

    void start(String... names) {
        hosts = LabHost.start(
                lab, Stream.of(names).collect(Collectors.toMap(name -> name, name -> Kind.WITH_CONTAINERD)));
    }

    Done up(String profile, String... entries) {
        Done up = place.profile(profile).inventory(entries).kprov("up", "--profile", "kubeadm");
        assertThat(up.exitCode()).as(up.all()).isZero();
        return up;
    }

    @AfterAll
    void stop() {
        hosts.forEach(LabHost::close);
        System.out.println(getClass().getSimpleName() + ": " + faults + " faults, " + falseSuccesses.size()
                + " false successes " + falseSuccesses + ", " + falseAlarms.size() + " false alarms " + falseAlarms
                + "; " + odd.size() + " odd and sound: " + odd);
    }

    /// Puts a file of these tests onto the control plane.
    String file(String name) {
        String path = "/root/" + name + ".yaml";
        hosts.get(0).put(path, text(name + ".yaml").replace("COREDNS", coreDns()));
        return path;
    }

    static String text(String resource) {
        try (InputStream in = BrokenClusterLab.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String coreDns() {
        return kubectl("-n kube-system get deployment coredns -o jsonpath='{.spec.template.spec.containers[0].image}'");
    }

    Done verify() {
        return verify(PATIENCE);
    }

    Done verify(String patience, String... more) {
        return verify(known(), patience, more);
    }

    /// What a verification is told of the cluster.
    List<String> known() {
        return List.of("--profile", "kubeadm");
    }

    Done stranger(String kubeconfig, String... more) {
        return verify(List.of("--kubeconfig", kubeconfig), PATIENCE, more);
    }

    private Done verify(List<String> cluster, String patience, String... more) {
        return place.kprov(
                Stream.of(Stream.of("verify", "--timeout", patience, "-o", "json"), cluster.stream(), Stream.of(more))
                        .flatMap(arguments -> arguments)
                        .toArray(String[]::new));
    }

    void kubeconfig(String name, String filter) {
        place.write(name, hosts.get(0).run(filter + " </etc/kubernetes/admin.conf"));
    }

    /// Each of them was found, by its check and with its cause.
    void found(Done verify, Fault... made) {
        List<String> wrong = new ArrayList<>();
        for (Fault fault : made) {
            faults++;
            JsonNode check = fault.check().equals(ANY) ? open(verify, fault.cause()) : check(verify, fault.check());
            String verdict = check.path("verdict").asText();
            if (verify.exitCode() == 0 || verdict.equals("passed")) {
                falseSuccesses.add(fault.toString());
            }
            String told =
                    check.path("detail").asText() + " " + check.path("remedy").asText();
            if (!List.of("failed", "unknown").contains(verdict) || !told.contains(fault.cause())) {
                wrong.add(fault + " but was told: " + check);
            }
        }
        assertThat(wrong).as(verify.err()).isEmpty();
        assertThat(verify.exitCode()).as(verify.err()).isEqualTo(1);
    }

    /// A check that did not pass for this cause.
    private static JsonNode open(Done verify, String cause) {
        try {
            for (JsonNode check : JSON.readTree(verify.out()).path("checks")) {
                if (!check.path("verdict").asText().equals("passed")
                        && check.path("detail").asText().contains(cause)) {
                    return check;
                }
            }
        } catch (IOException e) {
            throw new AssertionError(verify.all(), e);
        }
        return JSON.createObjectNode();
    }

    static JsonNode check(Done verify, String id) {
        try {
            for (JsonNode check : JSON.readTree(verify.out()).path("checks")) {
                if (check.path("id").asText().equals(id)) {
                    return check;
                }
            }
        } catch (IOException e) {
            throw new AssertionError(verify.all(), e);
        }
        return JSON.createObjectNode();
    }

    /// And nothing that is no fault is told as one.
    void mended() {
        passes(verify("2m"));
    }

    /// So it is, although it looks like a fault in these ways.
    void sound(Done verify, String... ways) {
        passes(verify);
        odd.addAll(List.of(ways));
    }

    private void passes(Done verify) {
        if (verify.exitCode() != 0) {
            falseAlarms.add(verify.err());
        }
        assertThat(verify.exitCode()).as(verify.all()).isZero();
    }

    String kubectl(String arguments) {
        return hosts.get(0).run("export KUBECONFIG=/etc/kubernetes/admin.conf; kubectl " + arguments);
    }

    /// Writes an object down as it can be made again.
    void save(String namespace, String kind, String name) {
        kubectl("-n " + namespace + " get " + kind + " " + name + " -o yaml | sed '/^  resourceVersion:/d; /^  uid:/d'"
                + " >/root/" + name + ".yaml");
    }

    void await(String arguments) {
        await(arguments, 60);
    }

    void await(String arguments, int seconds) {
        hosts.get(0)
                .run("export KUBECONFIG=/etc/kubernetes/admin.conf; timeout " + seconds + " bash -c 'until (kubectl "
                        + arguments.replace("'", "'\\''") + ") >/dev/null 2>&1; do sleep 0.3; done'");
    }
}
