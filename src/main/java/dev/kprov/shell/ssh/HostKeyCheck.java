package dev.kprov.shell.ssh;

import dev.kprov.problem.Problem;
import dev.kprov.shell.NewKeys;
import dev.kprov.shell.ssh.config.HostKeyPolicy;
import dev.kprov.shell.ssh.known.HostCertificate;
import dev.kprov.shell.ssh.known.HostKey;
import dev.kprov.shell.ssh.known.KnownHosts;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/// Decides about one server's key, strictly: the inventory's fingerprint, else `known_hosts`. Keeps what it saw,
/// since SSHJ asks it in a thread of its own and only learns yes or no.
final class HostKeyCheck implements HostKeyVerifier {
    private static final List<String> TYPES =
            List.of("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa");

    private final Server server;
    private final KnownHosts hosts;
    private final NewKeys newKeys;
    private final List<HostKey> shown = new ArrayList<>();
    private Optional<Problem> problem = Optional.empty();
    private Optional<HostKey> unknown = Optional.empty();
    private boolean revoked;
    private boolean unproved;

    HostKeyCheck(Server server, KnownHosts hosts, NewKeys newKeys) {
        this.server = server;
        this.hosts = hosts;
        this.newKeys = newKeys;
    }

    @Override
    public synchronized boolean verify(String hostname, int port, PublicKey publicKey) {
        Optional<HostCertificate> certificate = HostCertificate.of(publicKey);
        HostKey key = certificate.map(HostCertificate::key).orElseGet(() -> HostKey.of(publicKey));
        boolean again = shown.contains(key);
        shown.add(key);
        if (!again) {
            problem = certificate.isPresent() ? decide(key, certificate.get()) : decide(key);
        }
        return problem.isEmpty();
    }

    /// A certificate that does not help leaves the key inside it, which may be known, as with ssh.
    private Optional<Problem> decide(HostKey key, HostCertificate certificate) {
        Optional<KnownHosts.Entry> against = hosts.of(server.knownName()).stream()
                .filter(entry -> entry.revoked() && (entry.has(key) || certificate.signedBy(entry)))
                .findFirst();
        if (against.isPresent()) {
            revoked = true;
            return Optional.of(HostKeyProblem.revoked(server, key, against.get()));
        }
        boolean plain = server.access().hostKey().isPresent()
                || hosts.of(server.knownName()).stream().anyMatch(entry -> entry.has(key));
        if (plain || authorities().isEmpty()) {
            return decide(key);
        }
        Optional<KnownHosts.Entry> authority =
                authorities().stream().filter(certificate::signedBy).findFirst();
        if (authority.isEmpty()) {
            return Optional.of(HostKeyProblem.otherAuthority(server, certificate, authorities()));
        }
        return certificate
                .objection(server.knownHost(), Instant.now())
                .map(objection -> HostKeyProblem.certificate(server, certificate, objection, authority.get()));
    }

    private List<KnownHosts.Entry> authorities() {
        return hosts.authorities(server.knownName(), server.knownHost());
    }

    private Optional<Problem> decide(HostKey key) {
        List<KnownHosts.Entry> known = hosts.of(server.knownName());
        Optional<KnownHosts.Entry> against = known.stream()
                .filter(entry -> entry.revoked() && entry.has(key))
                .findFirst();
        if (against.isPresent()) {
            revoked = true;
            return Optional.of(HostKeyProblem.revoked(server, key, against.get()));
        }
        if (server.access().hostKey().isPresent()) {
            return pinned(key, server.access().hostKey().get());
        }
        List<KnownHosts.Entry> good =
                known.stream().filter(entry -> !entry.revoked()).toList();
        if (good.isEmpty()) {
            return policy() == HostKeyPolicy.STRICT ? refuse(key) : remember(key);
        }
        return compare(key, good);
    }

    private Optional<Problem> compare(HostKey key, List<KnownHosts.Entry> good) {
        boolean matches = good.stream().anyMatch(entry -> entry.has(key));
        unproved = !matches;
        return matches || policy() == HostKeyPolicy.OFF
                ? Optional.empty()
                : Optional.of(HostKeyProblem.changed(server, key, good));
    }

    private Optional<Problem> refuse(HostKey key) {
        unknown = Optional.of(key);
        return Optional.of(HostKeyProblem.unknown(server, key, hosts));
    }

    /// A key that was refused for no other reason than that nobody knows it.
    synchronized Optional<HostKey> unknown() {
        return unknown;
    }

    /// The command line counts before the configuration, as with ssh.
    private HostKeyPolicy policy() {
        return newKeys.accepted() ? HostKeyPolicy.ACCEPT_NEW : server.config().hostKeyPolicy();
    }

    /// One at a time: two hosts of the inventory may be behind one address, and the first to come decides.
    private Optional<Problem> remember(HostKey key) {
        synchronized (newKeys) {
            List<KnownHosts.Entry> meanwhile =
                    KnownHosts.read(server.config().knownHosts()).of(server.knownName()).stream()
                            .filter(entry -> !entry.revoked())
                            .toList();
            if (!meanwhile.isEmpty()) {
                return compare(key, meanwhile);
            }
            hosts.add(server.knownName(), key);
        }
        newKeys.listener()
                .remark(
                        server.host(),
                        "accepted the new host key of " + server.shown() + ": " + key.type() + " " + key.fingerprint());
        return Optional.empty();
    }

    /// Whether the server proved who it is, or nobody knew it before.
    synchronized boolean trusted() {
        return !unproved;
    }

    private Optional<Problem> pinned(HostKey key, String fingerprint) {
        boolean same = key.fingerprint().equals(fingerprint.replaceFirst("=+$", ""));
        return same
                ? Optional.empty()
                : Optional.of(HostKeyProblem.notPinned(
                        server, fingerprint, shown.stream().distinct().toList()));
    }

    synchronized Optional<Problem> problem() {
        return problem;
    }

    /// A fingerprint does not tell its key's type, and a server shows only one key at a time: whether it may have
    /// another one to show.
    synchronized boolean mayTryAnother() {
        long types = shown.stream().map(HostKey::type).distinct().count();
        return server.access().hostKey().isPresent() && !revoked && types == shown.size() && types < TYPES.size();
    }

    /// What to ask the server for first: the types that are known, or those not seen yet.
    @Override
    public synchronized List<String> findExistingAlgorithms(String hostname, int port) {
        if (!shown.isEmpty() && problem.isEmpty()) {
            // The keys of the connection are renewed: the host shows what it has shown.
            return names(shown.getLast().type());
        }
        List<String> seen = shown.stream().map(HostKey::type).toList();
        List<String> types = server.access().hostKey().isPresent()
                ? TYPES.stream().filter(type -> !seen.contains(type)).toList()
                : hosts.of(server.knownName()).stream()
                        .filter(entry -> !entry.revoked())
                        .map(KnownHosts.Entry::type)
                        .toList();
        boolean certified =
                server.access().hostKey().isEmpty() && !authorities().isEmpty();
        return Stream.concat(
                        certified ? Algorithms.CERTIFICATES.stream() : Stream.empty(),
                        types.stream().flatMap(type -> names(type).stream()))
                .toList();
    }

    /// RSA keys sign in more than one way, each with a name of its own.
    private static List<String> names(String type) {
        return type.equals("ssh-rsa") ? List.of("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa") : List.of(type);
    }
}
