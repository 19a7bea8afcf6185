package dev.kprov.cli;

import static dev.kprov.cli.desk.Arguments.given;
import static dev.kprov.cli.desk.Arguments.option;

import dev.kprov.cli.desk.ContextOptions;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.diagnosis.Diagnosing;
import dev.kprov.cli.diagnosis.Subject;
import dev.kprov.cli.line.RecordedRun;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Request;
import dev.kprov.diagnose.ClusterDiagnosis;
import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Shells;
import dev.kprov.verify.api.KubeApi.Context;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

final class DiagnoseCommand {
    private final ContextOptions way = new ContextOptions();
    private final OptionSpec archive = option(
            Path.class,
            "FILE",
            "Where the archive goes, a .tar.gz that is not there yet; default: the run's folder.",
            "--archive");
    private final Session session;
    private final CommandSpec spec;

    DiagnoseCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "diagnose",
                        "Collect what tells why a cluster does not work, in one archive.",
                        "Asks the API server and looks at the hosts of the inventory; changes nothing and reads no"
                                + " Secrets. Exits with 0 when there is an archive, whatever the cluster is like.")
                .with(way.options())
                .with(archive)
                .with(Group.CLUSTER, Group.WISH, Group.PACE, Group.BELIEF, Group.SCREEN, Group.ANSWER)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    /// @param profile of which the hosts are reached as it says
    private record Case(Subject subject, Request request, Optional<Profile> profile) {}

    private int call() {
        Optional<Path> file = file();
        file.ifPresent(ClusterDiagnosis::refuse);
        Desk desk = new Desk(session, spec);
        Case which = which(desk);
        RecordedRun run = new RecordedRun(
                desk.parts(),
                which.request(),
                which.subject().hosts().cluster(),
                session.surroundings().clock(),
                spec.commandLine().getErr());
        return desk.answer(
                run.of("diagnose", (events, folder) -> {
                    try (Shells shells = desk.parts().shells(which.profile(), events.newKeys(which.request()))) {
                        Diagnosing diagnosing = new Diagnosing(
                                desk.parts(), which.request().parallel(), folder, text -> events.remark("", text));
                        return events.phase(
                                "diagnose", "diagnose cluster", () -> diagnosing.of(which.subject(), shells, file));
                    }
                }),
                desk.json() ? Optional.of("report.json") : Optional.empty());
    }

    private Optional<Path> file() {
        Optional<Path> file = given(archive);
        file.filter(path -> !path.toString().matches(".*\\.(tar\\.gz|tgz)")).ifPresent(path -> {
            throw new ParameterException(
                    spec.commandLine(), "--archive must be a file that ends in .tar.gz or .tgz, not " + path);
        });
        return file;
    }

    private Case which(Desk desk) {
        Request request = desk.request();
        Optional<Context> given = way.given(session.surroundings());
        if (given.isPresent()
                && request.profile().isEmpty()
                && request.givenInventory().isEmpty()) {
            String name = ContextOptions.label(desk.parts().contextName(given.get()));
            return new Case(Subject.of(new Inventory(name, List.of()), given.get()), request, Optional.empty());
        }
        Optional<Inventory> alone = withoutProfile(desk, request);
        if (alone.isPresent()) {
            return new Case(subject(alone.get(), given, request), request, Optional.empty());
        }
        Wanted wanted = desk.wanted(request);
        return new Case(
                subject(wanted.nodes(), given, wanted.request()), wanted.request(), Optional.of(wanted.profile()));
    }

    /// The hosts of a cluster of which nobody says, or has said before, how it was made.
    private static Optional<Inventory> withoutProfile(Desk desk, Request request) {
        if (request.profile().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(desk.parts().inventory(request.inventory()))
                .filter(hosts -> request.state().profile(hosts.cluster()).isEmpty());
    }

    private static Subject subject(Inventory hosts, Optional<Context> given, Request request) {
        return given.map(context -> Subject.of(hosts, context)).orElseGet(() -> Subject.of(hosts, request.state()));
    }
}
