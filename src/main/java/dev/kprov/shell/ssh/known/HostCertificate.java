package dev.kprov.shell.ssh.known;

import com.hierynomus.sshj.signature.SignatureEdDSA;
import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.signature.SignatureECDSA;
import net.schmizz.sshj.signature.SignatureRSA;

/// A host's certificate: its key, signed by an authority.
///
/// All of it is checked here. SSHJ proves that the host has the key, but does not ask who signed the certificate, nor
/// whether it is one for hosts, nor for what it is limited.
///
/// @param authority the key that signed it, in base64
public record HostCertificate(Certificate<?> certificate, String authority) {
    private static final long FOR_HOSTS = 2;
    private static final List<Factory.Named<Signature>> SIGNATURES = List.of(
            new SignatureEdDSA.Factory(),
            new SignatureECDSA.Factory256(),
            new SignatureECDSA.Factory384(),
            new SignatureECDSA.Factory521(),
            new SignatureRSA.FactoryRSASHA512(),
            new SignatureRSA.FactoryRSASHA256());

    /// Empty for a plain key.
    public static Optional<HostCertificate> of(PublicKey key) {
        return key instanceof Certificate<?> certificate
                ? Optional.of(new HostCertificate(
                        certificate, Base64.getEncoder().encodeToString(certificate.getSignatureKey())))
                : Optional.empty();
    }

    /// The key inside it.
    public HostKey key() {
        return HostKey.of(certificate.getKey());
    }

    public String authorityFingerprint() {
        return HostKey.fingerprint(certificate.getSignatureKey());
    }

    public boolean signedBy(KnownHosts.Entry entry) {
        return entry.blob().equals(authority);
    }

    /// Why it does not prove that the server is this host; empty when it does, provided that its authority is known.
    ///
    /// @param host the host's name or alias, without a port
    public Optional<String> objection(String host, Instant now) {
        List<String> names = certificate.getValidPrincipals();
        if (certificate.getType() != FOR_HOSTS) {
            return Optional.of("it is no certificate for hosts");
        }
        if (!names.isEmpty()
                && names.stream().noneMatch(name -> KnownHosts.matches(name.toLowerCase(Locale.ROOT), host))) {
            return Optional.of("it is for " + String.join(", ", names) + ", not for " + host);
        }
        if (now.isBefore(certificate.getValidAfter().toInstant())) {
            return Optional.of(
                    "it is valid only from " + certificate.getValidAfter().toInstant());
        }
        if (!now.isBefore(certificate.getValidBefore().toInstant())) {
            return Optional.of("it has expired: it was valid until "
                    + certificate.getValidBefore().toInstant());
        }
        if (!certificate.getCritOptions().isEmpty()) {
            return Optional.of("it has limits that mean nothing for a host: "
                    + String.join(", ", certificate.getCritOptions().keySet()));
        }
        return signed()
                ? Optional.empty()
                : Optional.of("its signature is wrong, or made with an algorithm that is not safe");
    }

    private boolean signed() {
        try {
            byte[] signature = certificate.getSignature();
            byte[] whole = new Buffer.PlainBuffer().putPublicKey(certificate).getCompactData();
            Signature verifier = Factory.Named.Util.create(SIGNATURES, new Buffer.PlainBuffer(signature).readString());
            if (verifier == null) {
                return false;
            }
            verifier.initVerify(new Buffer.PlainBuffer(certificate.getSignatureKey()).readPublicKey());
            // All but the signature itself, which has its length before it.
            verifier.update(whole, 0, whole.length - signature.length - Integer.BYTES);
            return verifier.verify(signature);
        } catch (Buffer.BufferException | SSHRuntimeException | UnsupportedOperationException e) {
            // Not what a signature or a key looks like.
            return false;
        }
    }
}
