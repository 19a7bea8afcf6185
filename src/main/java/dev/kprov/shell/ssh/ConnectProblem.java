package dev.kprov.shell.ssh;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.transport.TransportException;

/// Why there is no connection, told apart as far as the network lets us.
final class ConnectProblem {
    private ConnectProblem() {}

    /// @param tries how often it was tried, to be added to the reason
    static KprovException connecting(Server server, Duration timeout, String tries, IOException cause) {
        Problem problem = explain(server, timeout, cause);
        return KprovException.passing(problem(server, problem.what(), problem.why() + tries, problem.remedy()), cause);
    }

    private static Problem explain(Server server, Duration timeout, IOException cause) {
        boolean slow = String.valueOf(cause.getMessage()).contains("timed out");
        if (has(cause, UnknownHostException.class)) {
            return unknown(server);
        }
        if (has(cause, OpenFailException.class)) {
            return jump(server, cause);
        }
        if (has(cause, NoRouteToHostException.class)) {
            return down(server, "there is no route to it: " + cause.getMessage());
        }
        if (has(cause, ConnectException.class) && !slow) {
            return closed(server);
        }
        if (slow || has(cause, SocketTimeoutException.class) || has(cause, TimeoutException.class)) {
            return down(server, "it did not answer within " + timeout.toSeconds() + " s");
        }
        return notSsh(server, cause);
    }

    private static Problem unknown(Server server) {
        return problem(
                server,
                "cannot find " + server.shown(),
                "the name " + server.address() + " does not resolve",
                "correct " + server.setting("address") + ", or add the name to DNS or /etc/hosts");
    }

    private static Problem jump(Server server, IOException cause) {
        return problem(
                server,
                "the jump host cannot reach " + server.shown(),
                "it answered: " + cause.getMessage(),
                "on the jump host, see that the port answers (nc -vz) and that sshd has AllowTcpForwarding yes");
    }

    static Problem circle(Server server) {
        return problem(
                server,
                "the jump hosts of " + server.host() + " never end",
                "each of more than ten needs another one; the last was " + server.place(),
                "write ProxyJump none for " + server.access().address() + " in ~/.ssh/config, or jump: none");
    }

    static Problem proxyCommand(Server server, String place) {
        return problem(
                server,
                server.shown() + " is reached by a ProxyCommand",
                place + " says so, and kprov opens its connections itself",
                "write ProxyJump instead, or name the jump host: " + server.setting("jump"));
    }

    private static Problem closed(Server server) {
        return problem(
                server,
                "nothing listens at " + server.shown(),
                "the connection was refused: the host is up, but no SSH server answers on port " + server.port(),
                "start sshd there, or correct " + server.setting("port") + ", then run kprov again");
    }

    private static Problem down(Server server, String why) {
        return problem(
                server,
                "cannot reach " + server.shown(),
                why + "; the host is down, or a firewall drops the packets",
                "see that the host is up and that " + server.place() + " can be reached: nc -vz " + server.address()
                        + " " + server.port());
    }

    private static Problem notSsh(Server server, IOException cause) {
        String text = String.valueOf(cause.getMessage());
        if (text.contains("settlement")) {
            return problem(
                    server,
                    server.shown() + " and kprov have no algorithm in common",
                    text.length() > 300 ? text.substring(0, 300) + "…" : text,
                    "update the host's SSH server, or allow one of the algorithms above in its sshd_config");
        }
        return problem(
                server,
                "no SSH connection to " + server.shown(),
                "what answers there does not speak SSH, or hung up: " + text,
                "correct " + server.setting("port") + "; if it is the SSH server, see its log for why it hangs up");
    }

    /// The connection was there and broke.
    static KprovException lost(Server server, IOException cause) {
        return KprovException.passing(
                problem(
                        server,
                        "lost the connection to " + server.shown(),
                        String.valueOf(cause.getMessage()),
                        "see that the host is up and its network works; then run kprov again, it goes on where"
                                + " it stopped"),
                cause);
    }

    /// @param answers what was tried before
    static KprovException refused(Server server, List<String> answers, TransportException cause) {
        List<String> reasons = new ArrayList<>(answers);
        reasons.add(String.valueOf(cause.getMessage()));
        return KprovException.passing(
                problem(
                        server,
                        server.shown() + " hung up during the login",
                        String.join(";\n", reasons),
                        "see the SSH server's log there (journalctl -u ssh); MaxStartups and MaxAuthTries are"
                                + " usual reasons: IdentitiesOnly in ~/.ssh/config keeps the agent's other keys out"),
                cause);
    }

    static KprovException session(Server server, IOException cause) {
        return new KprovException(
                List.of(problem(
                        server,
                        server.shown() + " refuses to run a command",
                        String.valueOf(cause.getMessage()),
                        "see MaxSessions, ForceCommand and the login shell of " + server.user() + " there")),
                cause);
    }

    static Problem problem(Server server, String what, String why, String remedy) {
        return new Problem(ExitCode.UNREACHABLE, server.host(), what, why, remedy);
    }

    static boolean has(Throwable error, Class<? extends Throwable> kind) {
        Throwable cause = error.getCause();
        return kind.isInstance(error) || (cause != null && has(cause, kind));
    }
}
