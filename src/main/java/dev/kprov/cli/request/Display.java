package dev.kprov.cli.request;

/// How progress is shown.
///
/// @param quiet only problems and the verdict
/// @param verbose also what the hosts print
/// @param color whether colours may be used
/// @param terminal whether standard error is a terminal
/// @param watch whether every check is shown while the cluster is verified
public record Display(boolean quiet, boolean verbose, boolean color, boolean terminal, boolean watch) {}
