package dev.kprov.cli.node;

import dev.kprov.cli.desk.Arguments;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `kprov node`, which has only commands of its own.
public final class NodeCommand {
    private final CommandSpec spec;

    public NodeCommand(Session session) {
        this.spec = Syntax.of(this::call, "node", "Add workers to a cluster that is there, or take them out of it.")
                .needsCommand()
                .commands(new NodeAddCommand(session).spec(), new NodeRemoveCommand(session).spec())
                .build();
    }

    public CommandSpec spec() {
        return spec;
    }

    private int call() {
        throw new ParameterException(spec.commandLine(), "a command is missing: kprov node add or kprov node remove");
    }

    /// Which workers a command is about.
    static ArgSpec workers() {
        return Arguments.words("1..*", "HOST", "Workers of the inventory, such as worker-3 or 'worker-*'.")
                .build();
    }
}
