package dev.kprov.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class PlainViewTest {
    @Test
    void shows_a_good_run() {
        Golden.check("plain-good", show(Verbosity.NORMAL, Theme.PLAIN, story -> {
            story.goodRun();
            story.goodEnd();
        }));
    }

    @Test
    void shows_a_bad_run_and_names_every_failed_and_skipped_step() {
        Golden.check("plain-bad", show(Verbosity.NORMAL, Theme.PLAIN, Story::badRun));
    }

    @Test
    void shows_an_interrupted_run() {
        Golden.check("plain-interrupted", show(Verbosity.NORMAL, Theme.PLAIN, story -> {
            story.goodRun();
            story.interruptedEnd();
        }));
    }

    @Test
    void quiet_shows_only_problems_and_the_end() {
        Golden.check("plain-quiet", show(Verbosity.QUIET, Theme.PLAIN, Story::badRun));
    }

    @Test
    void verbose_shows_what_hosts_print_without_their_control_characters() {
        String shown = show(Verbosity.VERBOSE, Theme.PLAIN, Story::goodRun);

        assertThat(shown).contains("    cp-1 | Setting up containerd (1.7.24) ...\n");
        assertThat(shown).doesNotContain("\u001b").contains("Install containerd: started");
    }

    @Test
    void ascii_has_nothing_else() {
        String shown = show(Verbosity.NORMAL, new Theme(false, false), Story::badRun);

        assertThat(shown).matches("[\\x0a\\x20-\\x7e]*").contains("x worker-2");
    }

    @Test
    void colours_add_nothing_but_colour() {
        String plain = show(Verbosity.NORMAL, Theme.PLAIN, Story::badRun);
        String coloured = show(Verbosity.NORMAL, new Theme(true, true), Story::badRun);

        assertThat(coloured).isNotEqualTo(plain);
        assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", "").replaceAll(" +\n", "\n"))
                .isEqualTo(plain);
    }

    @Test
    void watching_tells_each_change_of_a_check_once() {
        StringWriter shown = new StringWriter();
        Story story = new Story(
                new ManualClock(), new PlainView(new PrintWriter(shown), Theme.PLAIN, Verbosity.NORMAL).watching(true));
        story.checksSeen();
        story.checkTurnsGood();

        assertThat(shown.toString().lines().map(String::strip))
                .anyMatch(line -> line.endsWith("CoreDNS is ready: 0 of 2 pods ready"))
                .anyMatch(line -> line.endsWith("CoreDNS is ready"))
                .noneMatch(line -> line.contains("waiting:"));
    }

    private static String show(Verbosity verbosity, Theme theme, Consumer<Story> plot) {
        StringWriter shown = new StringWriter();
        plot.accept(new Story(new ManualClock(), new PlainView(new PrintWriter(shown), theme, verbosity)));
        return shown.toString();
    }
}
