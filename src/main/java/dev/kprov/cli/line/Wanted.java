package dev.kprov.cli.line;

import dev.kprov.installer.Installer;
import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Profile;

/// What the user asked for, read and found to fit together.
public record Wanted(Inventory inventory, Profile profile, Installer installer) {}
