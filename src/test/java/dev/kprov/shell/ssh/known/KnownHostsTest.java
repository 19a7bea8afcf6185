package dev.kprov.shell.ssh.known;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KnownHostsTest {
    @TempDir
    private Path folder;

    @Test
    void what_many_add_at_the_same_time_is_all_there() throws Exception {
        Path file = folder.resolve("ssh/known_hosts");
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "host-" + i;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int j = 0; j < 50; j++) {
                    KnownHosts.read(List.of(file)).add(name + "-" + j, new HostKey("ssh-ed25519", "AAAA"));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(Files.readAllLines(file))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 8)
                        .boxed()
                        .flatMap(i -> IntStream.range(0, 50).mapToObj(j -> "host-" + i + "-" + j + " ssh-ed25519 AAAA"))
                        .toList());
    }

    @Test
    void a_last_line_without_an_end_is_not_spoiled() throws Exception {
        Path file = Files.writeString(folder.resolve("known_hosts"), "a ssh-ed25519 AAAA");
        KnownHosts.read(List.of(file)).add("b", new HostKey("ssh-ed25519", "BBBB"));
        assertThat(file).hasContent("a ssh-ed25519 AAAA\nb ssh-ed25519 BBBB\n");
    }

    @Test
    void an_authority_is_no_key_of_a_host() throws Exception {
        Path file = Files.writeString(
                folder.resolve("known_hosts"), "@cert-authority *.lan ssh-ed25519 AAAA\n@other * ssh-ed25519 AAAA\n");
        KnownHosts hosts = KnownHosts.read(List.of(file));
        assertThat(hosts.of("a.lan")).isEmpty();
        assertThat(hosts.authorities("[a.lan]:2222", "a.lan")).hasSize(1);
        assertThat(hosts.authorities("b", "b")).isEmpty();
    }
}
