package dev.kprov.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// What listens in a pod of a played cluster: a DNS server that knows one address, or else a member of etcd.
final class PlayedPort {
    private static final int DNS = 53;
    /// RFC 1035, section 4.1.1, behind the length and the number of the question.
    private static final int FLAGS = 4;
    private static final short RIGHT_ANSWER = (short) 0x8580;
    private static final short ONE = 1;
    private static final int COUNT_OF_ANSWERS = 8;
    /// RFC 1035, section 4.1.3: of the name that was asked for, an address of the Internet, five seconds, 4 bytes.
    private static final byte[] ADDRESS = {(byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, 10, 96, 0, 1};

    private static final String METRICS = """
            etcd_server_has_leader 1
            etcd_mvcc_db_total_size_in_bytes 3.145728e+06
            etcd_server_quota_backend_bytes 2.147483648e+09
            etcd_network_known_peers{Local="1",Remote="1"} 1
            """;

    private PlayedPort() {}

    static byte[] answer(int port, byte[] question) throws IOException {
        return port == DNS ? address(question) : metrics();
    }

    private static byte[] address(byte[] question) {
        ByteBuffer answer = ByteBuffer.allocate(question.length + ADDRESS.length)
                .put(question)
                .put(ADDRESS);
        answer.putShort(0, (short) (answer.capacity() - Short.BYTES));
        answer.putShort(FLAGS, RIGHT_ANSWER);
        answer.putShort(COUNT_OF_ANSWERS, ONE);
        return answer.array();
    }

    private static byte[] metrics() throws IOException {
        ByteArrayOutputStream pressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(pressed)) {
            out.write(METRICS.getBytes(StandardCharsets.US_ASCII));
        }
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        answers.writeBytes(response("", "{\"health\":\"true\",\"reason\":\"\"}".getBytes(StandardCharsets.US_ASCII)));
        answers.writeBytes(response("Content-Encoding: gzip\r\n", pressed.toByteArray()));
        return answers.toByteArray();
    }

    /// @param headers each with its end of line
    static byte[] response(String headers, byte[] body) {
        byte[] head = ("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }
}
