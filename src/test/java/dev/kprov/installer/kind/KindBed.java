package dev.kprov.installer.kind;

import dev.kprov.installer.Credentials;
import dev.kprov.installer.Intent;
import dev.kprov.installer.ProfileText;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.observe.Facts;
import dev.kprov.profile.Profile;
import dev.kprov.yaml.Source;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A profile of kind's as a text, and what is to be found on the machine.
final class KindBed {
    static final String PROFILE = """
        apiVersion: kprov/v1
        installer: kind
        kubernetes: {version: 1.36.1}
        """;

    private KindBed() {}

    static Profile profile(String text) {
        return ProfileText.read(text);
    }

    static Intent intent(String profile, String state) {
        return new Intent(
                profile(profile),
                new Inventory("lab", List.of(Host.controller()), Source.NONE),
                new Facts(Map.of(), Map.of("/net.yaml", "kind: ConfigMap\n"), List.of(), state),
                new Credentials("abcdef.0123456789abcdef", "f".repeat(64)));
    }

    /// What `look.sh` prints of a cluster that was made from a profile.
    static String made(String profile) {
        return "marked\nnode lab-control-plane running\n" + madeFrom(profile);
    }

    static String madeFrom(String profile) {
        String config = new KindConfig(profile(profile)).text();
        return "made " + Base64.getEncoder().encodeToString(config.getBytes(StandardCharsets.UTF_8)) + "\n";
    }
}
