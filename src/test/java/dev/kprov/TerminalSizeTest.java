package dev.kprov;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.console.LiveView;
import org.junit.jupiter.api.Test;

final class TerminalSizeTest {
    @Test
    void is_what_stty_says_or_what_most_terminals_are() {
        assertThat(TerminalSize.parse("50 132\n")).isEqualTo(new LiveView.Size(132, 50));
        assertThat(TerminalSize.parse("0 0\n")).isEqualTo(new LiveView.Size(80, 24));
        assertThat(TerminalSize.parse(" ")).isEqualTo(new LiveView.Size(80, 24));
    }
}
