package dev.kprov.shell.openssh;

import dev.kprov.problem.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Why a server's key is not good enough. A changed key is never explained away: it may be an attack.
final class HostKeyTrouble {
    private static final Pattern PLACE = Pattern.compile("Offending (\\S+) key in (.+:\\d+)");

    private HostKeyTrouble() {}

    static Problem of(ConnectTrouble trouble) {
        Server server = trouble.server();
        String keys = trouble.shown().isEmpty()
                ? "a key"
                : trouble.shown().stream().map(HostKey::toString).collect(Collectors.joining(", "));
        if (trouble.said().contains("revoked")) {
            return revoked(server, keys);
        }
        if (server.access().hostKey().isPresent()) {
            return notPinned(server, keys, server.access().hostKey().get());
        }
        Matcher place = PLACE.matcher(trouble.said());
        return place.find()
                ? changed(server, keys, place.group(1) + " at " + place.group(2))
                : unknown(server, trouble);
    }

    private static Problem unknown(Server server, ConnectTrouble trouble) {
        Optional<HostKey> key = trouble.shown().stream().reduce((first, second) -> second);
        String type = key.map(HostKey::type).orElse("ssh-ed25519").replaceFirst("^ssh-|-sha2-.*$", "");
        String file = server.knownHosts();
        return ConnectTrouble.problem(
                server,
                "the host key of " + server.shown() + " is not known",
                key.map(shown -> "it showed " + shown + ", and ").orElse("") + file + " has no key for "
                        + server.knownName(),
                "compare the fingerprint with the host's own (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub); if it"
                        + " is the same, set " + server.setting("hostKey") + " to \""
                        + key.map(HostKey::fingerprint).orElse("SHA256:...") + "\", or run: ssh-keyscan -t " + type
                        + " -p " + server.port() + " " + server.address() + " >> " + file);
    }

    private static Problem changed(Server server, String keys, String old) {
        return ConnectTrouble.problem(
                server,
                "the host key of " + server.shown() + " has changed",
                "it showed " + keys + ",\nbut known is " + old
                        + ";\nthe host was set up anew, or someone is in between",
                "ask whoever runs the host why its key changed; only when that is certain, remove the old key: "
                        + "ssh-keygen -f " + old.replaceFirst("^\\S+ at ", "").replaceFirst(":\\d+$", "") + " -R \""
                        + server.knownName() + "\"");
    }

    private static Problem revoked(Server server, String keys) {
        return ConnectTrouble.problem(
                server,
                "the host key of " + server.shown() + " is revoked",
                "it showed " + keys + ", which a file of known hosts revokes",
                "do not use this host before its key was replaced: ask whoever revoked it");
    }

    private static Problem notPinned(Server server, String keys, String pinned) {
        return ConnectTrouble.problem(
                server,
                "the host key of " + server.shown() + " is not the one that the inventory demands",
                "it showed " + keys + ",\nbut " + server.setting("hostKey") + " is " + pinned,
                "ask whoever runs the host whether its key changed and why; only when that is certain, correct "
                        + server.setting("hostKey"));
    }
}
