package dev.kprov.cli;

import static dev.kprov.cli.desk.Arguments.all;
import static dev.kprov.cli.desk.Arguments.words;

import dev.kprov.cli.answer.ExitCodeAnswer;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

final class HelpCommand {
    private static final String EXIT_CODES = "exit-codes";

    private final ArgSpec topic = words("0..*", "COMMAND", "A command, or exit-codes.")
            .completionCandidates(topics())
            .build();
    private final Session session;
    private final CommandSpec spec;

    HelpCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(this::call, "help", "Show the help of a command, or the exit codes.")
                .with(topic)
                .with(Group.ANSWER)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    private int call() {
        Desk desk = new Desk(session, spec);
        CommandLine root = spec.root().commandLine();
        if (all(topic).equals(List.of(EXIT_CODES))) {
            desk.answer(ExitCodeAnswer.text(), ExitCodeAnswer.maps());
        } else {
            String usage = command(root).getUsageMessage();
            desk.answer(usage, Map.of("help", usage));
        }
        return 0;
    }

    private CommandLine command(CommandLine root) {
        CommandLine command = root;
        for (String word : all(topic)) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                throw new UnmatchedArgumentException(command, List.of(word));
            }
            command = next;
        }
        return command;
    }

    /// What a shell proposes.
    private static List<String> topics() {
        List<String> topics = new ArrayList<>(KprovCommandLine.COMMANDS);
        topics.add(EXIT_CODES);
        return topics;
    }
}
