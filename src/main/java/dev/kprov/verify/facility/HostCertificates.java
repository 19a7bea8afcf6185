package dev.kprov.verify.facility;

import dev.kprov.shell.Script;
import dev.kprov.verify.facility.Certificate.Holder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The certificates that a host's components show each other, where kubeadm and kubespray keep them, see
/// <https://kubernetes.io/docs/setup/best-practices/certificates/>. The one that a kubelet signs for itself is not
/// among them: an API server does not look at its dates.
public final class HostCertificates {
    private static final String MARK = "= ";
    private static final String SCRIPT = """
        for file in /etc/kubernetes/pki/*.crt /etc/kubernetes/pki/etcd/*.crt /etc/ssl/etcd/ssl/*.pem \\
          /var/lib/kubelet/pki/kubelet-client-current.pem /var/lib/kubelet/pki/kubelet-server-current.pem; do
          if grep -qs -e '-BEGIN CERTIFICATE-' "$file"; then
            printf '= %s\\n' "$file"
            # A key may be in the same file.
            sed -n '/-BEGIN CERTIFICATE-/,/-END CERTIFICATE-/p' "$file"
          fi
        done
        for file in admin controller-manager scheduler; do
          file=/etc/kubernetes/$file.conf
          [ -r "$file" ] || continue
          data=$(sed -n 's/^ *client-certificate-data: *//p' "$file")
          if [ -n "$data" ]; then
            printf '= %s\\n' "$file"
            base64 -d <<<"$data"
          fi
        done
        """;

    private HostCertificates() {}

    /// A script that prints them and no keys.
    public static Script script() {
        return new Script("certificates", SCRIPT, Map.of(), Map.of(), Set.of());
    }

    /// What it has printed: of each file the first, with its path for a subject.
    public static List<Certificate> read(String printed) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> found = new ArrayList<>();
        for (String part : ("\n" + printed).split("\n" + MARK, -1)) {
            int end = part.indexOf('\n');
            if (end > 0 && part.contains("-BEGIN CERTIFICATE-")) {
                X509Certificate certificate = (X509Certificate) factory.generateCertificate(
                        new ByteArrayInputStream(part.substring(end + 1).getBytes(StandardCharsets.US_ASCII)));
                found.add(Certificate.of(Holder.HOST, part.substring(0, end), certificate));
            }
        }
        return found;
    }
}
