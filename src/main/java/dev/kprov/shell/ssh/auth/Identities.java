package dev.kprov.shell.ssh.auth;

import dev.kprov.shell.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that can be tried for one login, in OpenSSH's order: named certificates, keys that are both in a file and in
/// the agent, other keys of the agent, files.
public final class Identities {
    private final Credentials credentials;
    private final List<IdentityFile> files = new ArrayList<>();
    private final List<Agent.Key> agentKeys = new ArrayList<>();
    private final List<Identity> troubles = new ArrayList<>();

    private Identities(Credentials credentials) {
        this.credentials = credentials;
    }

    /// Reads the files and asks the agent what it holds.
    public static List<Identity> of(Credentials credentials, OpenKeys keys, Secrets secrets)
            throws InterruptedException {
        Identities identities = new Identities(credentials);
        for (Path file : credentials.identityFiles()) {
            if (!credentials.usual() || Files.exists(file)) {
                identities.files.add(IdentityFile.load(file, credentials, keys, secrets));
            }
        }
        credentials.agent().ifPresent(identities::askAgent);
        return identities.inOrder();
    }

    private void askAgent(Path socket) {
        try {
            agentKeys.addAll(new Agent(socket).keys());
        } catch (IOException e) {
            troubles.add(new Identity.Unusable(
                    "agent " + socket,
                    "it cannot be asked: " + e.getMessage(),
                    "start an agent (eval $(ssh-agent)), or unset SSH_AUTH_SOCK"));
        }
    }

    private List<Identity> inOrder() {
        List<Identity> all = new ArrayList<>();
        credentials.certificateFiles().forEach(file -> all.add(certificate(file)));
        List<Identity> others = new ArrayList<>();
        List<Identity> rest = new ArrayList<>();
        for (IdentityFile file : files) {
            rest.add(file.plain());
            beside(file).ifPresent(rest::add);
        }
        for (Agent.Key key : agentKeys) {
            Optional<Identity> known = fromFile(key.blob(), rest);
            if (known.isPresent()) {
                rest.remove(known.get());
                all.add(held(known.get().name() + " (agent)", key.blob()));
            } else if (!credentials.identitiesOnly()) {
                String comment = key.comment().isEmpty() ? "" : key.comment() + " ";
                others.add(held("agent key " + comment + fingerprint(key.blob()), key.blob()));
            }
        }
        all.addAll(others);
        all.addAll(troubles);
        all.addAll(rest);
        return all;
    }

    /// The one of these that has this blob. A file may be unusable but for its public key.
    private Optional<Identity> fromFile(PublicKeyBlob blob, List<Identity> identities) {
        for (Identity identity : identities) {
            boolean same =
                    identity instanceof Identity.Usable usable && usable.blob().equals(blob);
            boolean sameFile = files.stream()
                    .anyMatch(file -> file.is(blob) && file.plain().equals(identity));
            if (same || sameFile) {
                return Optional.of(identity);
            }
        }
        return Optional.empty();
    }

    private Identity.Usable held(String name, PublicKeyBlob blob) {
        return new Identity.Usable(name, blob, new Agent(credentials.agent().orElseThrow()).signer(blob));
    }

    private static String fingerprint(PublicKeyBlob blob) {
        try {
            return blob.fingerprint();
        } catch (IllegalArgumentException e) {
            return blob.type();
        }
    }

    private Optional<Identity> beside(IdentityFile file) {
        Path certificate = file.certificateFile();
        return credentials.certificateFiles().isEmpty() && Files.exists(certificate)
                ? Optional.of(certificate(certificate))
                : Optional.empty();
    }

    private Identity certificate(Path file) {
        String name = "certificate " + file;
        Optional<PublicKeyBlob> blob = PrivateKeyFile.beside(file).filter(PublicKeyBlob::isCertificate);
        if (blob.isEmpty()) {
            return new Identity.Unusable(
                    name, "it is not there or no certificate", "name a file that ssh-keygen -L -f can read");
        }
        try {
            return certificate(name, blob.get(), UserCertificate.of(blob.get()));
        } catch (IllegalArgumentException e) {
            return new Identity.Unusable(name, String.valueOf(e.getMessage()), "see it: ssh-keygen -L -f " + file);
        }
    }

    private Identity certificate(String name, PublicKeyBlob blob, UserCertificate certificate) {
        if (!certificate.user()) {
            return new Identity.Unusable(
                    name, "it is for a host, not for a user", "have a user certificate made: ssh-keygen -s CA -I ID");
        }
        String ended = certificate.validBefore().isBefore(Instant.now())
                ? ", which ended at " + certificate.validBefore()
                : "";
        return signer(blob, certificate.key())
                .<Identity>map(signer -> new Identity.Usable(name + ended, blob, signer))
                .orElseGet(() -> new Identity.Unusable(
                        name,
                        "neither the agent nor an identity file has its key " + fingerprint(certificate.key()),
                        "name the private key that was certified"));
    }

    /// Who has the private key of a certificate: the agent, or a file.
    private Optional<Signer> signer(PublicKeyBlob certificate, PublicKeyBlob key) {
        for (Agent.Key held : agentKeys) {
            if (held.blob().equals(certificate) || held.blob().equals(key)) {
                return credentials.agent().map(socket -> new Agent(socket).signer(held.blob()));
            }
        }
        return files.stream()
                .filter(file -> file.is(key) && file.plain() instanceof Identity.Usable)
                .map(file -> ((Identity.Usable) file.plain()).signer())
                .findFirst();
    }
}
