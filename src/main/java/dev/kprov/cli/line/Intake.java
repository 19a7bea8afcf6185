package dev.kprov.cli.line;

import dev.kprov.cli.request.Request;
import dev.kprov.installer.Installer;
import dev.kprov.inventory.Inventory;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Profile;
import dev.kprov.profile.ProfileCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Reads inventory and profile and finds out whether they fit together. All problems of both files come at once.
public final class Intake {
    private final Parts parts;
    private final Request request;
    private final List<Problem> problems = new ArrayList<>();

    public Intake(Parts parts, Request request) {
        this.parts = parts;
        this.request = request;
    }

    /// Throws a `KprovException` with every problem.
    public Wanted read() {
        Optional<Inventory> inventory = attempt(() -> parts.inventory(request.inventory()));
        Optional<Profile> profile = profileWord(inventory)
                .flatMap(word -> attempt(() -> parts.profile(parts.profiles().find(word))));
        Optional<Installer> installer = profile.flatMap(found -> attempt(() -> parts.installer(found)));
        if (inventory.isPresent() && profile.isPresent() && installer.isPresent()) {
            problems.addAll(installer.get().reject(profile.get(), inventory.get()));
            if (problems.isEmpty()) {
                return new Wanted(inventory.get(), profile.get(), installer.get());
            }
        }
        throw new KprovException(problems, null);
    }

    private <T> Optional<T> attempt(Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (KprovException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private Optional<String> profileWord(Optional<Inventory> inventory) {
        Optional<String> word = request.profile()
                .or(() -> inventory.flatMap(found -> request.state().profile(found.cluster())));
        if (word.isEmpty() && inventory.isPresent()) {
            problems.add(Problem.of(
                    ExitCode.USAGE,
                    "no profile is given",
                    "the profile says what cluster is wanted, and cluster "
                            + inventory.get().cluster() + " was not brought up from here before",
                    "add --profile NAME; there are: " + names(parts.profiles())));
        }
        return word;
    }

    private static String names(ProfileCatalog profiles) {
        String names = profiles.list().stream().map(ProfileCatalog.Entry::name).collect(Collectors.joining(", "));
        return names.isEmpty() ? "none (a file can be given too)" : names;
    }
}
