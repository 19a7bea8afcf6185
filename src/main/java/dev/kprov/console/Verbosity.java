package dev.kprov.console;

/// How much the user wants to see: only problems and the end, what happens, or also what hosts print.
public enum Verbosity {
    QUIET,
    NORMAL,
    VERBOSE
}
