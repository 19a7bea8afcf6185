package dev.kprov.verify.check;

import dev.kprov.profile.Dns;
import dev.kprov.profile.Settings;
import java.util.Optional;

/// What a cluster is to have; at first what is expected where nobody says anything.
///
/// @param dns as in `Settings`
public record Expected(Optional<Dns> dns, boolean kubeProxy) implements Settings {
    public Expected() {
        this(Settings.NONE.dns(), Settings.NONE.kubeProxy());
    }

    public Expected withDns(Dns names) {
        return new Expected(Optional.of(names), kubeProxy);
    }

    public Expected withoutDns() {
        return new Expected(Optional.empty(), kubeProxy);
    }

    public Expected withoutKubeProxy() {
        return new Expected(dns, false);
    }
}
