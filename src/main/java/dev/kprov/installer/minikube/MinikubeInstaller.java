package dev.kprov.installer.minikube;

import dev.kprov.installer.Ground;
import dev.kprov.installer.Installer;
import dev.kprov.installer.Intent;
import dev.kprov.installer.NodeCount;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.observe.Probe;
import dev.kprov.observe.Tool;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Dialect;
import dev.kprov.profile.Dialect.Shared;
import dev.kprov.profile.Network;
import dev.kprov.profile.Network.Plugin;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Script;
import dev.kprov.shell.Speech;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Makes clusters with minikube: in containers or virtual machines of this machine, or on one host of the inventory.
public final class MinikubeInstaller implements Installer {
    static final String NAME = "minikube";
    /// Asked for anything, minikube makes a home for itself if it finds none. The oldest whose events and exit codes
    /// are known to kprov.
    private static final Tool MINIKUBE = new Tool(
            "minikube",
            "installer: minikube",
            "",
            List.of(
                    "sh",
                    "-c",
                    "h=$(mktemp -d) && MINIKUBE_HOME=$h minikube version --short; s=$?; rm -rf \"$h\"; exit $s"),
            "1.32",
            "see https://minikube.sigs.k8s.io/docs/start/",
            "see what minikube version says");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Dialect dialect() {
        return new Dialect(
                EnumSet.of(Shared.NAME, Shared.KUBERNETES, Shared.NETWORK),
                false,
                new Network(
                        StartFlags.POD_CIDR,
                        StartFlags.SERVICE_CIDR,
                        StartFlags.DNS_DOMAIN,
                        Plugin.DEFAULT,
                        Optional.empty()),
                EnumSet.allOf(Plugin.class),
                MinikubeBlock::read);
    }

    @Override
    public Ground ground(Profile profile) {
        return MinikubeSettings.of(profile).driver().ground();
    }

    @Override
    public List<Tool> tools() {
        return Stream.concat(
                        Stream.of(MINIKUBE),
                        Stream.of(Driver.DOCKER, Driver.PODMAN).flatMap(driver -> driver.tools().stream()))
                .toList();
    }

    @Override
    public List<Tool> tools(Profile profile) {
        return Stream.concat(Stream.of(MINIKUBE), MinikubeSettings.of(profile).driver().tools().stream())
                .toList();
    }

    @Override
    public Profile completed(Profile profile, Inventory inventory) {
        MinikubeSettings settings = MinikubeSettings.of(profile);
        return settings.nodes().isPresent()
                ? profile
                : profile.with(profile.network(), settings.with(NodeCount.of(inventory)));
    }

    @Override
    public Inventory nodes(Profile profile, Inventory hosts) {
        MinikubeSettings settings = MinikubeSettings.of(profile);
        if (settings.driver().onHost()) {
            return schedulable(hosts.withoutController());
        }
        String name = new StartFlags(profile, hosts).name();
        NodeCount count = settings.count();
        List<Host> nodes = new ArrayList<>();
        for (int i = 1; i <= count.total(); i++) {
            String node = i == 1 ? name : "%s-m%02d".formatted(name, i);
            // A control plane of minikube's takes pods, too.
            Set<Role> roles =
                    i <= count.controlPlanes() ? Set.of(Role.CONTROL_PLANE, Role.WORKER) : Set.of(Role.WORKER);
            nodes.add(new Host(node, node, node, roles, Map.of(), List.of(), access(settings, node), Become.NONE));
        }
        return new Inventory(hosts.cluster(), nodes, profile.source());
    }

    /// The one node takes pods, whatever roles it was given.
    private static Inventory schedulable(Inventory hosts) {
        List<Host> nodes = hosts.all().stream()
                .map(host -> new Host(
                        host.name(),
                        host.address(),
                        host.internalAddress(),
                        Set.of(Role.CONTROL_PLANE, Role.WORKER),
                        host.labels(),
                        host.taints(),
                        host.access(),
                        host.become()))
                .toList();
        return new Inventory(hosts.cluster(), nodes, hosts.leftOut(), hosts.source());
    }

    private static Access access(MinikubeSettings settings, String node) {
        // Podman's nodes are root's, and virtual machines are minikube's: only the API knows them.
        return settings.driver() == Driver.DOCKER
                ? new Access.Container(settings.driver().word(), node)
                : new Access.ApiOnly();
    }

    @Override
    public Optional<Script> look(Intent intent) {
        return Optional.of(new MinikubeScripts(intent.profile(), intent.inventory()).look());
    }

    @Override
    public List<Problem> reject(Profile profile, Inventory inventory) {
        return new MinikubeRejects(profile, inventory).all();
    }

    @Override
    public Probe probe(Profile profile, Inventory inventory) {
        return new Probe(
                Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(MinikubeRefusals.AUTHORITY), Set.of(), "");
    }

    @Override
    public Set<String> documents(Profile profile) {
        return profile.network().manifest().map(Set::of).orElse(Set.of());
    }

    @Override
    public List<Problem> refuse(Intent intent) {
        return new MinikubeRefusals(intent).up();
    }

    @Override
    public List<Problem> spare(Intent intent) {
        return new MinikubeRefusals(intent).down();
    }

    @Override
    public Plan up(Intent intent) {
        return new MinikubeUp(intent).plan();
    }

    @Override
    public Plan down(Intent intent, boolean purge) {
        return new MinikubeChores(intent.profile(), intent.inventory()).down(intent);
    }

    @Override
    public Optional<Plan> logs(Intent intent) {
        return MinikubeSettings.of(intent.profile()).driver() == Driver.NONE
                ? Optional.empty()
                : Optional.of(new MinikubeChores(intent.profile(), intent.inventory()).logs());
    }

    @Override
    public Optional<Plan> tidy(Profile profile, String cluster, Duration age) {
        return MinikubeSettings.of(profile).driver().onHost()
                ? Optional.empty()
                : new MinikubeChores(profile, new Inventory(cluster, List.of(Host.controller()), profile.source()))
                        .tidy(age);
    }

    @Override
    public Speech speech(Step step) {
        return new MinikubeEvents();
    }

    @Override
    public Optional<Script> diagnostics(Profile profile) {
        // start.sh has collected what the nodes logged.
        return Optional.empty();
    }

    @Override
    public List<Problem> explain(Step step, String output, String diagnostics) {
        return MinikubeFailures.explain(step, output).stream().toList();
    }
}
