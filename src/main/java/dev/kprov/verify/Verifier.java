package dev.kprov.verify;

import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Shells;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// Asks a live cluster whether it is what the inventory and the profile say, and whether it works.
public final class Verifier {
    private final Shells shells;
    private final Clock clock;

    public Verifier(Shells shells, Clock clock) {
        this.shells = shells;
        this.clock = clock;
    }

    /// Told what goes on.
    public interface Listener {
        /// What is still being waited for; called when it changes.
        void waiting(List<String> what);

        /// A check has its final verdict.
        void finished(CheckResult result);
    }

    /// Runs every check of the profile's level, waiting with the profile's deadline for what can still become true.
    /// The results come in a fixed order, one for each check.
    public List<CheckResult> verify(Path kubeconfig, Profile profile, Inventory inventory, Listener listener)
            throws InterruptedException {
        throw new UnsupportedOperationException("not written yet: " + shells + clock);
    }
}
