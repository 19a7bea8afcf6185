package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The life of a cluster, one failure in it, with every secret known to the test: where else can it be found?
@LabOfHosts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretLab {
    private static final String REGISTRY = "registry-password";
    private static final String MIRRORS = "/etc/containerd/certs.d/registry.k8s.io/hosts.toml";

    /// What passes through a shell, a prompt, YAML and JSON on its way.
    private static final String HARD_TO_QUOTE = " \"$(id)\\n'%s";

    private final LabSettings lab = LabSettings.load();
    private final List<Canary> canaries = new ArrayList<>(List.of(
            new Canary("sudo-password-of-cp-1", "quiet-otter-4711" + HARD_TO_QUOTE),
            new Canary("sudo-password-of-worker-1", "brave-heron-0815" + HARD_TO_QUOTE),
            new Canary("passphrase", "sleepy-badger-2342" + HARD_TO_QUOTE),
            new Canary(REGISTRY, "cmVnaXN0cnk6c2hpbnktbmV3dC0xMjM0")));
    private final List<String> said = new ArrayList<>();
    private final List<String> foundOnHosts = new ArrayList<>();
    private final List<String> commandLine = new ArrayList<>();

    private List<LabHost> hosts = List.of();
    private List<String> seenByHosts = List.of();
    private String modesOfMirrors = "";
    private String merged = "";
    private Path folder = Path.of(".");
    private Path vault = Path.of(".");
    private Workplace place = new Workplace(Path.of("."));

    @BeforeAll
    void live(@TempDir Path folder, @TempDir Path vault) throws IOException, InterruptedException {
        this.folder = folder;
        this.vault = vault;
        hosts = LabHost.start(lab, Map.of("cp-1", Kind.WITH_CONTAINERD, "worker-1", Kind.WITH_CONTAINERD));
        hosts.parallelStream().forEach(this::dress);
        Files.createDirectory(folder.resolve("tmp"));
        place = new Workplace(folder)
                .umask("000")
                .with("SUDO_OF_CP_1", canaries.get(0).core())
                .with("PASSPHRASE", canaries.get(2).core())
                .with("KPROV_JAVA_OPTS", "-Duser.home=" + folder + " -Djava.io.tmpdir=" + folder.resolve("tmp"))
                .profile(lab.profile())
                .inventory(entry(0, "${ENV:SUDO_OF_CP_1}"), entry(1, "${FILE:" + vault.resolve("sudo") + "}"));
        Files.writeString(vault.resolve("sudo"), canaries.get(1).core() + "\n");
        lockKey();
        hosts.forEach(SecretLab::makeTalkative);
        hosts.forEach(SecretLab::watch);

        up();
        fail();
        ask();
        findSecrets();
        hosts.forEach(this::search);
        say(0, "down", "-v", "--profile", "kubeadm", "--yes");
        hosts.forEach(this::search);
        seenByHosts = hosts.stream()
                .flatMap(host -> host.run("systemctl stop watch; cat /dev/shm/watched")
                        .lines()
                        .map(line -> host.name() + " " + line))
                .toList();
    }

    /// Both hosts ask for a password of their own, log what sudo does, and have a login for a registry.
    private void dress(LabHost host) {
        Canary password = canaries.get(hosts.indexOf(host));
        host.run("chpasswd <<<'ops:%s'".formatted(password.core().replace("'", "'\\''")));
        host.run("echo 'Defaults logfile=/var/log/sudo.log' >/etc/sudoers.d/log");
        host.run(
                "install -D -m 0600 /dev/stdin %s <<'EOF'\n[host.\"http://192.0.2.9:5000\".header]\n".formatted(MIRRORS)
                        + "authorization = [\"Basic " + canaries.get(3).core() + "\"]\nEOF");
    }

    /// A kubeadm that says more than it should, as a later version or a wrapper of the site's might.
    private static void makeTalkative(LabHost host) {
        host.put("/root/kubeadm", """
                #!/bin/bash
                for file in "$@"; do
                    case $1.$file in
                        init.*.yaml | join.*.yaml)
                            cat "$file" >&2
                            sed -nE 's/.*token: *"?([a-z0-9.]+).*/talkative: the token is \\1./p' "$file" >&2
                            ;;
                    esac
                done
                exec /usr/bin/kubeadm "$@"
                """);
        host.run("install -m 0755 /root/kubeadm /usr/local/sbin/kubeadm; rm /root/kubeadm");
    }

    private String entry(int host, String password) {
        return hosts.get(host)
                .entry(host == 0 ? "control-plane" : "worker", Login.OPS)
                .replace("${FILE:" + lab.get("ops.password.file") + "}", password)
                .replace(
                        lab.get("ssh.key") + ",",
                        host == 0
                                ? lab.get("ssh.key") + ","
                                : vault.resolve("key") + ", passphrase: \"${ENV:PASSPHRASE}\",");
    }

    /// The lab's own key, behind a passphrase.
    private void lockKey() throws IOException, InterruptedException {
        Path key = Files.copy(Path.of(lab.get("ssh.key")), vault.resolve("key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        canaries.add(Canary.ofKey("login-key", Files.readString(key)));
        Process lock = new ProcessBuilder(
                        "ssh-keygen",
                        "-q",
                        "-p",
                        "-P",
                        "",
                        "-N",
                        canaries.get(2).core(),
                        "-f",
                        key.toString())
                .redirectErrorStream(true)
                .redirectOutput(vault.resolve("keygen").toFile())
                .start();
        assertThat(lock.waitFor()).as(Files.readString(vault.resolve("keygen"))).isZero();
    }

    private static void watch(LabHost host) {
        try (InputStream script = Objects.requireNonNull(SecretLab.class.getResourceAsStream("watch.pl"))) {
            String text = Base64.getEncoder().encodeToString(script.readAllBytes());
            host.run("base64 -d <<<%s >/dev/shm/watch; systemd-run -q --unit watch perl /dev/shm/watch /dev/shm/watched"
                    .formatted(text));
            host.run("timeout 20 bash -c 'until [ -s /dev/shm/watched ]; do sleep 0.1; done'");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void up() {
        Process up = place.start("up", "-v", "--profile", "kubeadm");
        hosts.get(0).awaitProcess("[k]ubeadm init");
        Stream.concat(Stream.of(up.toHandle()), up.descendants())
                .map(process -> Path.of("/proc", String.valueOf(process.pid()), "cmdline"))
                .forEach(file -> commandLine.add(read(file)));
        keep(0, place.kprov(up));
    }

    private void fail() {
        hosts.get(1).run("mount -t tmpfs -o ro tmpfs /etc/sysctl.d");
        say(5, "up", "-v", "--profile", "kubeadm");
        hosts.get(1).run("umount /etc/sysctl.d");
    }

    private void ask() {
        say(0, "plan", "-v", "-o", "json", "--profile", "kubeadm");
        say(0, "verify", "-v", "-o", "json", "--profile", "kubeadm");
        say(0, "kubeconfig", "--merge");
        merged = place.read(".kube/config");
        say(0, "runs", "-o", "json");
        say(0, "runs", "show", "last", "-v");
        say(0, "runs", "logs", "last");
    }

    private void say(int exitCode, String... arguments) {
        keep(exitCode, place.kprov(arguments));
    }

    private void keep(int exitCode, Done done) {
        assertThat(done.exitCode()).as(done.all()).isEqualTo(exitCode);
        said.add(done.all());
    }

    /// What the cluster made, as found on its hosts.
    private void findSecrets() {
        String tokens = hosts.get(0)
                .run("kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-system get secrets -o go-template='"
                        + "{{range .items}}{{with index .data \"token-secret\"}}{{.}}{{\"\\n\"}}{{end}}{{end}}'");
        tokens.lines()
                .map(token -> new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8))
                .forEach(token -> canaries.add(new Canary("bootstrap-token", token)));
        for (LabHost host : hosts) {
            String keys = host.run("for f in $(ls /etc/kubernetes/pki/*.key /etc/kubernetes/pki/etcd/*.key "
                    + "/var/lib/kubelet/pki/*current.pem); do echo \"# $f\"; sed -n '/BEGIN.*PRIVATE/,$p' $f; done; "
                    + "for f in /etc/kubernetes/*.conf; do echo \"# $f\"; "
                    + "sed -n 's/.*client-key-data: //p' $f | base64 -d; done");
            for (String key : keys.split("(?m)^# ", -1)) {
                if (key.contains("PRIVATE KEY")) {
                    String name = key.lines().findFirst().orElseThrow();
                    canaries.add(Canary.ofKey(host.name() + ":" + name, key));
                }
            }
        }
    }

    /// Everywhere but in the folders that Kubernetes keeps its secrets in.
    private void search(LabHost host) {
        modesOfMirrors +=
                host.run("stat -c %a " + MIRRORS + " /var/lib/kprov/before" + MIRRORS + " 2>/dev/null; true") + "\n";
        for (int i = 0; i < canaries.size(); i++) {
            host.put("/root/canaries/" + i, String.join("\n", canaries.get(i).forms()));
        }
        host.run("""
                cd /root/canaries
                journalctl -a -o verbose --no-pager >/var/tmp/journal
                for i in *; do
                    grep -rlaF -f $i --exclude-dir={canaries,kubernetes,rootfs,netns} \\
                        /var/log /var/lib/kprov /var/tmp /run /tmp /root /home /etc | sed "s/^/$i /"
                done
                rm -rf /root/canaries /var/tmp/journal
                """)
                .lines()
                .map(line -> canaries.get(Integer.parseInt(line.substring(0, line.indexOf(' '))))
                                .name()
                        + " in " + host.name() + ":" + line.substring(line.indexOf(' ') + 1))
                .forEach(foundOnHosts::add);
    }

    @AfterAll
    void stop() {
        hosts.forEach(LabHost::close);
    }

    @Test
    void the_test_knows_the_secrets() {
        assertThat(canaries)
                .extracting(Canary::name)
                .contains("bootstrap-token", "cp-1:/etc/kubernetes/pki/ca.key", "cp-1:/etc/kubernetes/admin.conf");
        assertThat(canaries).hasSizeGreaterThan(15);
        assertThat(canaries).anyMatch(canary -> canary.in(merged).isPresent());
    }

    @Test
    void nothing_that_is_shown_holds_a_secret() {
        String everything = String.join("\n", said) + String.join("\n", commandLine);

        assertThat(everything.contains("talkative: the token is ***.") && everything.contains("dev.kprov.Kprov"))
                .isTrue();
        assertThat(canaries.stream().filter(canary -> canary.in(everything).isPresent()))
                .isEmpty();
    }

    @Test
    void nothing_that_is_kept_here_holds_a_secret() {
        List<String> found = new ArrayList<>();
        List<Path> files = files(folder);
        for (Path file : files) {
            String text = read(file);
            canaries.stream()
                    .filter(canary -> canary.in(text).isPresent())
                    .forEach(canary -> found.add(canary.name() + " in " + file));
        }

        assertThat(files).anyMatch(file -> file.endsWith("events.ndjson"));
        assertThat(files).anyMatch(file -> file.endsWith(".kube/config"));
        assertThat(files).anyMatch(file -> file.endsWith("worker-1-diagnostics.log"));
        assertThat(found).isEmpty();
    }

    @Test
    void what_is_kept_here_is_its_owners_even_if_the_umask_says_otherwise() throws IOException {
        List<String> open = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder.resolve(".kprov"))) {
            for (Path path : Stream.concat(paths, Stream.of(folder.resolve(".kube/config")))
                    .toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                if (!mode.equals(Files.isDirectory(path) ? "rwx------" : "rw-------")) {
                    open.add(mode + " " + path);
                }
            }
        }

        assertThat(Files.exists(folder.resolve(".kprov/clusters/lab/lock"))).isTrue();
        assertThat(open).isEmpty();
    }

    @Test
    void nothing_on_the_hosts_holds_a_secret() {
        // The site's own file, and the copy that `down` gives back.
        assertThat(foundOnHosts)
                .contains(REGISTRY + " in cp-1:" + MIRRORS)
                .allMatch(found -> found.startsWith(REGISTRY) && found.endsWith(MIRRORS));
        assertThat(modesOfMirrors.split("\\s+", -1)).containsOnly("600", "");
    }

    @Test
    void no_process_of_a_host_was_given_a_secret() {
        assertSeen("cp-1 cmdline .*kubeadm init.*");
        assertSeen("worker-1 cmdline .*sudo -S.*");
        assertSeen("worker-1 environ .*KPROV_FILES=.*");
        List<String> given = new ArrayList<>();
        for (String line : seenByHosts) {
            canaries.stream()
                    .filter(canary -> canary.in(line).isPresent())
                    .forEach(canary -> given.add(canary.name() + " to " + line));
        }
        assertThat(given).isEmpty();
    }

    @Test
    void nobody_but_root_can_read_what_a_step_brings_along() {
        assertSeen("cp-1 kept .*init.yaml");
        assertThat(seenByHosts.stream().filter(line -> line.matches("\\S+ file .*")))
                .isEmpty();
    }

    private void assertSeen(String pattern) {
        assertThat(seenByHosts.stream().anyMatch(line -> line.matches(pattern)))
                .as(pattern)
                .isTrue();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every byte as a letter: not all of it is text.
    private static String read(Path file) {
        try {
            if (file.toString().endsWith(".gz")) {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                }
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
