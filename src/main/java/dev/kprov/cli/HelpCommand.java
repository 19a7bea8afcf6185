package dev.kprov.cli;

import dev.kprov.cli.answer.ExitCodeAnswer;
import dev.kprov.cli.line.Session;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "A command, or exit-codes.")
    @Nullable
    String topic;

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
        if (topic == null) {
            desk.answer(root.getUsageMessage());
        } else if (topic.equals(EXIT_CODES)) {
            desk.answer(ExitCodeAnswer.text(), ExitCodeAnswer.maps());
        } else {
            CommandLine command = root.getSubcommands().get(topic);
            if (command == null) {
                throw new UnmatchedArgumentException(root, List.of(topic));
            }
            desk.answer(command.getUsageMessage());
        }
        return 0;
    }
}
