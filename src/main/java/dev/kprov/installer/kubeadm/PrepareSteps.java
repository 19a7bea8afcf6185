package dev.kprov.installer.kubeadm;

import static dev.kprov.installer.kubeadm.ScriptFile.script;
import static dev.kprov.installer.kubeadm.ScriptFile.sourcing;
import static dev.kprov.installer.kubeadm.ScriptFile.withHostFiles;

import dev.kprov.installer.Intent;
import dev.kprov.installer.containerd.ContainerdConfig;
import dev.kprov.installer.containerd.RegistryHosts;
import dev.kprov.installer.kubeadm.KubeadmImages.Sandbox;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.observe.HostFacts;
import dev.kprov.plan.Action;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What makes a machine ready for kubeadm: kernel, packages, runtime, images.
final class PrepareSteps {
    private final Intent intent;
    private final Profile profile;
    private final KubeadmConfig config;
    private final Set<String> pluginImages;

    PrepareSteps(Intent intent, Set<String> pluginImages) {
        this.intent = intent;
        this.profile = intent.profile();
        this.config = new KubeadmConfig(profile, intent.inventory());
        this.pluginImages = pluginImages;
    }

    static StepId kernel(Host host) {
        return new StepId(host.name(), "prepare-kernel");
    }

    static StepId containerd(Host host) {
        return new StepId(host.name(), "configure-containerd");
    }

    private static StepId packages(Host host) {
        return new StepId(host.name(), "install-packages");
    }

    List<Step> of(Host host) {
        List<Step> steps = new ArrayList<>(List.of(kernelStep(host), packagesStep(host), containerdStep(host)));
        if (!host.is(Role.CONTROL_PLANE)) {
            steps.add(step(
                    new StepId(host.name(), "pull-images"),
                    "Pull images on " + host.name(),
                    Set.of(containerd(host)),
                    pullAction(host)));
        }
        return steps;
    }

    private Step kernelStep(Host host) {
        HostFacts facts = facts(host);
        Map<String, String> files = HostFiles.kernel(profile);
        Map<String, String> sysctls = HostFiles.sysctls(profile);
        boolean right = HostFiles.present(facts, files)
                && facts.kernel().modules().containsAll(KubeadmInstaller.MODULES)
                && sysctls.entrySet().stream()
                        .allMatch(sysctl -> sysctl.getValue()
                                .equals(facts.kernel().sysctls().get(sysctl.getKey())));
        Action action = right
                ? new Action.Unchanged("modules and kernel parameters are set")
                : new Action.Run(
                        withHostFiles(
                                "prepare-kernel",
                                Map.of("MODULES", Value.of(String.join(" ", KubeadmInstaller.MODULES))),
                                Map.of(
                                        "modules.conf", HostFiles.text(files, HostFiles.MODULES),
                                        "sysctl.conf", HostFiles.text(files, HostFiles.SYSCTL))),
                        List.of(
                                "load " + String.join(", ", KubeadmInstaller.MODULES) + " now and at boot",
                                "set " + String.join(", ", sysctls.keySet())));
        return step(kernel(host), "Set kernel parameters on " + host.name(), Set.of(), action);
    }

    private Step packagesStep(Host host) {
        HostFacts facts = facts(host);
        boolean needsRuntime = facts.software().runtimeVersion().isEmpty();
        Map<String, String> files = HostFiles.packages(profile, intent.facts(), needsRuntime);
        boolean right = missingPackages(facts).isEmpty()
                && !needsRuntime
                && facts.software().held().containsAll(KubeadmInstaller.PACKAGES)
                && facts.software().units().getOrDefault("kubelet.service", "").endsWith("/enabled")
                && HostFiles.present(facts, files);
        Action action = right
                ? new Action.Unchanged(
                        "kubeadm, kubelet and kubectl " + profile.kubernetesVersion() + " are installed and held")
                : new Action.Run(installScript(files, needsRuntime), packageChanges(facts, needsRuntime));
        return step(packages(host), "Install packages on " + host.name(), Set.of(), action);
    }

    private Script installScript(Map<String, String> files, boolean needsRuntime) {
        Map<String, Value> sent = new LinkedHashMap<>();
        put(sent, files, HostFiles.KUBERNETES_LIST, "kubernetes.list");
        put(sent, files, HostFiles.KUBERNETES_KEY, "kubernetes.key");
        put(sent, files, HostFiles.PIN, "kprov.pref");
        put(sent, files, HostFiles.RUNTIME_LIST, "runtime.list");
        put(sent, files, HostFiles.RUNTIME_KEY, "runtime.key");
        return withHostFiles(
                "install-packages",
                Map.of(
                        "VERSION", Value.of(profile.kubernetesVersion()),
                        "RUNTIME_PACKAGE",
                                Value.of(needsRuntime ? profile.runtime().packageName() : ""),
                        "RUNTIME_VERSION", Value.of(profile.runtime().version().orElse("")),
                        "RETRY", retry(profile)),
                sourcing(sent, "note-packages", "apt", "retry"));
    }

    private List<String> packageChanges(HostFacts facts, boolean needsRuntime) {
        List<String> changes = new ArrayList<>();
        changes.add("add the package source " + profile.packages().kubernetes().url());
        List<String> missing = missingPackages(facts);
        if (!missing.isEmpty()) {
            changes.add("install " + String.join(", ", missing));
        }
        changes.add("pin and hold " + String.join(", ", KubeadmInstaller.PACKAGES));
        if (needsRuntime) {
            changes.add("install " + profile.runtime().packageName());
        }
        return changes;
    }

    private List<String> missingPackages(HostFacts facts) {
        List<String> missing = new ArrayList<>();
        for (String name : KubeadmInstaller.PACKAGES) {
            String version = facts.software().packages().get(name);
            boolean versioned = KubeadmInstaller.VERSIONED.contains(name);
            if (version == null || (versioned && !version.startsWith(profile.kubernetesVersion() + "-"))) {
                missing.add(versioned ? name + " " + profile.kubernetesVersion() : name);
            }
        }
        return missing;
    }

    private Step containerdStep(Host host) {
        HostFacts facts = facts(host);
        Map<String, Value> files = new LinkedHashMap<>();
        List<String> changes = new ArrayList<>();
        containerdText(facts, Sandbox.of(facts.software().kubeadmImages())).ifPresent(text -> {
            files.put("config.toml", Value.of(text));
            changes.add("merge cgroup driver, pause image and CNI folder into " + ContainerdConfig.PATH);
        });
        addMirrors(facts, files, changes);
        if (!"active/enabled".equals(facts.software().units().get("containerd.service"))) {
            changes.add("start containerd now and at boot");
        }
        Action action = new Action.Unchanged("containerd is configured for Kubernetes and runs");
        if (!changes.isEmpty()) {
            files.put("images.yaml", config.images());
            action = new Action.Run(withHostFiles("configure-containerd", Map.of(), files), changes);
        }
        return step(containerd(host), "Configure containerd on " + host.name(), Set.of(packages(host)), action);
    }

    private void addMirrors(HostFacts facts, Map<String, Value> files, List<String> changes) {
        profile.imageMirrors().forEach((registry, mirrors) -> {
            String existing = facts.files().texts().getOrDefault(RegistryHosts.path(registry), "");
            String wanted = RegistryHosts.merged(registry, mirrors, existing);
            if (!wanted.equals(existing)) {
                files.put("hosts-" + registry + ".toml", Value.of(wanted));
                changes.add("pull " + registry + " through " + String.join(", ", mirrors));
            }
        });
    }

    private Optional<String> containerdText(HostFacts facts, Sandbox sandbox) {
        return ContainerdConfig.parse(facts.files().texts().getOrDefault(ContainerdConfig.PATH, ""))
                .flatMap(containerd -> containerd.merged(
                        sandbox.image(), !profile.imageMirrors().isEmpty()));
    }

    private Action pullAction(Host host) {
        Set<String> present = facts(host).software().images();
        List<String> listed = facts(host).software().kubeadmImages();
        Set<String> wanted = new TreeSet<>(pluginImages);
        listed.stream()
                .filter(image -> image.contains("/pause:") || image.contains("/kube-proxy:"))
                .forEach(wanted::add);
        if (!listed.isEmpty() && present.containsAll(wanted)) {
            return new Action.Unchanged("images are there");
        }
        return new Action.Run(
                script("pull-images", pullParameters(host), sourcing(Map.of("images.yaml", config.images()), "retry")),
                List.of("pull pause, kube-proxy, CoreDNS"
                        + (pluginImages.isEmpty() ? "" : " and " + String.join(", ", pluginImages))));
    }

    /// For how long a script tries again, in whole seconds.
    static Value retry(Profile profile) {
        return Value.of(Long.toString(Math.max(1, profile.timeouts().retry().toSeconds())));
    }

    /// What pull-images has to know; the control plane pulls while it starts.
    Map<String, Value> pullParameters(Host host) {
        return Map.of(
                "FIRST", Value.of(host.is(Role.CONTROL_PLANE) ? KubeadmImages.CONTROL_PLANE : KubeadmImages.PAUSE),
                "THEN", Value.of(KubeadmImages.EVERY_NODE),
                "IMAGES", Value.of(String.join(" ", pluginImages)),
                "RETRY", retry(profile));
    }

    private static void put(Map<String, Value> sent, Map<String, String> files, String path, String name) {
        String text = files.get(path);
        if (text != null) {
            sent.put(name, Value.of(text));
        }
    }

    private HostFacts facts(Host host) {
        return intent.facts().of(host.name());
    }

    private Step step(StepId id, String title, Set<StepId> after, Action action) {
        return new Step(
                id, Stage.PREPARE, title, after, action, profile.timeouts().step());
    }
}
