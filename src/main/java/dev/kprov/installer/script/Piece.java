package dev.kprov.installer.script;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One of the steps of `up` or `down`, as a profile writes it.
///
/// @param on the hosts where it is run; all there are on the controller
/// @param oneByOne whether a host has to wait for the one before it
/// @param unless Bash that succeeds where there is nothing to do
/// @param captures the values that it gives to later steps
/// @param changes what the plan says that it would change
record Piece(
        String name,
        String title,
        Where on,
        boolean oneByOne,
        Optional<Duration> timeout,
        Optional<String> unless,
        Code code,
        List<String> captures,
        List<String> changes) {
    Piece {
        captures = List.copyOf(captures);
        changes = List.copyOf(changes);
    }

    /// Bash, in the profile itself or in a file beside it.
    sealed interface Code {
        record Inline(String text) implements Code {}

        record InFile(String path) implements Code {}

        /// @param documents the content of files, by path
        default String text(Map<String, String> documents) {
            return switch (this) {
                case Inline(String text) -> text;
                case InFile(String path) -> documents.getOrDefault(path, "");
            };
        }
    }

    /// A part of the inventory's hosts.
    enum Where {
        ALL,
        CONTROL_PLANES,
        FIRST_CONTROL_PLANE,
        OTHER_CONTROL_PLANES,
        WORKERS;

        static Map<String, Where> words() {
            return Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(
                            where -> where.name().toLowerCase(Locale.ROOT).replace('_', '-'), where -> where));
        }

        /// Whether it is one host, whatever the inventory.
        boolean one() {
            return this == FIRST_CONTROL_PLANE;
        }

        /// A host with both roles is a control plane.
        List<Host> of(Inventory inventory) {
            List<Host> controlPlanes = inventory.hosts(Role.CONTROL_PLANE);
            return switch (this) {
                case ALL -> inventory.hosts();
                case CONTROL_PLANES -> controlPlanes;
                case FIRST_CONTROL_PLANE -> controlPlanes.stream().limit(1).toList();
                case OTHER_CONTROL_PLANES -> controlPlanes.stream().skip(1).toList();
                case WORKERS ->
                    inventory.hosts().stream()
                            .filter(host -> !host.is(Role.CONTROL_PLANE))
                            .toList();
            };
        }
    }
}
