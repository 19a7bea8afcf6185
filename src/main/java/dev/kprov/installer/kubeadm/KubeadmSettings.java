package dev.kprov.installer.kubeadm;

import dev.kprov.profile.Dns;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Settings;
import dev.kprov.yaml.Block;
import dev.kprov.yaml.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The block `kubeadm` of a profile: kubeadm's own documents, deep-merged into those that kprov makes of the rest;
/// null removes.
///
/// @param documents by the name of each, such as `clusterConfiguration`, with what is in it
record KubeadmSettings(Map<String, Object> documents) implements Settings {
    static final List<String> NAMES = List.of(
            "initConfiguration",
            "clusterConfiguration",
            "joinConfiguration",
            "kubeletConfiguration",
            "kubeProxyConfiguration");

    KubeadmSettings {
        // `Map.copyOf` keeps neither the order of the file nor nulls.
        documents = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(documents));
    }

    /// What is in a document is kubeadm's own business, but a misspelt name of one would be dropped without a word.
    static KubeadmSettings read(Optional<Block> block) {
        block.ifPresent(found -> {
            NAMES.forEach(name -> found.get(name).ifPresent(Value::block));
            found.end();
        });
        return new KubeadmSettings(block.map(Block::plain).orElse(Map.of()));
    }

    static KubeadmSettings of(Profile profile) {
        return profile.settings(KubeadmSettings.class);
    }

    /// A value of a document; empty where there is none.
    Optional<Object> get(String document, String key) {
        return documents.get(document) instanceof Map<?, ?> keys
                ? Optional.ofNullable(keys.get(key))
                : Optional.empty();
    }

    /// The phases that `kubeadm init` leaves out.
    List<String> skippedPhases() {
        return get("initConfiguration", "skipPhases").orElse("") instanceof List<?> phases
                ? phases.stream().map(String::valueOf).toList()
                : List.of();
    }

    @Override
    public Optional<Dns> dns() {
        return installs("coredns") ? Optional.of(Dns.CORE_DNS) : Optional.empty();
    }

    @Override
    public boolean kubeProxy() {
        return installs("kube-proxy");
    }

    private boolean installs(String addon) {
        return !skippedPhases().contains("addon/" + addon) && !skippedPhases().contains("addon");
    }
}
