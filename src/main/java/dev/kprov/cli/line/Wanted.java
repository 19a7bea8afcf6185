package dev.kprov.cli.line;

import dev.kprov.installer.Installer;
import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Timeouts;
import java.time.Duration;

/// What the user asked for, read and found to fit together.
public record Wanted(Inventory inventory, Profile profile, Installer installer) {
    /// The same, about these hosts.
    Wanted of(Inventory hosts) {
        return new Wanted(hosts, profile, installer);
    }

    /// The same, but not to be waited for longer than this at the end.
    Wanted within(Duration most) {
        Timeouts usual = profile.timeouts();
        Duration verify = usual.verify().compareTo(most) < 0 ? usual.verify() : most;
        return new Wanted(inventory, profile.with(usual.verify(verify)), installer);
    }
}
