package dev.kprov.installer.kops;

import dev.kprov.installer.Intent;
import java.util.List;
import java.util.Optional;

/// What is wanted of kops, beside what is there.
record Wish(Intent intent) {
    KopsSettings settings() {
        return KopsSettings.of(intent.profile());
    }

    KopsState state() {
        return KopsState.parse(intent.facts().state());
    }

    /// The cluster's name as kops knows it.
    String name() {
        return settings().fullName(intent.inventory().cluster());
    }

    /// The profile's manifests, or those that kops makes of it.
    Manifests wanted() {
        KopsSettings settings = settings();
        Manifests manifests = settings.manifest()
                .map(file -> Manifests.read(file, intent.facts().documents().getOrDefault(file, "")))
                .orElseGet(
                        () -> Manifests.read("what kops wrote", state().wanted().orElse("")));
        return settings.nodes().map(nodes -> manifests.with(nodes.workers())).orElse(manifests);
    }

    /// Those in the state store.
    Optional<Manifests> stored() {
        return state().stored().map(text -> Manifests.read("the state store", text));
    }

    /// How they differ from those in the state store; none where it has none.
    List<String> differences() {
        return stored().map(stored -> wanted().differences(
                                stored, state().applied().map(applied -> Manifests.read("applied.yaml", applied))))
                .orElse(List.of());
    }

    /// The public key for the machines; empty where the profile names none.
    String sshKey() {
        return settings()
                .sshPublicKey()
                .map(file -> intent.facts().documents().getOrDefault(file, ""))
                .orElse("");
    }

    Optional<Preview> preview() {
        return state().texts().containsKey("preview") ? Optional.of(state().preview()) : Optional.empty();
    }
}
