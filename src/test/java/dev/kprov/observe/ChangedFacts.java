package dev.kprov.observe;

import dev.kprov.observe.HostFacts.Membership;
import dev.kprov.observe.HostFacts.RunningStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A host's facts, some of which a test changes.
public final class ChangedFacts {
    private final HostFacts before;
    private HostFacts.Resources resources;
    private HostFacts.Kernel kernel;
    private HostFacts.Network network;
    private HostFacts.Software software;
    private HostFacts.Files files;
    private long clockOffMillis;
    private Optional<Membership> membership;
    private List<RunningStep> running;

    private ChangedFacts(HostFacts before) {
        this.before = before;
        this.resources = before.resources();
        this.kernel = before.kernel();
        this.network = before.network();
        this.software = before.software();
        this.files = before.files();
        this.clockOffMillis = before.clockOffMillis();
        this.membership = before.membership();
        this.running = before.running();
    }

    public static ChangedFacts of(HostFacts before) {
        return new ChangedFacts(before);
    }

    public ChangedFacts resources(HostFacts.Resources changed) {
        resources = changed;
        return this;
    }

    public ChangedFacts kernel(HostFacts.Kernel changed) {
        kernel = changed;
        return this;
    }

    public ChangedFacts listening(Map<Integer, String> changed) {
        network = new HostFacts.Network(network.resolvers(), changed, network.subnets());
        return this;
    }

    public ChangedFacts subnets(Map<String, String> changed) {
        network = new HostFacts.Network(network.resolvers(), network.listening(), changed);
        return this;
    }

    public ChangedFacts resolvers(String... changed) {
        network = new HostFacts.Network(List.of(changed), network.listening(), network.subnets());
        return this;
    }

    public ChangedFacts software(HostFacts.Software changed) {
        software = changed;
        return this;
    }

    public ChangedFacts files(HostFacts.Files changed) {
        files = changed;
        return this;
    }

    public ChangedFacts clockOffMillis(long changed) {
        clockOffMillis = changed;
        return this;
    }

    public ChangedFacts membership(Membership changed) {
        membership = Optional.of(changed);
        return this;
    }

    /// What the API says, on a host that is asked for it.
    public ChangedFacts cluster(HostFacts.ClusterState changed) {
        membership = membership.map(member -> new Membership(
                member.nodeName(),
                member.server(),
                member.caHash(),
                member.controlPlane(),
                member.apiReady(),
                Optional.of(changed)));
        return this;
    }

    public ChangedFacts running(RunningStep... changed) {
        running = List.of(changed);
        return this;
    }

    public HostFacts facts() {
        return new HostFacts(
                before.identity(),
                before.os(),
                resources,
                kernel,
                network,
                software,
                files,
                before.clockMillis(),
                clockOffMillis,
                membership,
                running);
    }
}
