package dev.kprov.installer.kubeadm;

import dev.kprov.observe.Facts;
import dev.kprov.observe.HostFacts;
import dev.kprov.profile.Packages.Repository;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Value;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The files that kprov puts on a host and what belongs into them; the same texts decide what is already so.
final class HostFiles {
    static final String MODULES = "/etc/modules-load.d/kprov.conf";
    static final String SYSCTL = "/etc/sysctl.d/90-kprov.conf";
    static final String KUBERNETES_LIST = "/etc/apt/sources.list.d/kubernetes.list";
    static final String KUBERNETES_KEY = "/etc/apt/keyrings/kubernetes-apt-keyring.asc";
    static final String RUNTIME_LIST = "/etc/apt/sources.list.d/kprov-runtime.list";
    static final String RUNTIME_KEY = "/etc/apt/keyrings/kprov-runtime.asc";
    static final String PIN = "/etc/apt/preferences.d/kprov-kubernetes";
    /// Lists the files that kprov wrote, with copies of what was there beside it.
    static final String WRITTEN = "/var/lib/kprov/files";
    /// There from the begin of `kubeadm init` to its end.
    static final String INITIALIZING = "/var/lib/kprov/initializing";
    /// Lists the packages that kprov brought; it outlives a `down` that leaves them there.
    static final String BROUGHT = "/var/lib/kprov/packages";

    static final Set<String> HASHED =
            Set.of(MODULES, SYSCTL, KUBERNETES_LIST, KUBERNETES_KEY, RUNTIME_LIST, RUNTIME_KEY, PIN);

    /// Of the host's preparation in the Kubernetes documentation, "Container Runtimes".
    private static final Map<String, String> SYSCTLS = new TreeMap<>(Map.of(
            "net.ipv4.ip_forward", "1",
            "net.bridge.bridge-nf-call-iptables", "1",
            "net.bridge.bridge-nf-call-ip6tables", "1"));

    private HostFiles() {}

    /// Kernel parameters that the hosts of this cluster need. Forwarding of IPv6 is left alone where nothing needs
    /// it: with it, a host no longer takes its default route from router advertisements.
    static Map<String, String> sysctls(Profile profile) {
        Map<String, String> sysctls = new TreeMap<>(SYSCTLS);
        if (KubeadmConfig.podNetworks(profile).stream()
                .anyMatch(pods -> pods.address().isIpv6())) {
            sysctls.put("net.ipv6.conf.all.forwarding", "1");
        }
        return sysctls;
    }

    static Map<String, String> kernel(Profile profile) {
        StringBuilder sysctl = new StringBuilder("# Written by kprov.\n");
        sysctls(profile)
                .forEach((name, value) ->
                        sysctl.append(name).append(" = ").append(value).append('\n'));
        return Map.of(
                MODULES,
                "# Written by kprov.\n" + String.join("\n", KubeadmInstaller.MODULES) + "\n",
                SYSCTL,
                sysctl.toString());
    }

    static Map<String, String> packages(Profile profile, Facts facts, boolean runtime) {
        Map<String, String> files = new LinkedHashMap<>();
        Repository kubernetes = profile.packages().kubernetes();
        files.put(KUBERNETES_LIST, list(kubernetes, KUBERNETES_KEY));
        files.put(KUBERNETES_KEY, armored(document(facts, kubernetes.key())));
        files.put(
                PIN,
                "# Written by kprov.\nPackage: kubeadm kubelet kubectl\nPin: version " + profile.kubernetesVersion()
                        + "-*\nPin-Priority: 1001\n");
        profile.packages().runtime().filter(repository -> runtime).ifPresent(repository -> {
            files.put(RUNTIME_LIST, list(repository, RUNTIME_KEY));
            files.put(RUNTIME_KEY, armored(document(facts, repository.key())));
        });
        return files;
    }

    /// Whether every file has this content on the host.
    static boolean present(HostFacts facts, Map<String, String> files) {
        return files.entrySet().stream()
                .allMatch(file ->
                        sha256(file.getValue()).equals(facts.files().hashes().get(file.getKey())));
    }

    static Value text(Map<String, String> files, String path) {
        return Value.of(files.getOrDefault(path, ""));
    }

    private static String list(Repository repository, String key) {
        return "# Written by kprov.\ndeb [signed-by=%s] %s %s%s\n"
                .formatted(
                        key,
                        repository.url(),
                        repository.suite(),
                        repository.components().isEmpty() ? "" : " " + repository.components());
    }

    private static String document(Facts facts, String location) {
        String text = facts.documents().get(location);
        if (text == null) {
            throw new IllegalArgumentException("nobody read " + location);
        }
        return text;
    }

    /// apt takes a key as `.asc` only in ASCII armor (RFC 9580, 6.2; the checksum is optional there); a binary key,
    /// read byte for byte, is put into it.
    private static String armored(String key) {
        if (key.startsWith("-----BEGIN PGP")) {
            return key;
        }
        String body =
                Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getBytes(StandardCharsets.ISO_8859_1));
        return "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n" + body + "\n-----END PGP PUBLIC KEY BLOCK-----\n";
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
