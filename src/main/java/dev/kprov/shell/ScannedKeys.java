package dev.kprov.shell;

import dev.kprov.problem.Problem;
import java.util.List;

/// What hosts answered that were asked for their keys.
///
/// @param unknown each server once
/// @param problems of hosts that cannot be reached, or whose key is a wrong one
public record ScannedKeys(List<UnknownKey> unknown, List<Problem> problems) {
    public ScannedKeys {
        unknown = List.copyOf(unknown);
        problems = List.copyOf(problems);
    }
}
