package dev.kprov.verify.facility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EtcdQuestionTest {
    @ParameterizedTest
    @CsvSource({
        "single, 1, ''",
        "three, 3, ''",
        "two, 3, 'reaches 1 of 2 other members'",
        "alone, 3, 'says that it is not healthy: RAFT NO LEADER; has no leader; reaches 0 of 2 other members'",
        "full, 1, 'says that it is not healthy: ALARM NOSPACE; is nearly full: 19 MiB of 16 MiB'",
        "single, 3, 'knows 1 members, but 3 control-plane hosts are to have one each'",
        "three, 1, 'knows 3 members, but 1 control-plane hosts are to have one each'",
    })
    void tells_what_is_wrong_with_a_member(String recorded, int members, String complaint) {
        EtcdQuestion question = new EtcdQuestion(members);

        assertThat(question.complaint(EtcdQuestion.read(EtcdPages.both(recorded))))
                .isEqualTo(Optional.of(complaint).filter(text -> !text.isEmpty()));
    }

    @Test
    void tells_what_was_seen() {
        assertThat(new EtcdQuestion(1).evidence(EtcdQuestion.read(EtcdPages.both("single"))))
                .isEqualTo("has a leader, 0 MiB of 2048 MiB");
        assertThat(new EtcdQuestion(3).evidence(EtcdQuestion.read(EtcdPages.both("three"))))
                .isEqualTo("has a leader and its 2 peers, 0 MiB of 2048 MiB");
    }

    /// The way there cuts what it carries anywhere.
    @Test
    void knows_the_end_of_the_answers_and_no_earlier_one() {
        byte[] answers = EtcdPages.both("single");
        assertThat(EtcdQuestion.complete(answers)).isTrue();
        for (int length = 0; length < answers.length; length++) {
            assertThat(EtcdQuestion.complete(Arrays.copyOf(answers, length)))
                    .as(new String(Arrays.copyOf(answers, length), StandardCharsets.US_ASCII))
                    .isFalse();
        }
    }

    @Test
    void waits_for_the_second_answer_also_where_both_come_in_chunks() {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";

        assertThat(EtcdQuestion.complete(chunked.getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
        assertThat(EtcdQuestion.complete(chunked.repeat(2).getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
    }

    @Test
    void reads_what_comes_compressed_and_in_chunks() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("""
                    etcd_server_has_leader 1
                    etcd_network_active_peers{To="a"} 2
                    """.getBytes(StandardCharsets.US_ASCII));
        }
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        answers.writeBytes(String.join(
                        "\r\n",
                        "HTTP/1.1 200 OK",
                        "Content-Length: 2",
                        "",
                        "{}HTTP/1.1 200 OK",
                        "Content-Encoding: gzip",
                        "Transfer-Encoding: chunked",
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII));
        for (byte[] half : List.of(
                Arrays.copyOf(packed.toByteArray(), 20), Arrays.copyOfRange(packed.toByteArray(), 20, packed.size()))) {
            answers.writeBytes((Integer.toHexString(half.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            answers.writeBytes(half);
            answers.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        answers.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(EtcdQuestion.complete(answers.toByteArray())).isTrue();
        assertThat(EtcdQuestion.read(answers.toByteArray()))
                .isEqualTo(new EtcdQuestion.Said(
                        "{}", Map.of("etcd_server_has_leader", 1.0, "etcd_network_active_peers", 2.0)));
    }
}
