package dev.kprov.verify.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.training.Papers;
import dev.kprov.training.PlayedServer;
import dev.kprov.training.PlayedServer.Protocol;
import dev.kprov.verify.api.KubeApi.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many connections are made: a handshake costs as much time as everything else that is asked.
class ConnectionTest {
    @TempDir
    private Path folder;

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void what_is_asked_at_once_from_the_beginning_goes_over_one() throws Exception {
        Papers papers = Papers.issue(folder);
        try (PlayedServer server = PlayedServer.start(Protocol.HTTP_2, papers);
                ServerSocket way = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> lead(way, server.port()));
            Path kubeconfig = Files.writeString(folder.resolve("counted.conf"), papers.kubeconfig(way.getLocalPort()));
            try (KubeApi api = KubeApi.open(Context.currentOf(kubeconfig))) {
                List<KubeApi.Pending> asked = Stream.generate(() -> api.get("/api/v1/nodes"))
                        .limit(20)
                        .toList();
                for (KubeApi.Pending one : asked) {
                    assertThat(api.reply(one))
                            .isInstanceOfSatisfying(
                                    Part.Known.class,
                                    known -> assertThat(((KubeApi.Reply) known.value()).code())
                                            .isEqualTo(200));
                }
            }
        }
        assertThat(made).hasValue(1);
    }

    /// Counts who comes.
    private void lead(ServerSocket way, int port) {
        try {
            while (true) {
                Socket from = way.accept();
                made.incrementAndGet();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), port);
                Thread.startVirtualThread(() -> carry(from, to));
                Thread.startVirtualThread(() -> carry(to, from));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // One of them has gone, and so does the other.
        }
    }
}
