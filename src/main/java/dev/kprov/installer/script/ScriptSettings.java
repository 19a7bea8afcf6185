package dev.kprov.installer.script;

import dev.kprov.installer.Expected;
import dev.kprov.inventory.SecretRef;
import dev.kprov.observe.Tool;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Settings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;

/// The block `script` of a profile.
///
/// @param here whether its scripts run on the controller, and not on the hosts of an inventory
/// @param tools programs of the controller that they need
/// @param environment variables of all of them
/// @param secrets variables of all of them whose values are shown nowhere
/// @param files sent along, from their names there to their paths here
/// @param status Bash that succeeds where the cluster is there and as wanted
/// @param kubeconfig where it comes from; empty where `up` itself writes it to `$KUBECONFIG`
/// @param logs Bash that collects what helps to understand a failure
record ScriptSettings(
        boolean here,
        List<Tool> tools,
        SequencedMap<String, String> environment,
        SequencedMap<String, SecretRef> secrets,
        SequencedMap<String, String> files,
        Optional<String> status,
        List<Piece> up,
        List<Piece> down,
        Optional<Source> kubeconfig,
        Optional<String> logs,
        Expected expected)
        implements Settings {
    ScriptSettings {
        tools = List.copyOf(tools);
        environment = ordered(environment);
        secrets = ordered(secrets);
        files = ordered(files);
        up = List.copyOf(up);
        down = List.copyOf(down);
    }

    /// Of a profile without the block, which is refused later.
    static final ScriptSettings EMPTY = new ScriptSettings(
            true,
            List.of(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Expected.USUAL);

    /// Where a kubeconfig comes from.
    sealed interface Source {
        record InFile(String path) implements Source {}

        /// Bash that prints it.
        record ByCommand(String text) implements Source {}
    }

    private static <T> SequencedMap<String, T> ordered(Map<String, T> map) {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
    }

    @Override
    public OptionalInt foundNodes() {
        return here ? OptionalInt.of(expected.nodes()) : OptionalInt.empty();
    }

    @Override
    public boolean staticPods() {
        return expected.staticPods();
    }

    @Override
    public boolean kubeletVersions() {
        return expected.kubeletVersion();
    }

    @Override
    public Optional<Dns> dns() {
        return expected.dns();
    }

    @Override
    public boolean kubeProxy() {
        return expected.kubeProxy();
    }

    @Override
    public boolean serviceProbes() {
        return expected.serviceProbes();
    }

    static ScriptSettings of(Profile profile) {
        return profile.settings(ScriptSettings.class);
    }
}
