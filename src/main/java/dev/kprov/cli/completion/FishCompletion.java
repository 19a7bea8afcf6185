package dev.kprov.cli.completion;

import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Makes the completion of fish, which picocli does not know, from the same model as the help.
public final class FishCompletion {
    private final StringJoiner lines = new StringJoiner("\n", "", "\n");
    private final String program;

    private FishCompletion(String program) {
        this.program = program;
    }

    public static String of(CommandSpec root) {
        FishCompletion completion = new FishCompletion(root.name());
        completion.lines.add("complete -c " + root.name() + " -f");
        // not __fish_use_subcommand, which takes the value of an option before the command for the command
        String noCommand = without(root, "");
        completion.options(root, noCommand);
        completion.commands(root, noCommand);
        return completion.lines.toString();
    }

    private void commands(CommandSpec parent, String condition) {
        for (Map.Entry<String, CommandLine> entry : parent.subcommands().entrySet()) {
            CommandSpec command = entry.getValue().getCommandSpec();
            add(
                    condition,
                    " -a " + entry.getKey() + " -d "
                            + quoted(sentence(command.usageMessage().description())));
            String seen = "__fish_seen_subcommand_from " + entry.getKey();
            options(command, seen);
            command.positionalParameters().forEach(parameter -> choices(parameter, seen));
            commands(command, without(command, seen + "; and "));
        }
    }

    /// A condition: none of these commands was typed yet.
    private static String without(CommandSpec parent, String condition) {
        return condition + "not __fish_seen_subcommand_from "
                + String.join(" ", parent.subcommands().keySet());
    }

    private void options(CommandSpec command, String condition) {
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                add(condition, names(option) + value(option) + " -d " + quoted(sentence(option.description())));
            }
        }
    }

    private void choices(ArgSpec parameter, String condition) {
        if (parameter.completionCandidates() != null) {
            add(condition, " -a " + quoted(String.join(" ", parameter.completionCandidates())));
        }
    }

    private void add(String condition, String rest) {
        lines.add("complete -c " + program + " -n " + quoted(condition) + rest);
    }

    private static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        return names.toString();
    }

    private static String value(OptionSpec option) {
        // A value that need not be there is none to insist on.
        if (option.arity().min() == 0) {
            return "";
        }
        if (option.completionCandidates() != null) {
            return " -x -a " + quoted(String.join(" ", option.completionCandidates()));
        }
        return option.paramLabel().matches("FILE|FOLDER|NAME\\|FILE") ? " -r -F" : " -x";
    }

    private static String sentence(String... description) {
        String text = String.join(" ", Stream.of(description).toList());
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
