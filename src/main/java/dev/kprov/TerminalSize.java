package dev.kprov;

import dev.kprov.console.LiveView;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How large the terminal is, as `stty` tells; asked again every few seconds, because windows are resized.
final class TerminalSize implements Supplier<LiveView.Size> {
    private static final Duration GOOD_FOR = Duration.ofSeconds(5);
    private static final Pattern ROWS_COLUMNS = Pattern.compile("(\\d{1,4}) (\\d{1,4})\\s*");
    private static final LiveView.Size USUAL = new LiveView.Size(80, 24);

    private final Map<String, String> environment;
    private final Clock clock;
    private LiveView.Size last = USUAL;
    private Instant asked = Instant.MIN;

    TerminalSize(Map<String, String> environment, Clock clock) {
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public synchronized LiveView.Size get() {
        Instant now = clock.instant();
        if (asked.isBefore(now.minus(GOOD_FOR))) {
            asked = now;
            last = ask();
        }
        return last;
    }

    private LiveView.Size ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // no stty, no tty: the variables of the shell, or what most terminals are
            return parse(environment.getOrDefault("LINES", "") + " " + environment.getOrDefault("COLUMNS", ""));
        }
    }

    static LiveView.Size parse(String rowsAndColumns) {
        Matcher matcher = ROWS_COLUMNS.matcher(rowsAndColumns);
        if (!matcher.matches()) {
            return USUAL;
        }
        int rows = Integer.parseInt(matcher.group(1));
        int columns = Integer.parseInt(matcher.group(2));
        return rows == 0 || columns == 0 ? USUAL : new LiveView.Size(columns, rows);
    }
}
