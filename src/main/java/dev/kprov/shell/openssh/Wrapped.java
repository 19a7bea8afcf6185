package dev.kprov.shell.openssh;

import dev.kprov.shell.process.Quoting;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// A command as the host gets it: it tells its process group first and its exit status last, each in a line that
/// begins with the nonce. ssh tells neither: it ends with 255 whatever goes wrong, and it cannot signal.
record Wrapped(List<String> argv, String nonce) {
    /// No text begins like this, and no script of kprov's.
    static final String LEAD = "\035";

    private static final String TELLING =
            "read -r _ _ _ _ g _ </proc/$$/stat; printf '\\035%s %s\\n' \"$0\" \"${g:-$$}\" >&2; "
                    + "\"$@\"; s=$?; printf '\\035%s.%s\\n' \"$0\" \"$s\" >&2; exit \"$s\"";

    private static final String ENDING =
            "kill -TERM \"-$1\" 2>/dev/null; i=0; while kill -0 \"-$1\" 2>/dev/null && [ $i -lt 70 ]; "
                    + "do sleep 0.1; i=$((i+1)); done; kill -KILL \"-$1\" 2>/dev/null";

    static Wrapped of(List<String> argv) {
        byte[] nonce = new byte[8];
        new SecureRandom().nextBytes(nonce);
        return new Wrapped(argv, HexFormat.of().formatHex(nonce));
    }

    String line() {
        return Quoting.line(Stream.concat(Stream.of("sh", "-c", TELLING, nonce), argv.stream())
                .toList());
    }

    /// Ends a process group with all that is in it.
    static String ending(String group) {
        return Quoting.line(List.of("sh", "-c", ENDING, "kprov", group));
    }
}
