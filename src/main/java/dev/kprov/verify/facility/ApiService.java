package dev.kprov.verify.facility;

/// A part of the API, as the API server offers it.
///
/// @param name e.g. `v1beta1.metrics.k8s.io`
/// @param available whether it can be used
/// @param message why it cannot
public record ApiService(String name, boolean available, String message) {}
