package dev.kprov.profile.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.Installers;
import dev.kprov.policy.OnFailure;
import dev.kprov.problem.KprovException;
import dev.kprov.profile.Dialect;
import dev.kprov.profile.Endpoint;
import dev.kprov.profile.Network;
import dev.kprov.profile.Packages;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Runtime;
import dev.kprov.profile.Timeouts;
import dev.kprov.profile.Verification;
import dev.kprov.yaml.InvalidFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileFileTest {
    private static final Path INVALID = Path.of("src/test/resources/dev/kprov/profile/invalid");
    private static final Map<String, Dialect> DIALECTS = Installers.dialects();
    private static final String LEAST = """
        apiVersion: kprov/v1
        installer: kubeadm
        kubernetes: {version: 1.36.4}
        """;

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> tells_all_problems_of() throws IOException {
        return InvalidFiles.in(INVALID, file -> ProfileFile.read(file, DIALECTS));
    }

    @Test
    void defaults() throws IOException {
        Profile profile = read(LEAST);
        String upstream = "https://pkgs.k8s.io/core:/stable:/v1.36/deb/";
        assertThat(profile)
                .isEqualTo(new Profile(
                        "site",
                        Optional.empty(),
                        "kubeadm",
                        "1.36.4",
                        new Network(
                                "10.244.0.0/16",
                                "10.96.0.0/12",
                                "cluster.local",
                                Network.Plugin.FLANNEL,
                                Optional.empty()),
                        Optional.empty(),
                        new Runtime("containerd", Optional.empty()),
                        new Packages(
                                new Packages.Repository(upstream, "/", "", upstream + "Release.key"), Optional.empty()),
                        Map.of(),
                        new Timeouts(Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofMinutes(5)),
                        Verification.DEFAULT,
                        new OnFailure.Finish(),
                        profile.settings(),
                        profile.source()));
    }

    @Test
    void full_mapping() throws IOException {
        Profile profile = read("""
            apiVersion: kprov/v1
            installer: kubeadm
            kubernetes: {version: 1.37.0-rc.1}
            network:
              podCidr: fd00:10:244::/48
              serviceCidr: fd00:10:96::/112
              dnsDomain: k8s.example.com
              plugin: cilium
              manifest: cni/cilium.yaml
            api: {endpoint: "[fd00::10]:8443"}
            runtime: {package: containerd.io, version: "1.6.20~ds1-1+b1"}
            packages:
              kubernetes: {url: "http://10.0.0.2/k8s/", key: keys/k8s.asc}
              runtime: {url: "https://m.example.com/debian", suite: bookworm, components: main contrib, key: "https://m.example.com/key"}
            images: {mirrors: {registry.k8s.io: ["http://10.0.0.2:5000", "https://b"], _default: ["https://c"]}}
            timeouts: {connect: 500ms, step: 1h30m, verify: 24h, retry: 30s}
            verification:
              level: deep
              window: 10s
              defaultStorageClass: true
              probeImage: registry.example.com/busybox:1
              externalName: example.com
              cordoned: [worker-1]
              otherNodes: [spare-1, spare-2]
            onFailure: tolerate=2
            kubeadm:
              kubeletConfiguration: {failCgroupV1: false, maxPods: 200}
              clusterConfiguration: {apiServer: {certSANs: [a, no, 1.5]}, dns: }
            """);
        assertThat(profile.kubernetesVersion()).isEqualTo("1.37.0-rc.1");
        assertThat(profile.network())
                .isEqualTo(new Network(
                        "fd00:10:244::/48",
                        "fd00:10:96::/112",
                        "k8s.example.com",
                        Network.Plugin.CILIUM,
                        Optional.of(folder.resolve("cni/cilium.yaml").toString())));
        assertThat(profile.apiEndpoint()).hasValue(new Endpoint("fd00::10", 8443));
        assertThat(profile.runtime()).isEqualTo(new Runtime("containerd.io", Optional.of("1.6.20~ds1-1+b1")));
        assertThat(profile.packages())
                .isEqualTo(new Packages(
                        new Packages.Repository(
                                "http://10.0.0.2/k8s/",
                                "/",
                                "",
                                folder.resolve("keys/k8s.asc").toString()),
                        Optional.of(new Packages.Repository(
                                "https://m.example.com/debian",
                                "bookworm",
                                "main contrib",
                                "https://m.example.com/key"))));
        assertThat(profile.imageMirrors())
                .containsExactly(
                        Map.entry("registry.k8s.io", List.of("http://10.0.0.2:5000", "https://b")),
                        Map.entry("_default", List.of("https://c")));
        assertThat(profile.timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofMillis(500), Duration.ofMinutes(90), Duration.ofDays(1), Duration.ofSeconds(30)));
        assertThat(profile.verification())
                .isEqualTo(new Verification(
                        Verification.Level.DEEP,
                        Duration.ofSeconds(10),
                        true,
                        Verification.Hold.ONE_LOOK,
                        new Verification.Probe("registry.example.com/busybox:1", Optional.of("example.com")),
                        new Verification.Exceptions(Set.of("worker-1"), Set.of("spare-1", "spare-2"))));
        assertThat(profile.onFailure()).isEqualTo(new OnFailure.Tolerate(2));
        assertThat(profile.settings())
                .hasToString("KubeadmSettings[documents={kubeletConfiguration={failCgroupV1=false, maxPods=200},"
                        + " clusterConfiguration={apiServer={certSANs=[a, no, 1.5]}, dns=null}}]");
    }

    @ParameterizedTest
    @CsvSource({
        "k8s.example.com:6443, k8s.example.com:6443",
        "k8s.example.com, k8s.example.com:6443",
        "10.0.0.10:443, 10.0.0.10:443",
        "'\"[fd00::10]\"', '[fd00::10]:6443'"
    })
    void endpoints(String written, String read) throws IOException {
        assertThat(read(LEAST + "api: {endpoint: " + written + "}\n").apiEndpoint())
                .map(Endpoint::toString)
                .hasValue(read);
    }

    @Test
    void an_unknown_installer_is_told_without_blaming_its_block() throws IOException {
        assertThatThrownBy(() -> read("""
                apiVersion: kprov/v1
                installer: kubadm
                kubernetes: {version: 1.36.4}
                kubeadm: {kubeletConfiguration: {maxPods: 200}}
                """))
                .isInstanceOfSatisfying(
                        KprovException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.what()).isEqualTo("installer \"kubadm\" is not known");
                            assertThat(problem.why())
                                    .isEqualTo("valid here: kind, kops, kubeadm, kubespray, minikube, script");
                            assertThat(problem.remedy()).isEqualTo("did you mean kubeadm?");
                        }));
    }

    @Test
    void each_installer_reads_its_own_block() throws IOException {
        Profile profile = read(LEAST.replace("kubeadm", "kind") + "kind: {provider: podman, nodes: {workers: 2}}\n");
        assertThat(profile.settings().toString()).contains("provider=PODMAN", "workers=2");
    }

    @Test
    void a_manifest_may_be_a_url_and_is_left_as_it_is() throws IOException {
        String url = "https://example.com/a.yaml?b=c";
        assertThat(read(LEAST + "network: {plugin: manifest, manifest: \"" + url + "\"}\n")
                        .network()
                        .manifest())
                .hasValue(url);
    }

    @Test
    void every_shipped_profile_is_valid() throws IOException {
        try (Stream<Path> profiles = Files.list(Path.of("profiles"))) {
            List<String> names = profiles.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> ProfileFile.read(file, DIALECTS))
                    .map(Profile::name)
                    .toList();
            assertThat(names).contains("kubeadm", "k3s", "the-hard-way");
        }
    }

    private Profile read(String text) throws IOException {
        return ProfileFile.read(Files.writeString(folder.resolve("site.yaml"), text), DIALECTS);
    }
}
