package dev.kprov.shell.process;

import java.time.Duration;

/// Times as people say them.
public final class Spoken {
    private Spoken() {}

    public static String time(Duration time) {
        if (time.toMillis() < 1000) {
            return time.toMillis() + " ms";
        }
        return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
