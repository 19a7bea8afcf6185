package dev.kprov.shell.ssh;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.shell.ssh.known.HostCertificate;
import dev.kprov.shell.ssh.known.HostKey;
import dev.kprov.shell.ssh.known.KnownHosts;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Why a server's key is not good enough. A changed key is never explained away: it may be an attack.
final class HostKeyProblem {
    private HostKeyProblem() {}

    static Problem unknown(Server server, HostKey key, KnownHosts hosts) {
        String file = hosts.file().map(Path::toString).orElse("~/.ssh/known_hosts");
        return problem(
                server,
                "the host key of " + server.shown() + " is not known",
                "it showed " + key.type() + " " + key.fingerprint() + ", and " + file + " has no key for "
                        + server.knownName(),
                "run: kprov trust, and compare the fingerprint with the host's own (ssh-keygen -lf"
                        + " /etc/ssh/ssh_host_ed25519_key.pub) before you agree; or set " + server.setting("hostKey")
                        + " to \""
                        + key.fingerprint() + "\"");
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

    static Problem certificate(
            Server server, HostCertificate certificate, String objection, KnownHosts.Entry authority) {
        return problem(
                server,
                "the certificate of " + server.shown() + " does not prove who it is",
                objection + "; it was signed by " + certificate.authorityFingerprint() + ", which " + authority.file()
                        + ":" + authority.line() + " trusts",
                "have the host's key signed anew: ssh-keygen -h -s CA_KEY -I NAME -n " + server.knownHost()
                        + " /etc/ssh/ssh_host_ed25519_key.pub");
    }

    static Problem otherAuthority(Server server, HostCertificate certificate, List<KnownHosts.Entry> authorities) {
        String known = authorities.stream()
                .map(entry -> entry.fingerprint() + " at " + entry.file() + ":" + entry.line())
                .collect(Collectors.joining(", "));
        return problem(
                server,
                "the certificate of " + server.shown() + " is signed by an authority that is not known",
                "it was signed by " + certificate.authorityFingerprint() + ", but known is " + known,
                "ask whoever runs the host which authority signs for it; only when that is certain, add its key as"
                        + " @cert-authority to " + authorities.getFirst().file());
    }

    private static Problem problem(Server server, String what, String why, String remedy) {
        return new Problem(ExitCode.UNREACHABLE, server.host(), what, why, remedy);
    }
}
