package dev.kprov.cli.parts;

import dev.kprov.cli.request.Request;
import dev.kprov.installer.Installer;
import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Timeouts;
import dev.kprov.profile.Verification;
import dev.kprov.shell.Secrets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What the user asked for, read and found to fit together.
///
/// @param inventory the hosts that steps run on; the cluster's name is in it
/// @param request as it is to be repeated about this cluster
public record Wanted(Inventory inventory, Profile profile, Installer installer, Request request) {
    /// The nodes that the cluster is to have.
    public Inventory nodes() {
        return installer.nodes(profile, inventory);
    }

    /// What has to be typed before the cluster is removed, where a plain yes is too little.
    public Optional<String> removalWord() {
        return installer.removalWord(profile, inventory.cluster());
    }

    /// The secrets that the profile refers to, by the installer's names for them.
    public Map<String, String> secrets(Secrets source) {
        Map<String, String> read = new HashMap<>();
        installer.secrets(profile, inventory).forEach((name, secret) -> read.put(name, source.read(secret)));
        return Map.copyOf(read);
    }

    /// The same, about these hosts.
    public Wanted of(Inventory hosts) {
        return new Wanted(hosts, profile, installer, request);
    }

    /// The same, checked in another way.
    ///
    /// @param deadline for all checks together; that of the profile when empty
    public Wanted verifying(UnaryOperator<Verification> change, Optional<Duration> deadline) {
        Timeouts usual = profile.timeouts();
        Profile other = profile.with(usual.verify(deadline.orElse(usual.verify())));
        return new Wanted(inventory, other.with(change.apply(profile.verification())), installer, request);
    }

    /// The same, but not to be waited for longer than this at the end.
    public Wanted within(Duration most) {
        Timeouts usual = profile.timeouts();
        Duration verify = usual.verify().compareTo(most) < 0 ? usual.verify() : most;
        return new Wanted(inventory, profile.with(usual.verify(verify)), installer, request);
    }
}
