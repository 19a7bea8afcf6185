package dev.kprov.shell;

import java.util.List;
import java.util.Optional;

/// Understands a program that speaks to other programs, such as in lines of JSON. One hears one program, from its
/// first line to its last, and may remember what it heard.
@FunctionalInterface
public interface Speech {
    /// Of a program that speaks to people.
    Speech PLAIN = line -> new Said(List.of(line), Optional.empty(), Optional.empty());

    /// @param line of its standard output
    Said hear(String line);

    /// What a line means.
    ///
    /// @param lines what is kept and shown in its place; none for what is not worth it
    /// @param waiting what the program is at now, when the line tells
    /// @param remark what the user should know, though nothing has failed
    /// @param ofHosts what a program that works on hosts tells of one of them, for the log of this host
    record Said(List<String> lines, Optional<String> waiting, Optional<String> remark, List<OfHost> ofHosts) {
        public Said {
            lines = List.copyOf(lines);
            ofHosts = List.copyOf(ofHosts);
        }

        public Said(List<String> lines, Optional<String> waiting, Optional<String> remark) {
            this(lines, waiting, remark, List.of());
        }
    }

    /// A line about a host of the inventory that is not the one that the program runs on.
    record OfHost(String host, String line) {}
}
