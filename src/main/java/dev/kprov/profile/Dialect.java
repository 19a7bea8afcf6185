package dev.kprov.profile;

import dev.kprov.yaml.Block;
import java.util.Optional;
import java.util.Set;

/// How profiles are written for one installer: which of the blocks that several share mean something to it, and what
/// holds where they are silent. A block that means nothing to it is refused like any unknown key, for a wish that is
/// dropped without a word is worse than an error. `timeouts` and `verification` are for all.
///
/// @param shared the blocks
/// @param versionNeeded whether `kubernetes.version` has to be there
/// @param network where `network` says nothing
/// @param plugins what `network.plugin` may be
/// @param reader of the block that is named after the installer
public record Dialect(
        Set<Shared> shared,
        boolean versionNeeded,
        Network network,
        Set<Network.Plugin> plugins,
        SettingsReader reader) {
    public Dialect {
        shared = Set.copyOf(shared);
        plugins = Set.copyOf(plugins);
    }

    /// A block or a key of the first level that not every installer knows.
    public enum Shared {
        /// The cluster's name; where the inventory gives it, it does not stand here.
        NAME("name"),
        KUBERNETES("kubernetes"),
        NETWORK("network"),
        API("api"),
        RUNTIME("runtime"),
        PACKAGES("packages"),
        IMAGES("images"),
        ON_FAILURE("onFailure");

        private final String key;

        Shared(String key) {
            this.key = key;
        }

        /// As it is written.
        public String key() {
            return key;
        }
    }

    /// Reads the installer's own block.
    @FunctionalInterface
    public interface SettingsReader {
        /// Reports what is wrong to the block, and goes on.
        ///
        /// @param block empty where the profile has none
        Settings read(Optional<Block> block);
    }

    public boolean has(Shared block) {
        return shared.contains(block);
    }
}
