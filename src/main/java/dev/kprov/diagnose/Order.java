package dev.kprov.diagnose;

import dev.kprov.inventory.Host;
import dev.kprov.shell.Script;
import dev.kprov.verify.api.KubeApi.Context;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is to be diagnosed, and where the archive goes.
///
/// @param context whom to ask of the cluster
/// @param noContext why there is nobody to ask, where there is nobody
/// @param hosts whom to look at; those without a way are left out
/// @param look the script for it, which changes nothing
/// @param parallel how many hosts at the same time at most
/// @param time for all that is collected
/// @param folder where files lie meanwhile
/// @param archive must not exist yet
public record Order(
        String cluster,
        Optional<Context> context,
        String noContext,
        List<Host> hosts,
        Script look,
        int parallel,
        Duration time,
        Path folder,
        Path archive) {
    /// How long all of it may take: a failed run waits for it.
    public static final Duration TIME = Duration.ofSeconds(50);

    public Order {
        hosts = hosts.stream()
                .filter(host -> host.hasWay() && !host.isController())
                .toList();
    }
}
