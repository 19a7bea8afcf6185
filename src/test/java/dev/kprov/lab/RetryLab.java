package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.Await;
import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Faults of package managers and mirrors: those that pass are waited for, those that do not are named.
@LabOfHosts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetryLab {
    /// A package whose installation hangs as long as there is a file, and with it the locks of dpkg.
    private static final String SLOW_PACKAGE = """
            set -e; mkdir -p /root/slow/DEBIAN; cd /root
            printf 'Package: slow\\nVersion: 1\\nArchitecture: all\\nMaintainer: lab\\nDescription: slow\\n' >slow/DEBIAN/control
            printf '#!/bin/sh\\nwhile [ -e /root/hang ]; do sleep 0.2; done\\n' >slow/DEBIAN/postinst
            chmod 755 slow/DEBIAN/postinst
            dpkg-deb -b slow slow.deb >/dev/null
            touch hang
            setsid dpkg -i slow.deb >/dev/null 2>&1 </dev/null &
            timeout 60 bash -c "until pgrep -f '[s]low.postinst' >/dev/null; do sleep 0.1; done"
            """;

    private final LabSettings lab = LabSettings.load();

    @TempDir
    private Path folder;

    private List<LabHost> hosts = List.of();
    private Workplace place = new Workplace(Path.of("."));

    @BeforeAll
    void start() {
        hosts = LabHost.start(lab, Map.of("cp-1", Kind.WITH_CONTAINERD, "worker-1", Kind.WITH_CONTAINERD));
    }

    @AfterAll
    void stop() {
        hosts.forEach(LabHost::close);
    }

    @AfterEach
    void clean() {
        hosts.forEach(host -> host.run("rm -f /root/hang; while pgrep -x dpkg >/dev/null; do sleep 0.1; done"));
        Done down = place.kprov("down", "--profile", "kubeadm", "--yes");
        assertThat(down.exitCode()).as(down.all()).isZero();
        hosts.forEach(host -> assertThat(host.run("ls -d /var/lib/kprov/steps /run/kprov* 2>/dev/null; true"))
                .as(host.name())
                .isEmpty());
    }

    @Test
    void what_passes_is_waited_for_and_ends_in_a_verified_cluster() {
        try (FaultyMirror mirror = FaultyMirror.start(lab)) {
            place = workplace(mirror.profile());
            mirror.answer("manifests", "503");
            mirror.answer("packages", "503");
            LabHost interrupted = hosts.get(0);
            interrupted.run(SLOW_PACKAGE);
            interrupted.run("pkill -KILL -x dpkg; rm /root/hang; ls /var/lib/dpkg/updates | grep -q .");
            LabHost locked = hosts.get(1);
            locked.run(SLOW_PACKAGE);
            String holder = locked.run("pgrep -x dpkg");

            Process up = place.start("up", "--profile", "kubeadm");
            awaitWords(
                    up,
                    "another attempt to download http://" + mirror.address() + "/manifests/kube-flannel.yml, 2 failed");
            mirror.answer("manifests", "well");
            awaitWords(up, "503  Service");
            mirror.answer("packages", "cut");
            awaitWords(up, "unexpected size");
            mirror.answer("packages", "well");
            awaitWords(up, "/var/lib/dpkg/lock-frontend is held by process " + holder + " (dpkg -i slow.deb");
            locked.run("rm /root/hang");

            Done done = place.kprov(up);
            assertThat(done.exitCode()).as(done.all()).isZero();
            assertThat(interrupted.run("dpkg-query -W -f '${db:Status-Status}' slow"))
                    .isEqualTo("installed");
            assertThat(place.kept()).contains("waiting for dpkg to end what was interrupted");
        }
    }

    @Test
    void a_lock_that_is_never_released_is_one_cause_that_names_its_holder() {
        place = workplace(lab.profile() + "timeouts:\n  retry: 4s\n");
        LabHost locked = hosts.get(0);
        locked.run(SLOW_PACKAGE);
        String holder = locked.run("pgrep -x dpkg");

        Done up = place.kprov("up", "--profile", "kubeadm", "--on-failure", "stop");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(5);
        assertThat(up.err())
                .containsOnlyOnce("another program keeps packages locked: process " + holder)
                .containsPattern("is held by process " + holder + " \\(dpkg -i slow.deb\\); asked \\d+ times in 4 s");
    }

    private Workplace workplace(String profile) {
        return new Workplace(folder)
                .profile(profile)
                .inventory(
                        hosts.get(0).entry("control-plane", Login.OPS),
                        hosts.get(1).entry("worker", Login.DEPLOY));
    }

    private void awaitWords(Process up, String words) {
        Await.until(words, () -> !up.isAlive() || place.read("stderr").contains(words));
        assertThat(place.read("stderr")).contains(words);
    }
}
