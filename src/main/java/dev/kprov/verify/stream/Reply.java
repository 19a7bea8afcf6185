package dev.kprov.verify.stream;

/// What came of asking something of a pod.
public sealed interface Reply {
    record Answered(byte[] bytes) implements Reply {}

    /// The question was brought there, and nothing came back, or not all of it.
    record Silent(String why) implements Reply {}

    /// The way there could not be had.
    ///
    /// @param forGood whether trying again is of no use
    record NoWay(String why, boolean forGood) implements Reply {}
}
