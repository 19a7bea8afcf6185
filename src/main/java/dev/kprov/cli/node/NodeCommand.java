package dev.kprov.cli.node;

import dev.kprov.cli.desk.Options;
import dev.kprov.cli.parts.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "node",
        synopsisSubcommandLabel = "COMMAND",
        description = "Add workers to a cluster that is there, or take them out of it.")
public final class NodeCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    Options.Help help;

    private NodeCommand() {}

    /// With its two commands.
    public static CommandLine line(Session session) {
        return new CommandLine(new NodeCommand())
                .addSubcommand("add", new NodeAddCommand(session))
                .addSubcommand("remove", new NodeRemoveCommand(session));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing: kprov node add or kprov node remove");
    }
}
