package dev.kprov.installer.script;

import dev.kprov.installer.Ground;
import dev.kprov.installer.Installer;
import dev.kprov.installer.Intent;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.SecretRef;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes clusters with the Bash scripts that a profile brings along, on this machine or on the hosts of an inventory.
public final class ScriptInstaller implements Installer {
    static final String NAME = "script";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Dialect dialect() {
        return new Dialect(
                EnumSet.of(Shared.NAME, Shared.KUBERNETES, Shared.NETWORK),
                false,
                new Network("10.244.0.0/16", "10.96.0.0/12", "cluster.local", Plugin.DEFAULT, Optional.empty()),
                EnumSet.of(Plugin.DEFAULT, Plugin.NONE),
                ScriptBlock::read);
    }

    @Override
    public Ground ground(Profile profile) {
        return ScriptSettings.of(profile).here() ? Ground.CONTROLLER : Ground.INVENTORY;
    }

    @Override
    public List<Tool> tools(Profile profile) {
        return ScriptSettings.of(profile).tools();
    }

    @Override
    public Map<String, SecretRef> secrets(Profile profile, Inventory inventory) {
        return ScriptSettings.of(profile).secrets();
    }

    @Override
    public Inventory nodes(Profile profile, Inventory hosts) {
        // On the controller none are known: the verification finds them.
        return hosts.withoutController();
    }

    @Override
    public Optional<Script> look(Intent intent) {
        return Optional.of(new ScriptMaker(intent).look());
    }

    @Override
    public List<Problem> reject(Profile profile, Inventory inventory) {
        List<Problem> problems = new ArrayList<>();
        ScriptSettings settings = ScriptSettings.of(profile);
        if (settings.equals(ScriptSettings.EMPTY)) {
            problems.add(Problem.invalid(
                    profile.source().at("installer"),
                    "the profile has no block script",
                    "it has the scripts that make the cluster",
                    "add one; src/site/markdown/script.md has all that can stand in it"));
        }
        if (!settings.here() && profile.clusterName().isPresent()) {
            problems.add(Problem.invalid(
                    profile.source().at("name"),
                    "name is not the profile's to give here",
                    "with runs: hosts the cluster is on hosts of the inventory, which names it",
                    "remove it, or set cluster: in the inventory"));
        }
        return problems;
    }

    @Override
    public Set<String> documents(Profile profile) {
        return Set.of();
    }

    @Override
    public Set<String> files(Profile profile) {
        ScriptSettings settings = ScriptSettings.of(profile);
        Stream<String> scripts = Stream.concat(settings.up().stream(), settings.down().stream())
                .flatMap(piece ->
                        piece.code() instanceof Piece.Code.InFile(String path) ? Stream.of(path) : Stream.empty());
        return Stream.concat(scripts, settings.files().values().stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<Problem> refuse(Intent intent) {
        return List.of();
    }

    @Override
    public List<Problem> spare(Intent intent) {
        return ScriptSettings.of(intent.profile()).down().isEmpty()
                ? List.of(Problem.invalid(
                        intent.profile().source().at("script"),
                        "the profile cannot remove the cluster",
                        "it has no steps in script.down: either its builder owns the cluster, or they were forgotten",
                        "remove it as it was made, or add down: to the profile"))
                : List.of();
    }

    @Override
    public Plan up(Intent intent) {
        return new ScriptPlans(intent).up();
    }

    @Override
    public Plan down(Intent intent, boolean purge) {
        return new ScriptPlans(intent).down();
    }

    @Override
    public Optional<Plan> logs(Intent intent) {
        return ScriptSettings.of(intent.profile()).logs().map(text -> new ScriptPlans(intent).logs(text));
    }

    @Override
    public Optional<Script> diagnostics(Profile profile) {
        return Optional.empty();
    }

    @Override
    public List<Problem> explain(Step step, String output, String diagnostics) {
        // What the scripts say themselves is all that is known.
        return List.of();
    }
}
