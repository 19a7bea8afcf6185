package dev.kprov.lab;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/// A machine of the lab: systemd, sshd and, unless it is bare, containerd.
final class LabHost implements AutoCloseable {
    enum Kind {
        WITH_CONTAINERD("image.host"),
        BARE("image.bare"),
        /// As minikube's drivers ssh and none want it.
        MINIKUBE("minikube.host.image"),
        /// With Python, for Ansible.
        KUBESPRAY("kubespray.host.image");

        private final String key;

        Kind(String key) {
            this.key = key;
        }
    }

    /// Who logs in: `root`; `deploy`, whose sudo asks for nothing; `ops`, whose sudo asks for a password.
    enum Login {
        ROOT("method: none"),
        DEPLOY("method: sudo"),
        OPS("method: sudo, password: \"${FILE:%s}\"");

        private final String become;

        Login(String become) {
            this.become = become;
        }
    }

    private final LabSettings lab;
    private final String name;
    private final GenericContainer<?> container;

    private LabHost(LabSettings lab, String name, GenericContainer<?> container) {
        this.lab = lab;
        this.name = name;
        this.container = container;
    }

    /// Starts hosts side by side.
    static List<LabHost> start(LabSettings lab, Map<String, Kind> hosts) {
        return hosts.entrySet().parallelStream()
                .map(host -> start(lab, host.getKey(), host.getValue()))
                .sorted(java.util.Comparator.comparing(LabHost::name))
                .toList();
    }

    /// Starts many hosts that have a sshd and nothing else that runs.
    static List<LabHost> startLight(LabSettings lab, List<String> names, Kind kind) {
        return names.parallelStream()
                .map(name -> startLight(lab, name, kind))
                .sorted(java.util.Comparator.comparing(LabHost::name))
                .toList();
    }

    @SuppressWarnings("resource") // closed by LabHost
    private static LabHost startLight(LabSettings lab, String name, Kind kind) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(lab.get(kind.key)))
                .withTmpFs(Map.of("/run", "", "/tmp", ""))
                .withLabel(lab.get("label"), "host")
                .withCreateContainerCmdModifier(command -> {
                    settle(lab, name, command);
                    command.withEntrypoint("sh", "-c", """
                            tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id
                            mkdir -p /run/sshd && rm -f /run/nologin && ssh-keygen -A && exec /usr/sbin/sshd -D""");
                })
                .waitingFor(Wait.forSuccessfulCommand("pgrep -x sshd").withStartupTimeout(Duration.ofMinutes(3)));
        container.start();
        return new LabHost(lab, name, container);
    }

    @SuppressWarnings("resource") // closed by LabHost
    static LabHost start(LabSettings lab, String name, Kind kind) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(lab.get(kind.key)))
                .withPrivilegedMode(true)
                .withTmpFs(Map.of("/run", "", "/tmp", ""))
                .withLabel(lab.get("label"), "host")
                // What systemd makes the machine's id of: every host is one of its own.
                .withEnv("container_uuid", UUID.randomUUID().toString())
                .withCreateContainerCmdModifier(command -> settle(lab, name, command))
                .waitingFor(
                        Wait.forSuccessfulCommand("systemctl is-active -q ssh lab-boot || systemctl is-active -q ssh")
                                .withStartupTimeout(Duration.ofMinutes(3)));
        container.start();
        return new LabHost(lab, name, container);
    }

    private static void settle(LabSettings lab, String name, CreateContainerCmd command) {
        HostConfig config = Objects.requireNonNull(command.getHostConfig());
        config.withCgroupnsMode("private").withNetworkMode(lab.get("network")).withDns(lab.get("mirror.address"));
        config.withBinds(com.github.dockerjava.api.model.Bind.parse("/dev/kmsg:/dev/kmsg"));
        command.withHostName(name)
                .withStopSignal("SIGRTMIN+3")
                .withVolumes(
                        new Volume("/var/lib/containerd"), new Volume("/var/lib/kubelet"), new Volume("/var/lib/etcd"));
    }

    String name() {
        return name;
    }

    String address() {
        return container
                .getContainerInfo()
                .getNetworkSettings()
                .getNetworks()
                .get(lab.get("network"))
                .getIpAddress();
    }

    String hostKey() {
        return run("ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub").split(" ", -1)[1];
    }

    /// Runs a shell command as root and returns what it prints; a failure fails the test.
    String run(String command) {
        ExecResult result = exec(command);
        if (result.getExitCode() != 0) {
            throw new AssertionError(name + ": " + command + " ended with " + result.getExitCode() + ": "
                    + result.getStdout() + result.getStderr());
        }
        return result.getStdout().strip();
    }

    /// Writes a file; its content is in no command line.
    void put(String path, String content) {
        container.copyFileToContainer(Transferable.of(content), path);
    }

    /// Brings a program of this machine there.
    void copy(Path program, String path) {
        container.copyFileToContainer(MountableFile.forHostPath(program, 0755), path);
    }

    /// Installs a package that the lab has downloaded for its mirror, past the mirror.
    void install(String name) {
        try (Stream<Path> files = Files.list(Path.of(lab.get("lab"), "build", "runtime-debs"))) {
            Path deb = files.filter(file -> file.getFileName().toString().startsWith(name + "_"))
                    .findFirst()
                    .orElseThrow();
            container.copyFileToContainer(MountableFile.forHostPath(deb), "/root/" + name + ".deb");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("dpkg -i /root/" + name + ".deb");
    }

    ExecResult exec(String command) {
        try {
            return container.execInContainer("bash", "-c", command);
        } catch (IOException e) {
            throw new AssertionError(name + ": " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(name + ": interrupted", e);
        }
    }

    /// Everything that an administrator could find changed: files with owner and mode, packages, holds, parameters.
    List<String> inventory() {
        return run("cd / && { find etc opt var/lib/kprov -printf '%p %M %u:%g %l\\n' 2>/dev/null; "
                        + "find etc opt var/lib/kprov -type f ! -name ld.so.cache -exec sha256sum {} + 2>/dev/null; "
                        + "dpkg-query -W -f '${Package} ${Version} ${db:Status-Abbrev}\\n'; apt-mark showhold; "
                        + "sysctl net.ipv4.ip_forward; systemctl is-active containerd kubelet; true; }")
                .lines()
                .sorted()
                .toList();
    }

    /// How that differs now, each line with `+` or `-`.
    List<String> changedSince(List<String> before) {
        List<String> now = inventory();
        return Stream.concat(
                        now.stream().filter(line -> !before.contains(line)).map(line -> "+ " + line),
                        before.stream().filter(line -> !now.contains(line)).map(line -> "- " + line))
                .toList();
    }

    /// The reset button: what is in memory is gone, and so are the connections; the address stays.
    void restart() {
        container
                .getDockerClient()
                .restartContainerCmd(container.getContainerId())
                .withTimeout(10)
                .exec();
    }

    /// Pulls the network cable for a while.
    void cutOff(Duration time) throws InterruptedException {
        String route = run("ip route show default");
        unplug();
        Thread.sleep(time);
        run("ip link set eth0 up" + (route.isEmpty() ? "" : " && ip route replace " + route));
    }

    /// Pulls the network cable for good. The engine goes on to keep the address, which a host of another test would
    /// get if the container were stopped or taken from the network.
    void unplug() {
        run("ip link set eth0 down");
    }

    /// Ends every login at once, as a firewall that forgets its connections does.
    void dropLogins() {
        run("pkill -KILL -f '^sshd: .*@notty' || pkill -KILL -f '^sshd-session: .*@notty'");
    }

    /// Waits until a process with this command line runs.
    void awaitProcess(String pattern) {
        run("timeout 180 bash -c \"until pgrep -f '%s' >/dev/null; do sleep 0.1; done\"".formatted(pattern));
    }

    /// The steps that ran here, each as often as it was started.
    List<String> startedSteps() {
        return run("journalctl -o cat | sed -nE 's/^Started kprov-[0-9]{8}-[0-9]{6}-[0-9a-f]{4}\\.([a-z0-9-]+)\\.service.*/\\1/p'")
                .lines()
                .toList();
    }

    /// Stands still for a while, as a virtual machine that its hypervisor suspends.
    void freeze(Duration time) throws InterruptedException {
        freeze();
        Thread.sleep(time);
        thaw();
    }

    /// Stands still from now on.
    void freeze() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    void thaw() {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    /// A firewall that answers every packet of every connection with a reset.
    void resetConnections(Duration time) throws InterruptedException {
        run("iptables -I INPUT ! -i lo -p tcp -j REJECT --reject-with tcp-reset");
        Thread.sleep(time);
        run("iptables -D INPUT ! -i lo -p tcp -j REJECT --reject-with tcp-reset");
    }

    void stopSshd(Duration time) throws InterruptedException {
        run("systemctl stop ssh");
        dropLogins();
        Thread.sleep(time);
        run("systemctl start ssh");
    }

    /// This host in an inventory.
    String entry(String role, Login login) {
        return entry(role, login, hostKey());
    }

    String entry(String role, Login login, String hostKey) {
        return """
                - name: %s
                    address: %s
                    roles: [%s]
                    ssh: {user: %s, identityFile: %s, hostKey: "%s"}
                    become: {%s}
                """.formatted(
                        name,
                        address(),
                        role,
                        login.name().toLowerCase(java.util.Locale.ROOT),
                        lab.get("ssh.key"),
                        hostKey,
                        login.become.formatted(lab.get("ops.password.file")));
    }

    @Override
    public void close() {
        container.stop();
    }
}
