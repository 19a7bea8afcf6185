package dev.kprov.observe;

import java.util.List;

/// What was found on this machine, where an installer works here.
///
/// @param tools those that it needs, all of them usable
/// @param state what the installer's own look at its clusters printed
public record ControllerFacts(List<ToolFacts> tools, String state) {
    /// Where nothing was looked for.
    public static final ControllerFacts NONE = new ControllerFacts(List.of(), "");

    public ControllerFacts {
        tools = List.copyOf(tools);
    }
}
