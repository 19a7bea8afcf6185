package dev.kprov.cli.request;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.plan.Plan;
import dev.kprov.plan.PlanText;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Asks before something is lost.
public record Confirmation(Surroundings.Terminal terminal) {
    private static final int NAMED = 5;

    /// Returns when the user agrees; throws a `KprovException` otherwise.
    ///
    /// @param command what is to be confirmed, e.g. `down`
    /// @param limit the hosts that are to leave, unless all are
    public void ofRemoving(String command, Inventory inventory, Optional<Set<String>> limit)
            throws InterruptedException {
        boolean here = inventory.withoutController().hosts().isEmpty();
        List<String> names = (here ? inventory : inventory.withoutController())
                .hosts().stream()
                        .map(Host::name)
                        .filter(name -> limit.isEmpty() || limit.get().contains(name))
                        .toList();
        String loss = "remove cluster " + inventory.cluster() + " and its data from " + hosts(names);
        if (!terminal.interactive()) {
            throw new KprovException(Problem.of(
                    ExitCode.USAGE,
                    command + " is not confirmed",
                    "it would " + loss + ", and there is no terminal to ask at",
                    "add --yes when that is wanted"));
        }
        String answer = terminal.ask("This will " + loss + ". Go on? [y/N] ");
        if (!agrees(answer)) {
            throw new KprovException(Problem.of(
                    ExitCode.INTERRUPTED,
                    "stopped; nothing was changed on any host",
                    "the answer was not yes",
                    "run kprov " + command + " again and answer y, or add --yes"));
        }
    }

    /// Throws a `KprovException` when nobody can be asked for a name.
    public void possible(String command, String name) {
        if (!terminal.interactive()) {
            throw new KprovException(Problem.of(
                    ExitCode.USAGE,
                    command + " is not confirmed",
                    "it would remove cluster " + name + " with all that it has, and there is no terminal to ask at",
                    "add --yes " + name + " when that is wanted"));
        }
    }

    /// As the other, of a cluster whose loss takes its full name.
    ///
    /// @param plan what would be removed
    public void ofRemoving(String command, String name, Plan plan) throws InterruptedException {
        if (plan.nothingToDo()) {
            return;
        }
        String answer = terminal.ask(PlanText.of(plan, false) + "Type " + name + " to remove all of this: ");
        if (!answer.strip().equals(name)) {
            throw new KprovException(Problem.of(
                    ExitCode.INTERRUPTED,
                    "stopped; nothing was removed",
                    "the answer was not " + name,
                    "run kprov " + command + " again and type the name, or add --yes " + name));
        }
    }

    /// As `ofRemoving`, of host keys that have been shown.
    public void ofTrusting(int keys) throws InterruptedException {
        if (!terminal.interactive()) {
            throw new KprovException(Problem.of(
                    ExitCode.USAGE,
                    "trust is not confirmed",
                    "it would add the host keys above, and there is no terminal to ask at",
                    "compare the fingerprints with those of the hosts, then add --yes"));
        }
        String question = keys == 1 ? "Add this host key? [y/N] " : "Add these " + keys + " host keys? [y/N] ";
        if (!agrees(terminal.ask(question))) {
            throw new KprovException(Problem.of(
                    ExitCode.INTERRUPTED,
                    "stopped; no host key was added",
                    "the answer was not yes",
                    "run kprov trust again and answer y, or add --yes"));
        }
    }

    private static boolean agrees(String answer) {
        return Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    private static String hosts(List<String> names) {
        int count = names.size();
        String some = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return count + (count == 1 ? " host (" : " hosts (") + some + (count > NAMED ? ", …)" : ")");
    }
}
