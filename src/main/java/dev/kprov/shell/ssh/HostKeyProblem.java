package dev.kprov.shell.ssh;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Why a server's key is not good enough. A changed key is never explained away: it may be an attack.
final class HostKeyProblem {
    private HostKeyProblem() {}

    static Problem unknown(Server server, HostKey key, KnownHosts hosts) {
        String file = hosts.file().map(Path::toString).orElse("~/.ssh/known_hosts");
        String keyscan = "ssh-keyscan -t " + key.type().replaceFirst("^ssh-|-sha2-.*$", "") + " -p " + server.port()
                + " " + server.address();
        return problem(
                server,
                "the host key of " + server.shown() + " is not known",
                "it showed " + key.type() + " " + key.fingerprint() + ", and " + file + " has no key for "
                        + server.knownName(),
                "compare the fingerprint with the host's own (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub); if it"
                        + " is the same, set " + server.setting("hostKey") + " to \"" + key.fingerprint()
                        + "\", or run: "
                        + keyscan + " >> " + file);
    }

    static Problem changed(Server server, HostKey key, List<KnownHosts.Entry> known) {
        String old = known.stream()
                .map(entry -> entry.type() + " " + entry.fingerprint() + " at " + entry.file() + ":" + entry.line())
                .collect(Collectors.joining(", "));
        return problem(
                server,
                "the host key of " + server.shown() + " has changed",
                "it showed " + key.type() + " " + key.fingerprint() + ",\nbut known is " + old
                        + ";\nthe host was set up anew, or someone is in between",
                "ask whoever runs the host why its key changed; only when that is certain, remove the old key: "
                        + "ssh-keygen -f " + known.getFirst().file() + " -R \""
                        + server.knownName() + "\"");
    }

    static Problem revoked(Server server, HostKey key, KnownHosts.Entry entry) {
        return problem(
                server,
                "the host key of " + server.shown() + " is revoked",
                "it showed " + key.type() + " " + key.fingerprint() + ", which " + entry.file() + ":" + entry.line()
                        + " revokes",
                "do not use this host before its key was replaced: ask whoever revoked it");
    }

    static Problem notPinned(Server server, String pinned, List<HostKey> shown) {
        String keys =
                shown.stream().map(key -> key.type() + " " + key.fingerprint()).collect(Collectors.joining(", "));
        return problem(
                server,
                "the host key of " + server.shown() + " is not the one that the inventory demands",
                "it showed " + keys + ",\nbut " + server.setting("hostKey") + " is " + pinned,
                "ask whoever runs the host whether its key changed and why; only when that is certain, correct "
                        + server.setting("hostKey"));
    }

    static KprovException unreadable(Path file, IOException cause) {
        return new KprovException(
                List.of(Problem.of(
                        ExitCode.UNREACHABLE,
                        "cannot read " + file,
                        String.valueOf(cause),
                        "make the file readable for you: without it no host key can be checked")),
                cause);
    }

    static KprovException unwritable(Path file, IOException cause) {
        return new KprovException(
                List.of(Problem.of(
                        ExitCode.UNREACHABLE,
                        "cannot add a host key to " + file,
                        String.valueOf(cause),
                        "make the file writable for you, or remove StrictHostKeyChecking from ~/.ssh/config")),
                cause);
    }

    private static Problem problem(Server server, String what, String why, String remedy) {
        return new Problem(ExitCode.UNREACHABLE, server.host(), what, why, remedy);
    }
}
