package dev.kprov.installer;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Profile;
import java.util.List;
import java.util.stream.Collectors;

/// Finds the installer that a profile names, in a given list.
public final class InstallerCatalog {
    private final List<Installer> installers;

    public InstallerCatalog(List<Installer> installers) {
        this.installers = List.copyOf(installers);
    }

    /// Throws a `KprovException` that lists the installers there are.
    public Installer of(Profile profile) {
        return installers.stream()
                .filter(installer -> installer.name().equals(profile.installer()))
                .findFirst()
                .orElseThrow(() -> new KprovException(unknown(profile)));
    }

    private Problem unknown(Profile profile) {
        String names = installers.stream().map(Installer::name).sorted().collect(Collectors.joining(", "));
        return Problem.invalid(
                profile.source().at("installer"),
                "there is no installer called " + profile.installer(),
                "the installers of this kprov are: " + names,
                "set installer to one of: " + names);
    }
}
