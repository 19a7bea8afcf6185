package dev.kprov.cli.parts;

import dev.kprov.observe.Observer;
import java.util.Set;

/// What is to be found out before planning.
///
/// @param documents files and URLs to read on this machine
/// @param parallel how many hosts are asked at the same time at most
/// @param gate what each host has to pass first
/// @param removing whether it is for a removal
public record Look(Wanted wanted, Set<String> documents, int parallel, Observer.Gate gate, boolean removing) {
    public Look {
        documents = Set.copyOf(documents);
    }
}
