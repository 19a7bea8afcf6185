package dev.kprov.verify.probe;

import dev.kprov.inventory.Host;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.Result;
import dev.kprov.verify.facility.Certificate;
import dev.kprov.verify.facility.HostCertificates;
import dev.kprov.verify.probe.ProbeRounds.Finding;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A host that shows which certificates it keeps.
///
/// @param now by the API server's clock
public record CertificateAsker(Wiring.Scripts scripts, Host host, Instant now) implements ProbeRounds.Asker {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Override
    public Map<String, Finding> ask(Set<String> words, Duration wait) throws InterruptedException {
        return finding().ofAll(words);
    }

    private Finding finding() throws InterruptedException {
        try {
            Result result = scripts.run(host, HostCertificates.script(), TIMEOUT);
            return result.ok()
                    ? judge(HostCertificates.read(result.stdout()))
                    : HostAsker.failed("its certificates could not be read:", result);
        } catch (CertificateException e) {
            return new Finding.Unable("one of its certificates cannot be read: " + e.getMessage(), true);
        } catch (KprovException e) {
            return HostAsker.unable(e);
        }
    }

    private Finding judge(List<Certificate> certificates) {
        String late = certificates.stream()
                .filter(certificate -> certificate.late(now))
                .map(certificate -> certificate.subject() + " " + certificate.ending(now))
                .collect(Collectors.joining(", "));
        return late.isEmpty()
                ? new Finding.Right(certificates.stream()
                        .min(Comparator.comparing(Certificate::until))
                        .map(first -> first.subject() + " until " + first.until())
                        .orElse(""))
                : new Finding.Wrong(late);
    }
}
