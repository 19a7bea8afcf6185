package dev.kprov.cli;

import dev.kprov.cli.desk.ContextOptions;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "diagnose",
        description = {
            "Collect what tells why a cluster does not work, in one archive.",
            "Asks the API server and looks at the hosts of the inventory; changes nothing and reads no Secrets. Exits"
                    + " with 0 when there is an archive, whatever the cluster is like."
        })
final class DiagnoseCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ContextOptions way;

    @Mixin
    Options.Cluster cluster;

    @Mixin
    Options.Wish wish;

    @Mixin
    Options.Pace pace;

    @Mixin
    Options.Belief belief;

    @Mixin
    Options.Screen screen;

    @Option(
            names = "--archive",
            paramLabel = "FILE",
            description = "Where the archive goes, a .tar.gz that is not there yet; default: the run's folder.")
    @Nullable
    Path archive;

    @Option(
            names = {"-o", Options.OUTPUT},
            paramLabel = "FORMAT",
            description = "Answer as text or json; default: text.")
    Options.@Nullable Format format;

    @Mixin
    Options.Help help;

    private final Session session;

    DiagnoseCommand(Session session) {
        this.session = session;
    }

    /// @param profile of which the hosts are reached as it says
    private record Case(Subject subject, Request request, Optional<Profile> profile) {}

    @Override
    public Integer call() {
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
                format == Options.Format.json ? Optional.of("report.json") : Optional.empty());
    }

    private Optional<Path> file() {
        if (archive != null && !archive.toString().matches(".*\\.(tar\\.gz|tgz)")) {
            throw new ParameterException(
                    spec.commandLine(), "--archive must be a file that ends in .tar.gz or .tgz, not " + archive);
        }
        return Optional.ofNullable(archive);
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
