package dev.kprov.verify.facility;

import dev.kprov.verify.api.Part;
import java.util.List;

/// What was found of them.
///
/// @param webhooks those that pods wait for
/// @param defaultClasses the names of the StorageClasses that are the default
/// @param certificates that the API server and we have shown each other
public record Facilities(
        Part<List<ApiService>> apiServices,
        Part<List<CertificateRequest>> requests,
        Part<List<Webhook>> webhooks,
        Part<List<String>> defaultClasses,
        Part<List<Certificate>> certificates) {
    /// Nothing was asked.
    public static final Facilities NONE = missing("not asked yet", Part.Cause.ABSENT);

    /// None of them could be read, for one reason.
    public static Facilities missing(String why, Part.Cause cause) {
        return new Facilities(
                new Part.Missing<>(why, cause),
                new Part.Missing<>(why, cause),
                new Part.Missing<>(why, cause),
                new Part.Missing<>(why, cause),
                new Part.Missing<>(why, cause));
    }
}
