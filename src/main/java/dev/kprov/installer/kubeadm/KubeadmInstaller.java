package dev.kprov.installer.kubeadm;

import dev.kprov.installer.Installer;
import dev.kprov.installer.Intent;
import dev.kprov.installer.Manifest;
import dev.kprov.installer.Remark;
import dev.kprov.installer.containerd.ContainerdConfig;
import dev.kprov.installer.containerd.RegistryHosts;
import dev.kprov.inventory.Inventory;
import dev.kprov.observe.HostDiagnosis;
import dev.kprov.observe.Probe;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Dialect;
import dev.kprov.profile.Network;
import dev.kprov.profile.Network.Plugin;
import dev.kprov.profile.Packages.Repository;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Script;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes clusters with kubeadm on Debian and Ubuntu hosts, one control plane and any number of workers.
public final class KubeadmInstaller implements Installer {
    static final String NAME = "kubeadm";
    static final List<String> MODULES = List.of("overlay", "br_netfilter");
    /// Of these the version is the profile's; the others come along.
    static final Set<String> VERSIONED = Set.of("kubeadm", "kubelet", "kubectl");
    static final List<String> PACKAGES = List.of("kubeadm", "kubelet", "kubectl", "cri-tools", "kubernetes-cni");
    /// Files that tell of a cluster, or of kprov.
    static final Set<String> TRACES = Set.of(
            HostFiles.WRITTEN,
            HostFiles.INITIALIZING,
            "/etc/kubernetes/admin.conf",
            "/etc/kubernetes/kubelet.conf",
            "/etc/kubernetes/bootstrap-kubelet.conf",
            "/etc/kubernetes/pki/ca.crt",
            "/etc/kubernetes/manifests/etcd.yaml",
            "/etc/kubernetes/manifests/kube-apiserver.yaml",
            "/var/lib/kubelet/config.yaml",
            "/var/lib/etcd/member/snap/db",
            "/run/flannel/subnet.env");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Dialect dialect() {
        Set<Dialect.Shared> shared = EnumSet.allOf(Dialect.Shared.class);
        // The inventory has the name.
        shared.remove(Dialect.Shared.NAME);
        return new Dialect(
                shared,
                true,
                new Network("10.244.0.0/16", "10.96.0.0/12", "cluster.local", Plugin.FLANNEL, Optional.empty()),
                EnumSet.of(Plugin.FLANNEL, Plugin.CALICO, Plugin.CILIUM, Plugin.MANIFEST, Plugin.NONE),
                KubeadmSettings::read);
    }

    @Override
    public List<Problem> reject(Profile profile, Inventory inventory) {
        return new KubeadmRejects(profile, inventory).problems();
    }

    @Override
    public Probe probe(Profile profile, Inventory inventory) {
        Set<String> texts = new HashSet<>(Set.of(ContainerdConfig.PATH, HostFiles.BROUGHT));
        profile.imageMirrors().keySet().forEach(registry -> texts.add(RegistryHosts.path(registry)));
        Set<String> hashes = new HashSet<>(TRACES);
        hashes.addAll(HostFiles.HASHED);
        Set<String> packages = new HashSet<>(PACKAGES);
        packages.add(profile.runtime().packageName());
        return new Probe(
                Set.of("/var", "/var/lib/containerd", "/var/lib/kubelet", "/var/lib/etcd"),
                Set.copyOf(MODULES),
                HostFiles.sysctls(profile).keySet(),
                packages,
                Set.of("kubelet.service", "containerd.service"),
                hashes,
                texts,
                profile.kubernetesVersion());
    }

    @Override
    public Set<String> documents(Profile profile) {
        Set<String> documents = new HashSet<>();
        documents.add(profile.packages().kubernetes().key());
        profile.packages().runtime().map(Repository::key).ifPresent(documents::add);
        Manifest.location(profile.network()).ifPresent(documents::add);
        return Set.copyOf(documents);
    }

    @Override
    public List<Problem> refuse(Intent intent) {
        return new KubeadmRefusals(intent).problems();
    }

    @Override
    public List<Remark> remarks(Intent intent) {
        return new KubeadmRemarks(intent).remarks();
    }

    @Override
    public Plan up(Intent intent) {
        return new KubeadmUp(intent).plan();
    }

    @Override
    public Plan down(Intent intent, boolean purge) {
        return new KubeadmDown(intent, purge).plan();
    }

    @Override
    public Optional<Plan> leave(Intent intent, boolean purge) {
        return Optional.of(new KubeadmDown(intent, purge).leave());
    }

    @Override
    public Optional<Script> diagnostics(Profile profile) {
        return Optional.of(HostDiagnosis.brief());
    }

    @Override
    public List<Problem> explain(Step step, String output, String diagnostics) {
        return KubeadmFailures.explain(step, output, diagnostics).stream().toList();
    }
}
