package dev.kprov.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LiveViewTest {
    private final StringWriter written = new StringWriter();
    private final ManualClock clock = new ManualClock();

    @Test
    void shows_stages_and_what_runs_below_what_has_ended() {
        LiveView view = view(90, 30);
        Story story = new Story(clock, view);

        story.goodRun();
        view.draw();

        Golden.check("live-running", screen(90, 30));
    }

    @Test
    void shows_how_every_check_stands_where_that_is_wanted_and_writes_only_what_has_changed() {
        LiveView view = view(80, 24).watching(true);
        Story story = new Story(clock, view);
        story.checksSeen();
        view.draw();
        assertThat(screen(80, 24))
                .contains("CoreDNS is ready: 0 of 2 pods ready")
                .contains("The API server is ready");

        int before = written.toString().length();
        story.checkTurnsGood();
        view.draw();
        assertThat(written.toString().substring(before))
                .contains("CoreDNS is ready")
                .doesNotContain("DNS answers");
        assertThat(screen(80, 24)).doesNotContain("0 of 2 pods ready").contains("DNS answers");
    }

    @Test
    void leaves_no_trace_of_the_area_at_the_end() {
        LiveView view = view(90, 40);
        Story story = new Story(clock, view);
        story.goodRun();
        view.draw();

        story.goodEnd();

        Golden.check("live-end", screen(90, 40));
        assertThat(written.toString()).contains("\u001b[?25l").containsOnlyOnce("\u001b[?25h");
    }

    @Test
    void clears_the_way_for_a_question_and_goes_on_drawing_after_it() throws Exception {
        LiveView view = view(90, 30);
        new Story(clock, view).goodRun();
        view.draw();

        String before = view.aside(written::toString);

        assertThat(before).as("nothing below, and a cursor to type at").endsWith("\u001b[J\u001b[?25h");
        view.draw();
        Golden.check("live-running", screen(90, 30));
    }

    @Test
    void shows_the_longest_running_of_two_hundred_hosts() {
        LiveView view = view(80, 24);
        new Story(clock, view).crowd(200);

        view.draw();

        Golden.check("live-crowd", screen(80, 24));
    }

    @Test
    void never_wraps_on_a_narrow_terminal() {
        LiveView view = view(40, 24);
        Story story = new Story(clock, view);
        story.goodRun();
        view.draw();
        clock.now = clock.now.plusSeconds(1);
        view.draw();

        Golden.check("live-narrow", screen(40, 24));
    }

    @Test
    void never_grows_beyond_a_low_terminal() {
        LiveView view = view(80, 6);
        new Story(clock, view).crowd(200);

        view.draw();
        view.draw();

        assertThat(screen(80, 6).lines()).last().asString().contains("200 running");
    }

    @Test
    void brings_the_cursor_back_when_it_is_closed_in_the_middle() {
        LiveView view = view(80, 24);
        new Story(clock, view).goodRun();
        view.draw();

        view.close();
        view.close();
        view.draw();

        assertThat(written.toString()).endsWith("\u001b[?25h").containsOnlyOnce("\u001b[?25h");
        assertThat(screen(80, 24)).contains("Install containerd").doesNotContain("running");
    }

    @Test
    void the_ticker_draws_by_itself() throws InterruptedException {
        CountDownLatch drawn = new CountDownLatch(2);
        PrintWriter out = new PrintWriter(written) {
            @Override
            public void flush() {
                drawn.countDown();
            }
        };
        try (LiveView view = new LiveView(out, Theme.PLAIN, false, () -> new LiveView.Size(80, 24), clock).start()) {
            new Story(clock, view).crowd(3);
            drawn.await();
        }

        assertThat(written.toString()).contains("3 running");
    }

    private LiveView view(int columns, int rows) {
        PrintWriter out = new PrintWriter(written);
        return new LiveView(out, Theme.PLAIN, false, () -> new LiveView.Size(columns, rows), clock);
    }

    private String screen(int columns, int rows) {
        return new Screen(columns, rows).show(written.toString()).text();
    }
}
