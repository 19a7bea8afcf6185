package dev.kprov.profile.file;

import dev.kprov.profile.Profile;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.util.Optional;

/// Reads the name that a profile gives its cluster: a DNS label, in which `${RUN_ID}` stands for the id of a run.
final class ClusterName {
    private static final int LONGEST = 40;

    private ClusterName() {}

    static Optional<String> read(Value value) {
        Optional<String> text = value.text();
        if (text.isPresent() && !fits(text.get().replace(Profile.RUN_ID, "x"))) {
            value.refuse(
                    value.path() + " " + value.quoted() + " is not the name of a cluster",
                    "it has 1 to " + LONGEST + " of a-z, 0-9 and -, neither first nor last a -; ${RUN_ID} may stand in"
                            + " it for the id of a run",
                    "write name: lab, or name: ci-${RUN_ID} for a cluster of each run");
            return Optional.empty();
        }
        return text;
    }

    private static boolean fits(String name) {
        return name.length() <= LONGEST && Shape.DNS_LABEL.fits(name);
    }
}
