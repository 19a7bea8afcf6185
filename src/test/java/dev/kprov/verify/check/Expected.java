package dev.kprov.verify.check;

import dev.kprov.profile.Dns;
import dev.kprov.profile.Settings;
import java.util.Optional;
import java.util.OptionalInt;

/// What a cluster is to have; at first what is expected where nobody says anything.
public record Expected(
        Optional<Dns> dns, boolean kubeProxy, boolean staticPods, boolean serviceProbes, OptionalInt foundNodes)
        implements Settings {
    public Expected() {
        this(
                Settings.NONE.dns(),
                Settings.NONE.kubeProxy(),
                Settings.NONE.staticPods(),
                Settings.NONE.serviceProbes(),
                Settings.NONE.foundNodes());
    }

    public Expected withDns(Dns names) {
        return new Expected(Optional.of(names), kubeProxy, staticPods, serviceProbes, foundNodes);
    }

    public Expected withoutDns() {
        return new Expected(Optional.empty(), kubeProxy, staticPods, serviceProbes, foundNodes);
    }

    public Expected withoutKubeProxy() {
        return new Expected(dns, false, staticPods, serviceProbes, foundNodes);
    }

    public Expected withoutStaticPods() {
        return new Expected(dns, kubeProxy, false, serviceProbes, foundNodes);
    }

    public Expected withoutServiceProbes() {
        return new Expected(dns, kubeProxy, staticPods, false, foundNodes);
    }

    public Expected withFoundNodes(int count) {
        return new Expected(dns, kubeProxy, staticPods, serviceProbes, OptionalInt.of(count));
    }
}
