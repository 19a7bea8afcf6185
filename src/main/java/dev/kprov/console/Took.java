package dev.kprov.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/// Writes durations the way people read them: `0.4s`, `34s`, `1m 04s`, `2h 03m`.
final class Took {
    private static final Duration TENTHS = Duration.ofMillis(9_950);

    private Took() {}

    static String text(Duration took) {
        if (took.compareTo(TENTHS) < 0) {
            return tenths(took) + "s";
        }
        long seconds = Math.round(took.toMillis() / 1000.0);
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds / 60 % 60);
    }

    /// Seconds and a tenth. Not by a format: for that Java reads how people write numbers in all their languages.
    static String tenths(Duration took) {
        return BigDecimal.valueOf(took.toMillis(), 3)
                .setScale(1, RoundingMode.HALF_UP)
                .toString();
    }

    /// Whole seconds, for what changes before the reader's eyes.
    static String coarse(Duration took) {
        return took.compareTo(TENTHS) < 0 ? took.toSeconds() + "s" : text(Duration.ofSeconds(took.toSeconds()));
    }
}
