package dev.kprov.installer.minikube;

import dev.kprov.installer.Credentials;
import dev.kprov.installer.Intent;
import dev.kprov.installer.ProfileText;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.observe.Facts;
import dev.kprov.observe.HostFacts;
import dev.kprov.profile.Profile;
import dev.kprov.yaml.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Profiles of minikube's as texts, and what is to be found on the machine and on its host.
final class MinikubeBed {
    static final String DOCKER = """
        apiVersion: kprov/v1
        installer: minikube
        kubernetes: {version: 1.35.1}
        """;
    static final String SSH = DOCKER + "minikube: {driver: ssh}\n";
    static final String NONE = DOCKER + "minikube: {driver: none}\n";
    static final String AUTHORITY = "a".repeat(64);
    static final Access.Ssh LOGIN = new Access.Ssh(
            "192.0.2.11",
            Optional.empty(),
            Optional.of("ops"),
            Optional.of("/home/user/.ssh/id_ed25519"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Access.Jump.Unsaid());

    private MinikubeBed() {}

    static Profile profile(String text) {
        return ProfileText.read(text);
    }

    /// The hosts that steps of a profile run on.
    static Inventory hosts(String profile) {
        return switch (MinikubeSettings.of(profile(profile)).driver()) {
            case SSH -> one(LOGIN).withController();
            case NONE -> one(LOGIN);
            default -> new Inventory("lab", List.of(Host.controller()), Source.NONE);
        };
    }

    static Inventory one(Access access) {
        return new Inventory("lab", List.of(host("one", access)), Source.NONE);
    }

    static Host host(String name, Access access) {
        Set<Role> roles = Set.of(Role.CONTROL_PLANE, Role.WORKER);
        return new Host(name, "192.0.2.11", "192.0.2.11", roles, Map.of(), List.of(), access, Become.NONE);
    }

    static Intent intent(String profile, String state) {
        return intent(profile, state, facts("one", Map.of(), Optional.empty()));
    }

    static Intent intent(String profile, String state, HostFacts one) {
        Inventory hosts = hosts(profile);
        Map<String, HostFacts> facts = hosts.withoutController().hosts().isEmpty() ? Map.of() : Map.of("one", one);
        return new Intent(
                profile(profile),
                hosts,
                new Facts(facts, Map.of("/net.yaml", "kind: ConfigMap\n"), List.of(), state),
                new Credentials("abcdef.0123456789abcdef", "f".repeat(64)));
    }

    static HostFacts facts(String hostname, Map<String, String> hashes, Optional<HostFacts.Membership> membership) {
        return new HostFacts(
                new HostFacts.Identity(hostname, "id", "boot", ""),
                new HostFacts.Os("debian", "12", "bookworm", "amd64", "6.1.0"),
                new HostFacts.Resources(2, 4000, Map.of(), List.of(), 2),
                new HostFacts.Kernel(Set.of(), Map.of()),
                new HostFacts.Network(List.of(), Map.of(), Map.of()),
                new HostFacts.Software(Map.of(), Set.of(), Map.of(), Optional.of("1.7.0"), Set.of(), List.of()),
                new HostFacts.Files(hashes, Map.of()),
                0,
                0,
                membership,
                List.of());
    }

    /// What `look.sh` prints of a cluster that was made from a profile and runs.
    static String made(String profile) {
        return madeFrom(profile) + status("status-running") + "authority " + AUTHORITY + "\n";
    }

    static String madeFrom(String profile) {
        return "begun\nmade " + encoded(new StartFlags(profile(profile), hosts(profile)).made()) + "\n";
    }

    static String status(String recording) {
        return "status " + encoded(recorded(recording + ".json")) + "\n";
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// What a real minikube v1.38.1 printed.
    static String recorded(String file) {
        try {
            return Files.readString(Path.of("src/test/resources/dev/kprov/installer/minikube", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
