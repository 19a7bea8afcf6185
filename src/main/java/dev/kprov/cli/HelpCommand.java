package dev.kprov.cli;

import dev.kprov.cli.answer.ExitCodeAnswer;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.parts.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

@Command(name = "help", description = "Show the help of a command, or the exit codes.")
final class HelpCommand implements Callable<Integer> {
    private static final String EXIT_CODES = "exit-codes";

    @Spec
    CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "A command, or exit-codes.",
            completionCandidates = Topics.class)
    List<String> topic = List.of();

    @Mixin
    Options.Answer answer;

    @Mixin
    Options.Help help;

    private final Session session;

    HelpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Desk desk = new Desk(session, spec);
        CommandLine root = spec.root().commandLine();
        if (topic.equals(List.of(EXIT_CODES))) {
            desk.answer(ExitCodeAnswer.text(), ExitCodeAnswer.maps());
        } else {
            String usage = command(root).getUsageMessage();
            desk.answer(usage, Map.of("help", usage));
        }
        return 0;
    }

    private CommandLine command(CommandLine root) {
        CommandLine command = root;
        for (String word : topic) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                throw new UnmatchedArgumentException(command, List.of(word));
            }
            command = next;
        }
        return command;
    }

    /// What a shell proposes.
    static final class Topics extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Topics() {
            super(KprovCommandLine.COMMANDS);
            add(EXIT_CODES);
        }
    }
}
