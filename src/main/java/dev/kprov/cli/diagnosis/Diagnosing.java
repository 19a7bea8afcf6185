package dev.kprov.cli.diagnosis;

import dev.kprov.cli.ending.Conclusion;
import dev.kprov.cli.parts.Parts;
import dev.kprov.cli.request.Request;
import dev.kprov.diagnose.Archived;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.run.RunFolder;
import dev.kprov.shell.Shells;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Has a cluster diagnosed, and says where the archive is.
///
/// @param parallel how many hosts are looked at at the same time at most
/// @param remarks told what is worth knowing
public record Diagnosing(Parts parts, int parallel, RunFolder folder, Consumer<String> remarks) {
    private static final String ARCHIVE = "diagnosis.tar.gz";
    private static final String HINT =
            "known secrets are replaced in it by ***, but look through it before you give it to others";

    /// Because somebody asked for it.
    ///
    /// @param file where the archive goes; into the run's folder when empty
    public Conclusion of(Subject subject, Shells shells, Optional<Path> file) throws InterruptedException {
        Archived archived = archive(subject, shells, file);
        remarks.accept(HINT);
        String trouble = archived.trouble().isEmpty() ? "all looks well" : String.join(", ", archived.trouble());
        return new Conclusion(
                ExitCode.OK,
                archived.file() + " (" + archived.size() + ") has what is known of cluster "
                        + subject.hosts().cluster() + ": " + trouble,
                List.of(reading(archived)));
    }

    /// Because a run has failed, which nothing that happens here may hide: its conclusion with the place of the
    /// archive.
    public Conclusion after(Conclusion failed, Subject subject, Shells shells) {
        try {
            Archived archived = archive(subject, shells, Optional.empty());
            remarks.accept(archived.file() + " (" + archived.size() + ") has what hosts and cluster tell; " + HINT);
            List<String> next = new ArrayList<>(failed.next());
            next.add(reading(archived));
            return new Conclusion(failed.exitCode(), failed.verdict(), next);
        } catch (InterruptedException e) {
            remarks.accept("the diagnosis was interrupted");
        } catch (KprovException e) {
            e.problems().forEach(problem -> remarks.accept("no diagnosis: " + problem.what() + ": " + problem.why()));
        } catch (RuntimeException e) {
            remarks.accept("no diagnosis, by a bug in kprov: " + e);
        }
        return failed;
    }

    private Archived archive(Subject subject, Shells shells, Optional<Path> file) throws InterruptedException {
        Path archive = file.orElseGet(() -> folder.run().resolve(ARCHIVE));
        return parts.diagnose(shells, subject.order(parallel, folder, archive));
    }

    private static String reading(Archived archived) {
        return "tar -xOzf " + Request.quoted(archived.file().toString()) + " " + Archived.INDEX;
    }
}
