package dev.kprov.verify.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Runs the script itself, with the machine's Bash, against a DNS server that answers as each test wants.
class DnsProbeTest {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final String NAME = "kubernetes.default.svc.cluster.local";

    @Test
    void the_right_answer_over_udp_and_tcp_is_no_complaint() throws Exception {
        assertThat(ask("10.96.0.1", query -> answer(query, "10.96.0.1"))).isEmpty();
    }

    @Test
    void an_address_of_six_bytes_more_is_asked_for_and_understood() throws Exception {
        assertThat(ask("fd00::1", query -> answer(query, "fd00::1"))).isEmpty();
    }

    @Test
    void another_address_is_a_complaint_that_names_both() throws Exception {
        assertThat(ask("10.96.0.1", query -> answer(query, "192.0.2.7")).orElseThrow())
                .contains("6 × UDP", "2 × TCP", "192.0.2.7", "10.96.0.1");
    }

    @Test
    void an_answer_to_another_query_is_not_believed() throws Exception {
        assertThat(ask("10.96.0.1", query -> {
                            byte[] answer = answer(query, "10.96.0.1");
                            answer[0] ^= 1;
                            return answer;
                        })
                        .orElseThrow())
                .contains("somebody else");
    }

    @Test
    void a_name_that_is_not_known_is_told_by_its_code() throws Exception {
        assertThat(ask("10.96.0.1", query -> {
                            byte[] answer = Arrays.copyOf(query, query.length);
                            answer[2] = (byte) 0x80;
                            answer[3] = 3;
                            return answer;
                        })
                        .orElseThrow())
                .contains("DNS error 3 for " + NAME);
    }

    @Test
    void rubbish_is_a_complaint_and_no_crash() throws Exception {
        assertThat(ask("10.96.0.1", query -> "HTTP/1.1 426 Upgrade".getBytes(StandardCharsets.US_ASCII)))
                .isPresent();
    }

    @Test
    void nobody_there_is_a_complaint() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        DnsProbe probe = new DnsProbe(NAME, "10.96.0.1", port);

        assertThat(probe.complaint("dns", run(probe.script(Map.of("dns", "127.0.0.1"), WAIT)))
                        .orElseThrow())
                .contains("TCP: refused");
    }

    @Test
    void silence_is_told_from_refusal() {
        DnsProbe probe = new DnsProbe(NAME, "10.96.0.1");

        assertThat(probe.complaint("dns", "dns:0:udp 124 \n"))
                .hasValueSatisfying(text -> assertThat(text).contains("7 of 8 queries were not sent"));
        String all = "dns:0:udp 124 0.5\n".repeat(6) + "dns:6:tcp 3 \n".repeat(2);
        assertThat(probe.complaint("dns", all).orElseThrow())
                .contains("6 × UDP: no answer within 0.5 s", "2 × TCP: refused");
    }

    @Test
    void answers_at_two_addresses_are_kept_apart() throws Exception {
        try (Server server = new Server(query -> answer(query, "10.96.0.1"))) {
            DnsProbe probe = new DnsProbe(NAME, "10.96.0.1", server.port());
            String output = run(probe.script(Map.of("dns", "127.0.0.1", "service", "127.0.0.2"), WAIT));

            assertThat(probe.complaint("dns", output)).isEmpty();
            assertThat(probe.complaint("service", output).orElseThrow()).contains("TCP: refused");
        }
    }

    private static Optional<String> ask(String expected, UnaryOperator<byte[]> reply) throws Exception {
        try (Server server = new Server(reply)) {
            DnsProbe probe = new DnsProbe(NAME, expected, server.port());
            return probe.complaint("dns", run(probe.script(Map.of("dns", "127.0.0.1"), WAIT)));
        }
    }

    /// Runs it as a host would: strict, and with the parameters as variables.
    private static String run(Script script) throws Exception {
        ProcessBuilder bash = new ProcessBuilder("bash", "-euc", script.text());
        script.parameters().forEach((name, value) -> {
            assertThat(value).isInstanceOf(Value.Text.class);
            bash.environment().put(name, ((Value.Text) value).text());
        });
        Process process = bash.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    /// The query's id and question, and one address for it, the name given by a pointer.
    private static byte[] answer(byte[] query, String address) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(out);
            data.write(query, 0, 2);
            data.writeShort(0x8580);
            data.writeShort(1);
            data.writeShort(1);
            data.writeInt(0);
            data.write(query, 12, query.length - 12);
            data.writeShort(0xC00C);
            data.writeShort(bytes.length == 4 ? 1 : 28);
            data.writeShort(1);
            data.writeInt(5);
            data.writeShort(bytes.length);
            data.write(bytes);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Server implements AutoCloseable {
        private final ServerSocket tcp;
        private final DatagramSocket udp;
        private final UnaryOperator<byte[]> reply;

        Server(UnaryOperator<byte[]> reply) throws IOException {
            this.reply = reply;
            InetAddress loopback = InetAddress.getLoopbackAddress();
            this.tcp = new ServerSocket(0, 50, loopback);
            this.udp = new DatagramSocket(tcp.getLocalPort(), loopback);
            Thread.ofVirtual().start(this::serveTcp);
            Thread.ofVirtual().start(this::serveUdp);
        }

        int port() {
            return tcp.getLocalPort();
        }

        private void serveUdp() {
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                    udp.receive(packet);
                    byte[] answer = reply.apply(Arrays.copyOf(packet.getData(), packet.getLength()));
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void serveTcp() {
            try {
                while (true) {
                    try (Socket socket = tcp.accept()) {
                        DataInputStream in = new DataInputStream(socket.getInputStream());
                        byte[] answer = reply.apply(in.readNBytes(in.readUnsignedShort()));
                        ByteArrayOutputStream framed = new ByteArrayOutputStream();
                        new DataOutputStream(framed).writeShort(answer.length);
                        framed.writeBytes(answer);
                        socket.getOutputStream().write(framed.toByteArray());
                    }
                }
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            tcp.close();
            udp.close();
        }
    }
}
