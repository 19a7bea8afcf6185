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
/// @param admission what this run has learned about it
public record Elevation(String host, String login, Become become, Secrets secrets, Admission admission) {
    /// Runs its one argument, a command line, with a controlling terminal, while input, output and errors stay what
    /// they are: bytes arrive unchanged. A terminal of sshd's would take their place.
    private static final String WITH_TERMINAL = """
        command -v script >/dev/null || { echo "script, which makes a terminal, was not found" >&2; exit 127; }
        exec 3<&0 4>&1 5>&2
        SHELL=/bin/sh exec script -qec "exec $0 <&3 >&4 2>&5 3<&- 4>&- 5>&-" /dev/null </dev/null >/dev/null 2>&1
        """;

    /// The same for a program that asks on the terminal, and reads the answer there: the first line of the input,
    /// which kprov sends when it sees the question. What else the terminal shows, such as the end of that line, is
    /// dropped.
    private static final String ASKING_ON_TERMINAL = """
        command -v script >/dev/null || { echo "script, which makes a terminal, was not found" >&2; exit 127; }
        exec 3<&0 4>&1 5>&2
        status=$({ { IFS= read -r answer <&3 && printf '%s\\n' "$answer"; } |
          { SHELL=/bin/sh script -qec "exec $0 <&3 >&4 2>&5 3<&- 4>&- 5>&- 6>&-" /dev/null 2>/dev/null; echo $? >&6; } |
          { dd bs=512 count=1 2>/dev/null >&5; cat >/dev/null; }; } 6>&1)
        exit "$status"
        """;

    public Elevation {
        become = become.as(login);
    }

    public Elevation(String host, String login, Become become, Secrets secrets) {
        this(host, login, become, secrets, new Admission());
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
        boolean terminal = command.asRoot() && admission.terminal();
        return new Dialogue(this, command.asRoot(), HexFormat.of().formatHex(nonce), terminal);
    }

    /// What really runs. It carries no secret: the nonce is only there to tell its lines from other lines.
    List<String> argv(Command command, String nonce, boolean terminal) {
        if (!command.asRoot()) {
            return command.argv();
        }
        String script = command.stdin().length == 0 ? AS_ROOT_WATCHED : AS_ROOT;
        return switch (become.method()) {
            case NONE -> join(List.of("sh", "-c", MUST_BE_ROOT, mark(nonce)), command.argv());
            case SUDO, SUDO_UNLESS_ROOT -> {
                List<String> sudo = List.of("env", "LC_ALL=C", "sudo", "-S", "-p", prompt(nonce), "--");
                List<String> line = join(join(sudo, List.of("sh", "-c", script, mark(nonce))), command.argv());
                yield terminal ? List.of("sh", "-c", WITH_TERMINAL, Quoting.line(line)) : line;
            }
            case DOAS -> {
                List<String> doas = List.of("env", "LC_ALL=C", "doas");
                List<String> line = join(List.of("--", "sh", "-c", script, mark(nonce)), command.argv());
                yield terminal
                        ? List.of("sh", "-c", ASKING_ON_TERMINAL, Quoting.line(join(doas, line)))
                        : join(join(doas, List.of("-n")), line);
            }
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
