package dev.kprov.cli.ci;

import dev.kprov.cli.request.Consent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a job is to do.
///
/// @param runFolder of the commands; it is made when there are any
/// @param runId this job's, also in the name of its cluster where the profile wants that
/// @param limit for all but logs and removal
/// @param stale how old clusters of earlier jobs must be to be removed
/// @param consent asked before a cluster is removed that this job has not made
public record Order(
        Phases phases,
        Commands commands,
        Path artifacts,
        Path runFolder,
        String runId,
        Duration limit,
        Duration stale,
        Consent consent) {

    /// What is done, in this order. A cluster that is not made is verified before the test.
    public record Phases(boolean up, boolean test, boolean down) {
        /// Whether a cluster that is there is lost.
        public boolean remove() {
            return up || down;
        }
    }

    /// Each is an argv.
    ///
    /// @param before the test; none when empty, as are the others
    /// @param reported whether the test is in `junit.xml`: a tester may write its own
    public record Commands(List<String> before, List<String> test, List<String> after, boolean reported) {
        public Commands {
            before = List.copyOf(before);
            test = List.copyOf(test);
            after = List.copyOf(after);
        }
    }
}
