package dev.kprov.cli.desk;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// What a command is called and may be told, as picocli's model. Not by its annotations: to read those takes Java
/// 30 ms at each start.
public final class Syntax {
    private final CommandSpec spec;

    private Syntax(CommandSpec spec) {
        this.spec = spec;
    }

    /// @param work of the command; its result is the exit code
    /// @param description a paragraph each
    public static Syntax of(Callable<Integer> work, String name, String... description) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(work).name(name);
        spec.usageMessage().description(description);
        return new Syntax(spec);
    }

    public Syntax with(ArgSpec... arguments) {
        return with(List.of(arguments));
    }

    public Syntax with(List<? extends ArgSpec> arguments) {
        arguments.forEach(spec::add);
        return this;
    }

    /// Those that it shares with other commands.
    public Syntax with(Options.Group... groups) {
        for (Options.Group group : groups) {
            with(group.options());
        }
        return this;
    }

    public Syntax footer(String... lines) {
        spec.usageMessage().footer(lines);
        return this;
    }

    /// It does nothing without a command of its own.
    public Syntax needsCommand() {
        spec.usageMessage().synopsisSubcommandLabel("COMMAND");
        return this;
    }

    /// Commands of its own.
    public Syntax commands(CommandSpec... commands) {
        for (CommandSpec command : commands) {
            spec.addSubcommand(command.name(), command);
        }
        return this;
    }

    /// All of it, and `--help`.
    public CommandSpec build() {
        return spec.addOption(Options.help());
    }
}
