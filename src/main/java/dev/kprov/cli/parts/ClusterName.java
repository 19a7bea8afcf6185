package dev.kprov.cli.parts;

import dev.kprov.inventory.Inventory;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Profile;
import dev.kprov.yaml.Shape;
import java.util.Optional;

/// What a cluster is called that works on the controller: as its profile says, or as the inventory that was given, or
/// as the profile itself.
record ClusterName(Profile profile, Optional<Inventory> inventory, Optional<String> runId) {
    String text() {
        if (profile.namesByRun() && runId.isEmpty()) {
            throw new KprovException(new Problem(
                    ExitCode.USAGE,
                    profile.source().at("name"),
                    "the name of the cluster needs the id of a run",
                    "the profile names it " + profile.clusterName().orElse("") + ", so each run has its own cluster",
                    "add --run-id ID, the same for up, verify and down, or set KPROV_RUN_ID; kprov ci makes one"));
        }
        String name = profile.clusterName()
                .map(text -> text.replace(Profile.RUN_ID, runId.orElse("")))
                .or(() -> inventory.map(Inventory::cluster))
                .orElse(profile.name());
        if (!Shape.DNS_LABEL.fits(name)) {
            throw new KprovException(new Problem(
                    ExitCode.INVALID,
                    profile.source().at("name"),
                    "\"" + name + "\" is not the name of a cluster",
                    Shape.DNS_LABEL.rule(),
                    "add name: to the profile, such as name: lab, or use another --run-id"));
        }
        return name;
    }
}
