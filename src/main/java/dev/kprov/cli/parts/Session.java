package dev.kprov.cli.parts;

import dev.kprov.cli.request.Surroundings;
import java.util.function.Supplier;

/// What every command starts from.
///
/// @param parts made when a command first needs them, so that `--help` loads none
public record Session(Supplier<Parts> parts, Surroundings surroundings) {}
