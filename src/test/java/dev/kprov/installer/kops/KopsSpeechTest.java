package dev.kprov.installer.kops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.shell.Speech.Said;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KopsSpeechTest {
    private final KopsSpeech speech = new KopsSpeech();

    @Test
    void what_kops_misses_is_waited_for_and_told_once() {
        List<String> looks =
                KopsBed.recorded("validate-not-ready.jsonl").lines().toList();
        assertThat(looks).hasSizeGreaterThan(1);
        Said first = speech.hear(looks.getFirst());
        assertThat(first.lines())
                .containsExactly(
                        "kops found: not valid yet, nodes: 2",
                        "kops misses: Node cp-1: node \"cp-1\" of role \"control-plane\" is not ready",
                        "kops misses: Node w-1: node \"w-1\" of role \"node\" is not ready");
        assertThat(first.waiting()).hasValueSatisfying(what -> assertThat(what).startsWith("kops: Node cp-1: "));
        assertThat(speech.hear(looks.getLast()).lines()).containsExactly("kops found: not valid yet, nodes: 2");
        Said valid = speech.hear(
                KopsBed.recorded("validate-valid.jsonl").lines().findFirst().orElseThrow());
        assertThat(valid.lines()).containsExactly("kops found: valid, nodes: 2");
        assertThat(valid.waiting()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            I1129 executor.go:113] Tasks: 57 done / 120 total; 30 can run      | kops: 57 of 120 tasks are done
            I1129 executor.go:171] No progress made, sleeping before retrying 2 task(s) | kops: 2 tasks that could not be done yet
            target-group:arn:x	still has dependencies, will retry             | kops: what depends on target-group:arn:x
            W1129 validate.go:1] (will retry): error listing nodes: EOF        | kops: error listing nodes: EOF
            I1129 instancegroups.go:654] Stopping instance "i-1", node "i-1.ec2", in group "nodes.lab" (this may take a while). | kops: group nodes.lab: i-1.ec2 is made anew
            I1129 instancegroups.go:633] Detaching instance "i-1", in group "nodes.lab".      | kops: group nodes.lab: i-1 is made anew
            I1129 instancegroups.go:453] Draining the node: "i-1.ec2".                        | kops: the pods of i-1.ec2 leave
            I1129 instancegroups.go:589] Cluster did not pass validation, will retry in "30s": node "i-2" is not ready. | kops: node "i-2" is not ready
            Performing rolling-update for control plane                                       | kops: Performing rolling-update for control plane
            """)
    void progress_is_what_is_waited_for(String line, String waiting) {
        assertThat(speech.hear(line).waiting()).isEqualTo(Optional.of(waiting));
        assertThat(speech.hear(line).lines()).containsExactly(line);
    }

    @Test
    void anything_else_is_a_line_like_others() {
        for (String line :
                List.of("Cluster is starting.", "{\"other\": 1}", "{broken", "(will retry): cluster not yet healthy")) {
            assertThat(speech.hear(line)).isEqualTo(KopsSpeech.PLAIN.hear(line));
        }
    }
}
