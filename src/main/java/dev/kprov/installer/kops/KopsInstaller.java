package dev.kprov.installer.kops;

import dev.kprov.installer.Ground;
import dev.kprov.installer.Installer;
import dev.kprov.installer.Intent;
import dev.kprov.installer.Remark;
import dev.kprov.installer.Upgrades;
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
import dev.kprov.shell.Speech;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes clusters in clouds with kops, on this machine: the hosts are the cloud's.
public final class KopsInstaller implements Installer {
    static final String NAME = "kops";
    /// Questions that `look.sh` asks one after the other at most.
    private static final int QUESTIONS = 3;
    /// The oldest that has the words kprov uses: control-plane instead of master, and dns none.
    private static final Tool KOPS = new Tool(
            "kops",
            "installer: kops",
            "",
            List.of("kops", "version", "--short"),
            "1.28",
            "see https://kops.sigs.k8s.io/getting_started/install/",
            "see what kops version says");
    private static final List<Tool> TERRAFORM = List.of(
            terraform("terraform", "see https://developer.hashicorp.com/terraform/install"),
            terraform("tofu", "see https://opentofu.org/docs/intro/install/"));

    private static Tool terraform(String name, String install) {
        return new Tool(
                name,
                "kops, target: terraform",
                "terraform",
                List.of(name, "version"),
                "1.5",
                install,
                "see what it says");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Dialect dialect() {
        return new Dialect(
                EnumSet.of(Shared.NAME, Shared.KUBERNETES),
                false,
                // As kops cuts its 100.64.0.0/10.
                new Network("100.96.0.0/11", "100.64.0.0/13", "cluster.local", Plugin.DEFAULT, Optional.empty()),
                EnumSet.of(Plugin.DEFAULT),
                KopsBlock::read);
    }

    @Override
    public Ground ground(Profile profile) {
        return Ground.CONTROLLER;
    }

    @Override
    public List<Tool> tools() {
        List<Tool> tools = new ArrayList<>(List.of(KOPS));
        tools.addAll(TERRAFORM);
        return tools;
    }

    @Override
    public List<Tool> tools(Profile profile) {
        return KopsSettings.of(profile).terraform() ? tools() : List.of(KOPS);
    }

    @Override
    public Optional<Script> look(Intent intent) {
        return Optional.of(new KopsScripts(intent.profile(), intent.inventory()).look(false));
    }

    @Override
    public Optional<Script> lookToRemove(Intent intent) {
        return Optional.of(new KopsScripts(intent.profile(), intent.inventory()).look(true));
    }

    @Override
    public Duration lookLimit(Profile profile) {
        return KopsSettings.of(profile).cloudTimeout().multipliedBy(QUESTIONS).plus(Duration.ofSeconds(30));
    }

    @Override
    public List<Problem> reject(Profile profile, Inventory inventory) {
        return new KopsRejects(profile).all();
    }

    @Override
    public Set<String> documents(Profile profile) {
        KopsSettings settings = KopsSettings.of(profile);
        Set<String> documents = new HashSet<>();
        settings.manifest().ifPresent(documents::add);
        settings.sshPublicKey().ifPresent(documents::add);
        return documents;
    }

    @Override
    public List<Problem> refuse(Intent intent) {
        return new KopsRefusals(intent).up();
    }

    @Override
    public List<Problem> spare(Intent intent) {
        return new KopsRefusals(intent).down();
    }

    @Override
    public List<Remark> remarks(Intent intent) {
        return new Wish(intent).differences().isEmpty()
                ? List.of()
                : List.of(new Remark(
                        Host.CONTROLLER,
                        "machines that run keep what they are made of until they are made anew: afterwards, see"
                                + " kops rolling-update cluster"));
    }

    @Override
    public Plan up(Intent intent) {
        return new KopsPlans(intent).up();
    }

    @Override
    public Plan down(Intent intent, boolean purge) {
        return new KopsPlans(intent).down();
    }

    @Override
    public Optional<Upgrades> upgrades() {
        return Optional.of(new Upgrades() {
            @Override
            public List<Problem> refuse(Intent intent) {
                return new KopsRefusals(intent).upgrade();
            }

            @Override
            public Plan plan(Intent intent) {
                return new KopsPlans(intent).upgrade();
            }
        });
    }

    @Override
    public Optional<String> removalWord(Profile profile, String cluster) {
        return Optional.of(KopsSettings.of(profile).fullName(cluster));
    }

    @Override
    public Speech speech(Step step) {
        return new KopsSpeech();
    }

    @Override
    public Optional<Script> diagnostics(Profile profile) {
        // Nothing of this machine tells why a cloud refused.
        return Optional.empty();
    }

    @Override
    public List<Problem> explain(Step step, String output, String diagnostics) {
        return KopsFailures.explain(step, output).stream().toList();
    }
}
