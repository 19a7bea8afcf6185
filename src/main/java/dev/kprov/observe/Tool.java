package dev.kprov.observe;

import java.util.List;

/// A program that an installer needs on this machine, as data: it is looked for before anything starts.
///
/// @param name the program, looked for in `PATH`
/// @param purpose what needs it, in a few words, for the table of `kprov doctor`
/// @param command prints a line with its version; a client that needs a service fails where that does not answer
/// @param either the tools with the same word here can stand in for one another; empty when it is needed in any case
/// @param minimum the oldest version that will do, such as `0.20`
/// @param install what to run or read where it is missing or too old
/// @param repair what to do where the command fails
public record Tool(
        String name,
        String purpose,
        String either,
        List<String> command,
        String minimum,
        String install,
        String repair) {
    public Tool {
        command = List.copyOf(command);
    }
}
