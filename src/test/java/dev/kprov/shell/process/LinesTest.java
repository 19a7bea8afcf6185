package dev.kprov.shell.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.shell.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/// How much of a stream is kept, and of a line.
final class LinesTest {
    private static final int MIB = 1 << 20;

    private final List<String> told = new ArrayList<>();
    private final Lines lines = new Lines(Output.Stream.OUT, (stream, line) -> told.add(line), new ReentrantLock());

    @Test
    void a_line_without_end_keeps_its_beginning_and_its_end() {
        byte[] block = new byte[MIB];
        Arrays.fill(block, (byte) 'x');
        for (int i = 0; i < 200; i++) {
            lines.feed(block, 0, block.length);
        }
        feed("!\nnext\n");
        assertThat(told).hasSize(2).last().isEqualTo("next");
        assertThat(told.getFirst())
                .startsWith("xxx")
                .contains("x[kprov: left out " + (199 * MIB + 1 - 1024) + " bytes]x")
                .endsWith("x!")
                .hasSizeLessThan(MIB + 1100);
        assertThat(lines.text()).hasSizeLessThan(MIB + 100).endsWith("x!\nnext\n");
        assertThat(Kept.isCut(told.getFirst())).isTrue();
        assertThat(Kept.isCut(lines.text())).isTrue();
    }

    @Test
    void what_just_fits_is_whole() {
        String half = "y".repeat(MIB / 2 - 1) + "\n";
        feed(half);
        feed(half);
        assertThat(lines.text()).isEqualTo(half + half);
        assertThat(Kept.isCut(lines.text())).isFalse();
        feed("z");
        assertThat(lines.text())
                .hasSize(MIB + "\n[kprov: left out 1 bytes]\n".length())
                .endsWith("\nz");
    }

    @Test
    void a_character_in_two_pieces_is_one() {
        byte[] smile = "😀\n".getBytes(StandardCharsets.UTF_8);
        lines.feed(smile, 0, 2);
        lines.feed(smile, 2, smile.length - 2);
        assertThat(told).containsExactly("😀");
    }

    @Test
    void an_unfinished_line_is_told_at_the_end() {
        feed("a\r\nb");
        lines.end();
        assertThat(told).containsExactly("a", "b");
    }

    private void feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lines.feed(bytes, 0, bytes.length);
    }
}
