package dev.kprov.verify.facility;

import java.time.Instant;

/// A CertificateSigningRequest.
///
/// @param signer who is to sign, e.g. `kubernetes.io/kubelet-serving`
/// @param requester as whom it was made, e.g. `system:node:worker-1`
/// @param decided whether somebody has approved or denied it
public record CertificateRequest(String name, String signer, String requester, Instant created, boolean decided) {}
