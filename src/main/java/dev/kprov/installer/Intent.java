package dev.kprov.installer;

import dev.kprov.inventory.Inventory;
import dev.kprov.observe.Facts;
import dev.kprov.profile.Profile;

/// Everything a plan is made from.
public record Intent(Profile profile, Inventory inventory, Facts facts, Credentials credentials) {}
