package dev.kprov.cli.parts;

import dev.kprov.cli.request.Request;
import dev.kprov.installer.Ground;
import dev.kprov.installer.Installer;
import dev.kprov.inventory.Host;
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
        Optional<Profile> named = request.profile().flatMap(this::profile);
        if (named.filter(this::worksHere).isPresent()) {
            return onController(named.get());
        }
        Optional<Inventory> inventory = attempt(() -> parts.inventory(request.inventory()));
        if (request.givenInventory().isEmpty()) {
            lenient(request.inventory().toString(), named.isEmpty());
        }
        Optional<Profile> profile =
                request.profile().isPresent() ? named : remembered(inventory).flatMap(this::profile);
        if (profile.filter(this::worksHere).isPresent()) {
            return onController(profile.get());
        }
        Optional<Installer> installer = profile.flatMap(found -> attempt(() -> parts.installer(found)));
        if (inventory.isPresent() && profile.isPresent() && installer.isPresent()) {
            Inventory hosts = hosts(installer.get().ground(profile.get()), inventory.get());
            problems.addAll(installer.get().reject(profile.get(), hosts));
            if (problems.isEmpty()) {
                return new Wanted(hosts, profile.get(), installer.get(), request);
            }
        }
        throw new KprovException(problems, null);
    }

    private Inventory hosts(Ground ground, Inventory inventory) {
        if (ground != Ground.BOTH) {
            return inventory;
        }
        if (inventory.host(Host.CONTROLLER).isPresent()) {
            problems.add(Problem.invalid(
                    inventory.at(Host.CONTROLLER, "name"),
                    "a host is named " + Host.CONTROLLER,
                    "so is the machine that kprov runs on, and this installer has steps on both",
                    "give the host another name"));
        }
        return inventory.withController();
    }

    /// Nobody asked for the inventory that is looked for by default. A profile that cannot be read may need none, and
    /// a user without either may want such a one.
    private void lenient(String inventory, boolean unknown) {
        if (request.profile().isPresent() && unknown) {
            problems.removeIf(problem -> problem.where().equals(inventory));
        } else if (request.profile().isEmpty()) {
            problems.replaceAll(problem -> problem.where().equals(inventory)
                    ? new Problem(
                            problem.exitCode(),
                            problem.where(),
                            problem.what(),
                            problem.why(),
                            problem.remedy() + "; a cluster on this machine needs none: add --profile kind")
                    : problem);
        }
    }

    /// What is wanted of an installer that works on this machine. An inventory counts only if it was named: one that
    /// happens to lie here describes other hosts.
    private Wanted onController(Profile written) {
        Installer installer = parts.installer(written);
        Optional<Inventory> given = request.givenInventory().flatMap(file -> attempt(() -> parts.inventory(file)));
        Profile profile =
                given.map(inventory -> installer.completed(written, inventory)).orElse(written);
        Optional<String> cluster = attempt(new ClusterName(profile, given, request.runId())::text);
        Inventory here = new Inventory(cluster.orElse(""), List.of(Host.controller()), profile.source());
        problems.addAll(installer.reject(profile, here));
        if (!problems.isEmpty()) {
            throw new KprovException(problems, null);
        }
        return new Wanted(
                here, profile, installer, request.namedByProfile(request.runId().filter(id -> profile.namesByRun())));
    }

    private boolean worksHere(Profile profile) {
        return parts.installer(profile).ground(profile) == Ground.CONTROLLER;
    }

    private Optional<Profile> profile(String word) {
        return attempt(() -> parts.profile(parts.profiles().find(word)));
    }

    private <T> Optional<T> attempt(Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (KprovException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private Optional<String> remembered(Optional<Inventory> inventory) {
        Optional<String> word = inventory.flatMap(found -> request.state().profile(found.cluster()));
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
