package dev.kprov.shell.openssh;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Why there is no connection, told apart by what ssh says: its exit status is the same for everything.
///
/// @param server the one in trouble
/// @param said by the ssh that should have reached it
/// @param shown the host keys that it showed
record ConnectTrouble(Server server, String said, List<HostKey> shown, Duration timeout) {
    /// Whether the inventory's fingerprint may belong to another of the server's keys.
    boolean mayHaveAnotherKey() {
        return said.contains("Host key verification failed")
                && server.access().hostKey().isPresent()
                && !says("revoked");
    }

    KprovException exception() {
        boolean key = says("Host key verification failed", "REMOTE HOST IDENTIFICATION HAS CHANGED", "revoked")
                || server.access().hostKey().isPresent() && says("no matching host key type") && !shown.isEmpty();
        if (key) {
            return new KprovException(HostKeyTrouble.of(this));
        }
        if (says("Permission denied", "Too many authentication failures")) {
            return new KprovException(login());
        }
        if (says("Could not resolve hostname")) {
            return new KprovException(unknown());
        }
        if (says("no matching", "Unable to negotiate")) {
            return new KprovException(algorithms());
        }
        return KprovException.passing(network(), null);
    }

    private Problem network() {
        if (says("open failed")) {
            return jump();
        }
        if (says("Connection refused")) {
            return closed();
        }
        if (says("No route to host", "Network is unreachable")) {
            return down("there is no route to it: " + last());
        }
        if (says("timed out", "has not ended")) {
            return down("it did not answer within " + timeout.toSeconds() + " s");
        }
        return notSsh();
    }

    private boolean says(String... texts) {
        return Stream.of(texts).anyMatch(said::contains);
    }

    private Problem login() {
        return problem(
                server,
                "cannot log in to " + server.shown() + " as " + server.user(),
                last(),
                "let the key in: ssh-copy-id -p " + server.port() + " " + server.user() + "@" + server.address()
                        + "; a locked key belongs into the agent: ssh-add; or correct " + server.setting("user")
                        + " or identityFile");
    }

    private Problem unknown() {
        return problem(
                server,
                "cannot find " + server.shown(),
                "the name " + server.address() + " does not resolve",
                "correct " + server.setting("address") + ", or add the name to DNS or /etc/hosts");
    }

    private Problem algorithms() {
        return problem(
                server,
                server.shown() + " and ssh have no algorithm in common",
                last(),
                "update the host's SSH server, or allow one of the algorithms above in ~/.ssh/config");
    }

    private Problem jump() {
        return problem(
                server,
                "the jump host cannot reach " + server.shown(),
                "it answered: " + said.lines().findFirst().orElse("").replaceFirst("^.*open failed: ", ""),
                "on the jump host, see that the port answers (nc -vz) and that sshd has AllowTcpForwarding yes");
    }

    private Problem closed() {
        return problem(
                server,
                "nothing listens at " + server.shown(),
                "the connection was refused: the host is up, but no SSH server answers on port " + server.port(),
                "start sshd there, or correct " + server.setting("port") + ", then run kprov again");
    }

    private Problem down(String why) {
        return problem(
                server,
                "cannot reach " + server.shown(),
                why + "; the host is down, or a firewall drops the packets",
                "see that the host is up and that " + server.place() + " can be reached: nc -vz " + server.address()
                        + " " + server.port());
    }

    private Problem notSsh() {
        return problem(
                server,
                "no SSH connection to " + server.shown(),
                "what answers there does not speak SSH, or hung up: " + (said.isEmpty() ? "ssh said nothing" : last()),
                "correct " + server.setting("port") + "; if it is the SSH server, see its log for why it hangs up; "
                        + "try: ssh -v -p " + server.port() + " " + server.user() + "@" + server.address());
    }

    /// A line of the configuration that ssh refuses.
    static Problem configuration(String host, String address, String said) {
        boolean old = said.toLowerCase(java.util.Locale.ROOT).contains("knownhostscommand");
        return Problem.invalid(
                host,
                old ? "the ssh program of this machine is too old" : "ssh refuses its configuration for " + address,
                last(said),
                old
                        ? "update it to OpenSSH 8.5 or newer, or write connection: ssh"
                        : "correct the line in ~/.ssh/config or /etc/ssh/ssh_config; try: ssh -G " + address);
    }

    /// The connection was there and broke.
    static KprovException lost(Server server, String said) {
        return KprovException.passing(
                problem(
                        server,
                        "lost the connection to " + server.shown(),
                        said.isEmpty() ? "ssh ended without a word" : last(said),
                        "see that the host is up and its network works; then run kprov again, it goes on where"
                                + " it stopped"),
                null);
    }

    static KprovException session(Server server, String said) {
        return new KprovException(problem(
                server,
                server.shown() + " refuses to run a command",
                last(said),
                "see MaxSessions, ForceCommand and the login shell of " + server.user() + " there"));
    }

    static Problem problem(Server server, String what, String why, String remedy) {
        return new Problem(ExitCode.UNREACHABLE, server.host(), what, why, remedy);
    }

    private String last() {
        return last(said);
    }

    private static String last(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }
}
