package dev.kprov.shell.process;

import dev.kprov.inventory.Become;
import dev.kprov.shell.Command;
import dev.kprov.shell.Secrets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// How commands of one host become root.
///
/// @param host its name in the inventory
/// @param login who kprov is before it becomes root
public record Elevation(String host, String login, Become become, Secrets secrets) {
    public Elevation {
        become = become.as(login);
    }

    /// Says who it is before it turns into the command.
    private static final String AS_ROOT = """
        printf "%s\\n" "$0" >&2
        exec "$@"
        """;

    /// Without a payload nobody else reads its input, so it does, and ends the command when the input ends: no signal
    /// of ours gets through to a root process.
    private static final String AS_ROOT_WATCHED = """
        printf "%s\\n" "$0" >&2
        exec 3<&0
        setsid "$@" </dev/null 3<&- &
        child=$!
        ( while read -r _; do :; done <&3
          kill -TERM -$child
          i=0; while [ $i -lt 50 ] && kill -0 -$child; do sleep 0.1; i=$((i+1)); done
          kill -KILL -$child ) >/dev/null 2>&1 &
        watch=$!
        exec 3<&-
        wait $child
        status=$?
        kill $watch 2>/dev/null
        exit $status
        """;

    private static final String MUST_BE_ROOT = """
        [ "$(id -u)" = 0 ] || exit 126
        printf "%s\\n" "$0" >&2
        exec "$@"
        """;

    /// The talk that starts a command: short for a plain one.
    Dialogue dialogue(Command command) {
        byte[] nonce = new byte[8];
        new SecureRandom().nextBytes(nonce);
        return new Dialogue(this, command.asRoot(), HexFormat.of().formatHex(nonce));
    }

    /// What really runs. It carries no secret: the nonce is only there to tell its lines from other lines.
    List<String> argv(Command command, String nonce) {
        if (!command.asRoot()) {
            return command.argv();
        }
        String script = command.stdin().length == 0 ? AS_ROOT_WATCHED : AS_ROOT;
        return switch (become.method()) {
            case NONE -> join(List.of("sh", "-c", MUST_BE_ROOT, mark(nonce)), command.argv());
            case SUDO, SUDO_UNLESS_ROOT ->
                join(
                        List.of("env", "LC_ALL=C", "sudo", "-S", "-p", prompt(nonce), "--"),
                        join(List.of("sh", "-c", script, mark(nonce)), command.argv()));
            case DOAS ->
                join(
                        List.of("env", "LC_ALL=C", "doas", "-n", "--"),
                        join(List.of("sh", "-c", script, mark(nonce)), command.argv()));
        };
    }

    static String mark(String nonce) {
        return "kprov-root-" + nonce;
    }

    static String prompt(String nonce) {
        return "kprov-password-" + nonce + ":";
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
