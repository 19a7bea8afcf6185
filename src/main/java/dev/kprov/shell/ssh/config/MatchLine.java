package dev.kprov.shell.ssh.config;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Decides a `Match` line for one destination.
///
/// @param host the host name as far as it is known by now
/// @param finalPass whether the files are read for the second time
record MatchLine(
        Line line, Destination destination, LocalUser user, String host, String login, int port, boolean finalPass) {
    /// Whether all criteria are met.
    ///
    /// @param possible whether it can be met at all; if not, it is only read
    boolean holds(boolean possible) {
        List<String> words = line.criteria();
        if (words.isEmpty()) {
            throw line.bad("it has no criteria", "write Match host PATTERN, or Match all");
        }
        boolean result = possible;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            boolean negated = word.startsWith("!");
            String criterion = (negated ? word.substring(1) : word).toLowerCase(Locale.ROOT);
            Optional<String> argument = argument(criterion, words, rest);
            boolean open = result;
            result = open && met(criterion, argument.orElse("")).getAsBoolean() != negated;
        }
        return result;
    }

    /// Whether a line asks for a second pass.
    static boolean wantsFinalPass(Line line) {
        return line.criteria().stream()
                .anyMatch(word -> word.toLowerCase(Locale.ROOT).matches("!?final"));
    }

    private Optional<String> argument(String criterion, List<String> words, Iterator<String> rest) {
        if (criterion.equals("all")
                && words.size() > 1
                && !words.getFirst().toLowerCase(Locale.ROOT).matches("canonical|final")) {
            throw line.bad("all stands beside another criterion", "write Match all, or leave all out");
        }
        if (criterion.matches("all|canonical|final")) {
            return Optional.empty();
        }
        if (!rest.hasNext()) {
            throw line.bad("the criterion " + criterion + " has no value", "write it behind " + criterion);
        }
        return Optional.of(rest.next());
    }

    private BooleanSupplier met(String criterion, String argument) {
        return switch (criterion) {
            case "all" -> () -> true;
            case "canonical", "final" -> () -> finalPass;
            case "host" -> () -> Patterns.hostMatches(argument, host);
            case "originalhost" -> () -> Patterns.hostMatches(argument, destination.host());
            case "user" -> () -> Patterns.listMatches(argument, login);
            case "localuser" -> () -> Patterns.listMatches(argument, user.name());
            case "exec" -> () -> succeeds(argument);
            case "localnetwork", "tagged", "command", "sessiontype", "version" ->
                throw line.bad(
                        "kprov cannot tell whether " + criterion + " is met", "write the values under a Host line");
            default -> throw line.bad("the criterion " + criterion + " is not known", "see ssh_config(5), Match");
        };
    }

    /// As ssh does, in the user's shell; the command is the user's own.
    private boolean succeeds(String command) {
        Tokens tokens = Tokens.of(user, destination.host(), host, port, login, host);
        String expanded = tokens.expand(command, new Setting(line, List.of(command)));
        String shell = user.environment().getOrDefault("SHELL", "/bin/sh");
        try {
            Process process = new ProcessBuilder(shell, "-c", expanded)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process.onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
