package dev.kprov.cli.request;

import dev.kprov.cli.scope.Limit;
import dev.kprov.policy.OnFailure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the command line asked for.
///
/// @param givenInventory the file, unless none was named
/// @param profile a name or a file; when empty, the one that the cluster was last brought up with
/// @param parallel how many hosts are worked on at the same time at most
/// @param limit the hosts to change; all when empty
/// @param acceptNewHostKeys whether host keys that nobody knows are accepted
/// @param onFailure instead of what the profile says
/// @param runId what `${RUN_ID}` stands for in the profile's name of the cluster
/// @param byProfile whether the cluster is named by its profile, since no inventory does
public record Request(
        Optional<Path> givenInventory,
        Optional<String> profile,
        StateFolder state,
        int parallel,
        Optional<OnFailure> onFailure,
        Optional<Limit> limit,
        boolean acceptNewHostKeys,
        Display display,
        Optional<String> runId,
        boolean byProfile) {
    public static final Path INVENTORY = Path.of("inventory.yaml");
    public static final Path STATE = Path.of(".kprov");
    public static final int PARALLEL = 50;

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    public Path inventory() {
        return givenInventory.orElse(INVENTORY);
    }

    /// The same in a run of this id.
    public Request ofRun(String id) {
        return new Request(
                givenInventory,
                profile,
                state,
                parallel,
                onFailure,
                limit,
                acceptNewHostKeys,
                display,
                Optional.of(id),
                byProfile);
    }

    /// The same for these hosts only.
    public Request limited(Limit hosts) {
        return new Request(
                givenInventory,
                profile,
                state,
                parallel,
                onFailure,
                Optional.of(hosts),
                acceptNewHostKeys,
                display,
                runId,
                byProfile);
    }

    /// The same about a cluster that its profile names, not an inventory.
    public Request namedByProfile(Optional<String> id) {
        return new Request(
                givenInventory, profile, state, parallel, onFailure, limit, acceptNewHostKeys, display, id, true);
    }

    /// A command that the user can type next, about the same cluster.
    public String command(String verb) {
        String inventoryOption =
                inventory().equals(INVENTORY) ? "" : " -i " + quoted(inventory().toString());
        String profileOption = profile.filter(name -> byProfile)
                .map(name -> " -p " + quoted(name))
                .orElse("");
        String runOption = runId.filter(id -> byProfile)
                .map(id -> " --run-id " + quoted(id))
                .orElse("");
        String stateOption = state.root().equals(STATE)
                ? ""
                : " --state-dir " + quoted(state.root().toString());
        boolean limited = Set.of("plan", "up", "down").contains(verb);
        String limitOption = limit.filter(some -> limited)
                .map(some -> " " + Limit.OPTION + " " + quoted(some.text()))
                .orElse("");
        return "kprov " + verb + inventoryOption + profileOption + runOption + stateOption + limitOption;
    }

    /// A word as a shell takes it for one.
    public static String quoted(String word) {
        return NEEDS_NO_QUOTES.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
