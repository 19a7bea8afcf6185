package dev.kprov.cli.line;

import dev.kprov.installer.Installer;
import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Timeouts;
import java.time.Duration;

/// What the user asked for, read and found to fit together.
public record Wanted(Inventory inventory, Profile profile, Installer installer) {
    /// A cluster with a failed step is looked at, not waited for.
    private static final Duration BRIEFLY = Duration.ofSeconds(30);

    /// The same, of a cluster that is not waited for.
    Wanted impatient() {
        Profile p = profile;
        Duration verify =
                p.timeouts().verify().compareTo(BRIEFLY) < 0 ? p.timeouts().verify() : BRIEFLY;
        Timeouts timeouts = new Timeouts(p.timeouts().connect(), p.timeouts().step(), verify);
        Profile impatient = new Profile(
                p.name(),
                p.installer(),
                p.kubernetesVersion(),
                p.network(),
                p.apiEndpoint(),
                p.runtime(),
                p.packages(),
                p.imageMirrors(),
                timeouts,
                p.verification(),
                p.settings(),
                p.source());
        return new Wanted(inventory, impatient, installer);
    }
}
