package dev.kprov.installer.kubespray;

import dev.kprov.inventory.SecretRef;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Settings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The block `kubespray` of a profile.
///
/// @param ansible the user's own `ansible-playbook`; empty where kprov makes one that fits the checkout
/// @param forks how many hosts Ansible works on at a time; all of them when empty
/// @param etcd the hosts that etcd runs on, by name; the control planes when there are none
/// @param variables of kubespray, with their types
/// @param secrets those of the variables whose values are secrets
record KubespraySettings(
        Optional<Checkout> checkout,
        Optional<String> ansible,
        Playbooks playbooks,
        Optional<Integer> forks,
        List<String> etcd,
        SequencedMap<String, Object> variables,
        SequencedMap<String, SecretRef> secrets)
        implements Settings {
    KubespraySettings {
        etcd = List.copyOf(etcd);
        variables = ordered(variables);
        secrets = ordered(secrets);
    }

    /// Where kubespray comes from.
    sealed interface Checkout {
        /// A folder of this machine.
        record Folder(String path) implements Checkout {}

        /// A repository, of which kprov keeps a clone.
        ///
        /// @param commit what the tag must be, 40 hex digits; empty for whatever it is
        record Git(String url, String tag, Optional<String> commit) implements Checkout {}

        /// As messages name it.
        default String words() {
            return switch (this) {
                case Folder folder -> folder.path();
                case Git git -> git.url() + " at " + git.tag();
            };
        }
    }

    /// By their paths in the checkout.
    record Playbooks(String up, String facts, String scale, String remove, String reset, String upgrade) {
        static final Playbooks USUAL = new Playbooks(
                "playbooks/cluster.yml",
                "playbooks/facts.yml",
                "playbooks/scale.yml",
                "playbooks/remove_node.yml",
                "playbooks/reset.yml",
                "playbooks/upgrade_cluster.yml");
    }

    /// kubespray calls the Service as CoreDNS calls itself.
    @Override
    public Optional<Dns> dns() {
        return Optional.of(new Dns("coredns", "coredns"));
    }

    @Override
    public boolean kubeProxy() {
        return !Boolean.TRUE.equals(variables.get("kube_proxy_remove"));
    }

    static KubespraySettings of(Profile profile) {
        return profile.settings(KubespraySettings.class);
    }

    private static <T> SequencedMap<String, T> ordered(Map<String, T> map) {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
    }
}
