package dev.kprov.cli.desk;

import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Confirmation;
import dev.kprov.cli.request.Consent;
import dev.kprov.cli.request.Surroundings;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.util.Optional;
import java.util.Set;

/// What a user has to say before a cluster is removed: a yes, or the name of what is lost where that is much.
///
/// @param command what is to be confirmed, e.g. `down`
public record RemovalConsent(Surroundings.Terminal terminal, String command, Wanted wanted) {
    /// Asks now where that is enough; else the consent does when it is known what would go.
    ///
    /// @param yes what was given with `--yes`, a name or nothing
    /// @param limit the hosts that are to leave, unless all are
    public Consent of(Optional<String> yes, Optional<Set<String>> limit) throws InterruptedException {
        Confirmation confirmation = new Confirmation(terminal);
        Optional<String> word = wanted.removalWord();
        String cluster = wanted.inventory().cluster();
        String name = word.orElse(cluster);
        if (yes.isPresent() && yes.get().isEmpty() && word.isPresent()) {
            throw refused(
                    "--yes is too little to remove " + name,
                    "all that it has in the cloud would go with it",
                    "add the name: --yes " + name);
        }
        if (yes.isPresent() && !yes.get().isEmpty() && !yes.get().equals(name)) {
            throw refused(
                    "--yes " + yes.get() + " is not of this cluster",
                    "the cluster is called " + name,
                    "see that profile and inventory are those that you mean; then add --yes " + name);
        }
        if (yes.isPresent()) {
            return Consent.GIVEN;
        }
        if (word.isEmpty()) {
            confirmation.ofRemoving(command, wanted.inventory(), limit);
            return Consent.GIVEN;
        }
        confirmation.possible(command, name);
        return plan -> confirmation.ofRemoving(command, name, plan);
    }

    private KprovException refused(String what, String why, String remedy) {
        return new KprovException(Problem.of(ExitCode.USAGE, command + " is not confirmed: " + what, why, remedy));
    }
}
