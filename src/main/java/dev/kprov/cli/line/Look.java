package dev.kprov.cli.line;

import java.util.Set;

/// What is to be found out before planning.
///
/// @param documents files and URLs to read on this machine
/// @param parallel how many hosts are asked at the same time at most
public record Look(Wanted wanted, Set<String> documents, int parallel) {
    public Look {
        documents = Set.copyOf(documents);
    }
}
