package dev.kprov.profile;

import java.util.Locale;
import java.util.Optional;

/// Addresses inside the cluster and who connects them.
///
/// @param manifest file or `http(s)` URL of the plugin's manifest; the plugin's own release when empty
public record Network(String podCidr, String serviceCidr, String dnsDomain, Plugin plugin, Optional<String> manifest) {
    public enum Plugin {
        FLANNEL,
        CALICO,
        CILIUM,
        /// A manifest that the user gives; kprov knows nothing of its pods.
        MANIFEST,
        /// What the installer brings along of its own accord.
        DEFAULT,
        NONE;

        /// As it is written in a profile.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
