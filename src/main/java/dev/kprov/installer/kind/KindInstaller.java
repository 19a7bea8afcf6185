package dev.kprov.installer.kind;

import dev.kprov.installer.Ground;
import dev.kprov.installer.Installer;
import dev.kprov.installer.Intent;
import dev.kprov.installer.Manifest;
import dev.kprov.installer.NodeCount;
import dev.kprov.installer.Remark;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
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
import dev.kprov.shell.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Makes clusters in containers of this machine with kind.
public final class KindInstaller implements Installer {
    static final String NAME = "kind";
    /// The oldest with what kprov uses: `nerdctl`, and `nftables` for kube-proxy, came with 0.24.
    private static final Tool KIND = new Tool(
            "kind",
            "installer: kind",
            "",
            List.of("kind", "version"),
            "0.24",
            "go install sigs.k8s.io/kind@latest, or a release: https://kind.sigs.k8s.io/docs/user/quick-start/#installation",
            "see what kind version says");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Dialect dialect() {
        return new Dialect(
                EnumSet.of(Shared.NAME, Shared.KUBERNETES, Shared.NETWORK, Shared.IMAGES),
                false,
                new Network(
                        KindConfig.POD_CIDR,
                        KindConfig.SERVICE_CIDR,
                        KindConfig.DNS_DOMAIN,
                        Plugin.DEFAULT,
                        Optional.empty()),
                EnumSet.allOf(Plugin.class),
                KindBlock::read);
    }

    @Override
    public Ground ground(Profile profile) {
        return Ground.CONTROLLER;
    }

    @Override
    public List<Tool> tools() {
        return Stream.concat(Stream.of(KIND), Arrays.stream(Provider.values()).map(Provider::tool))
                .toList();
    }

    @Override
    public List<Tool> tools(Profile profile) {
        return List.of(KIND, KindSettings.of(profile).provider().tool());
    }

    @Override
    public Profile completed(Profile profile, Inventory inventory) {
        KindSettings settings = KindSettings.of(profile);
        if (settings.nodes().isPresent()) {
            return profile;
        }
        return profile.with(profile.network(), settings.with(NodeCount.of(inventory)));
    }

    @Override
    public Inventory nodes(Profile profile, Inventory hosts) {
        return new Inventory(hosts.cluster(), new KindConfig(profile).hosts(hosts.cluster()), profile.source());
    }

    @Override
    public Optional<Script> look(Intent intent) {
        List<String> ports = new ArrayList<>();
        KindSettings settings = KindSettings.of(intent.profile());
        settings.apiServerPort().ifPresent(port -> ports.add(String.valueOf(port)));
        settings.portMappings().stream()
                .filter(mapping -> mapping.getOrDefault("protocol", "TCP").equals("TCP"))
                .forEach(mapping -> ports.add(String.valueOf(mapping.get("hostPort"))));
        return Optional.of(KindScripts.script(
                "look",
                KindScripts.parameters(
                        settings.provider(),
                        intent.inventory().cluster(),
                        Map.of("PORTS", Value.of(String.join(" ", ports)), "MADE", Value.of(KindState.MADE))),
                Map.of()));
    }

    @Override
    public List<Problem> reject(Profile profile, Inventory inventory) {
        List<Problem> problems = new ArrayList<>();
        if (NodeImages.of(profile).isEmpty()) {
            problems.add(Problem.invalid(
                    profile.source().at("kind"),
                    "no version of Kubernetes is chosen",
                    "kind would take the one that was newest when it was built, and nobody could say whether the cluster"
                            + " is as wanted",
                    "add kubernetes: {version: 1.36.1}, or kind: {nodeImage: REPOSITORY:TAG}"));
        }
        return problems;
    }

    @Override
    public Set<String> documents(Profile profile) {
        return Manifest.location(profile.network()).map(Set::of).orElse(Set.of());
    }

    @Override
    public List<Problem> refuse(Intent intent) {
        return new KindRefusals(intent).up();
    }

    @Override
    public List<Problem> spare(Intent intent) {
        return new KindRefusals(intent).down();
    }

    @Override
    public List<Remark> remarks(Intent intent) {
        return NodeImages.of(intent.profile())
                .filter(image -> !image.contains("@") && image.startsWith("kindest/"))
                .map(image -> List.of(new Remark(
                        Host.CONTROLLER,
                        "the image " + image
                                + " is not pinned: kind.nodeImages takes one with its digest, from the release"
                                + " notes of your kind")))
                .orElse(List.of());
    }

    @Override
    public Plan up(Intent intent) {
        return new KindUp(intent).plan();
    }

    @Override
    public Plan down(Intent intent, boolean purge) {
        return new KindChores(intent.profile(), intent.inventory().cluster())
                .down(KindState.parse(intent.facts().state()));
    }

    @Override
    public Optional<Plan> logs(Intent intent) {
        return Optional.of(new KindChores(intent.profile(), intent.inventory().cluster()).logs());
    }

    @Override
    public Optional<Plan> tidy(Profile profile, String cluster, Duration age) {
        return new KindChores(profile, cluster).tidy(age);
    }

    @Override
    public Optional<Script> diagnostics(Profile profile) {
        // create.sh has exported everything before it removed the nodes.
        return Optional.empty();
    }

    @Override
    public List<Problem> explain(Step step, String output, String diagnostics) {
        return KindFailures.explain(step, output).stream().toList();
    }
}
