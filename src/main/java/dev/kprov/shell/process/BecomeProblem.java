package dev.kprov.shell.process;

import dev.kprov.inventory.Become;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.util.List;
import java.util.Locale;

/// Why becoming root failed, in words that a user can act on.
final class BecomeProblem {
    /// How `Elevation` says it.
    private static final String NO_SCRIPT = "script, which makes a terminal";

    private BecomeProblem() {}

    static Problem wrongPassword(Elevation elevation) {
        String program = program(elevation);
        return problem(
                elevation,
                "wrong " + program + " password for " + elevation.login() + " on " + elevation.host(),
                program + " refused the password of become.password; kprov tried it once only, so that no account gets"
                        + " locked",
                "correct the password that hosts[].become.password of " + elevation.host() + " refers to");
    }

    static Problem noPassword(Elevation elevation) {
        return problem(
                elevation,
                program(elevation) + " on " + elevation.host() + " asks for a password, but the inventory has none",
                elevation.login() + " may not use " + program(elevation) + " there without a password",
                "set hosts[].become.password of " + elevation.host() + " to ${ENV:NAME} or ${FILE:path}, or "
                        + (isDoas(elevation)
                                ? "write `permit nopass " + elevation.login() + "` into /etc/doas.conf"
                                : "give " + elevation.login() + " NOPASSWD in sudoers"));
    }

    /// Whether there is hope with a terminal.
    static boolean wantsTerminal(Elevation elevation, String said) {
        String low = said.toLowerCase(Locale.ROOT);
        boolean asks = low.contains("authentication required")
                && elevation.become().password().isPresent();
        return isDoas(elevation)
                ? asks || low.contains("tty is required")
                : low.contains("must have a tty")
                        || low.contains("a terminal is required")
                        || low.contains("no tty present");
    }

    /// The command ended before it was root; the texts are those of the C locale, which kprov asks for.
    static Problem ended(Elevation elevation, int exitStatus, boolean answered, String said) {
        return switch (elevation.become().method()) {
            case NONE -> notRoot(elevation);
            case SUDO, SUDO_UNLESS_ROOT -> sudo(elevation, exitStatus, answered, said);
            case DOAS -> doas(elevation, exitStatus, answered, said);
        };
    }

    static Problem silent(Elevation elevation, String said) {
        String program = program(elevation);
        return problem(
                elevation,
                program + " on " + elevation.host() + " never let the command start",
                said.isEmpty() ? program + " printed nothing" : lastLines(said),
                "log in as " + elevation.login() + " and try: " + program + (isDoas(elevation) ? " true" : " -v"));
    }

    private static Problem sudo(Elevation elevation, int exitStatus, boolean answered, String said) {
        String low = said.toLowerCase(Locale.ROOT);
        if (low.contains("not in the sudoers")
                || low.contains("is not allowed to")
                || low.contains("may not run sudo")) {
            return notAllowed(elevation, said);
        }
        if (said.startsWith(NO_SCRIPT) || wantsTerminal(elevation, said)) {
            return noTerminal(elevation, said);
        }
        if (low.contains("incorrect password") || low.contains("sorry, try again")) {
            return wrongPassword(elevation);
        }
        if (low.contains("a password is required") && !answered) {
            return noPassword(elevation);
        }
        return notFound(exitStatus, said) ? missing(elevation, said) : silent(elevation, ended(exitStatus, said));
    }

    private static Problem doas(Elevation elevation, int exitStatus, boolean answered, String said) {
        String low = said.toLowerCase(Locale.ROOT);
        if (said.startsWith(NO_SCRIPT)) {
            return noTerminal(elevation, said);
        }
        if (notFound(exitStatus, said)) {
            return missing(elevation, said);
        }
        if (low.contains("not enabled") || low.contains("operation not permitted")) {
            return notAllowed(elevation, said);
        }
        if (low.contains("authentication required")) {
            return noPassword(elevation);
        }
        return answered && low.contains("authentication fail")
                ? wrongPassword(elevation)
                : silent(elevation, ended(exitStatus, said));
    }

    private static String ended(int exitStatus, String said) {
        return said.isEmpty() ? "twice it ended with exit status " + exitStatus + " and printed nothing" : said;
    }

    /// It was given one, as far as that was possible.
    private static Problem noTerminal(Elevation elevation, String said) {
        return problem(
                elevation,
                program(elevation) + " on " + elevation.host() + " insists on a terminal",
                lastLines(said),
                isDoas(elevation)
                        ? "install script (Debian: bsdutils, others: util-linux) there, or write `permit nopass "
                                + elevation.login() + "` into /etc/doas.conf"
                        : "install script (Debian: bsdutils, others: util-linux) there, or remove requiretty from"
                                + " sudoers for " + elevation.login());
    }

    private static boolean isDoas(Elevation elevation) {
        return elevation.become().method() == Become.Method.DOAS;
    }

    /// `env` speaks for a program that it cannot start.
    private static boolean notFound(int exitStatus, String said) {
        return exitStatus == 127 || said.startsWith("env: ");
    }

    private static Problem notRoot(Elevation elevation) {
        return problem(
                elevation,
                elevation.login() + " is not root on " + elevation.host(),
                "the command needs root, and the inventory says become.method: none",
                "log in as root, or set hosts[].become.method of " + elevation.host() + " to sudo or doas");
    }

    private static Problem notAllowed(Elevation elevation, String said) {
        return problem(
                elevation,
                elevation.login() + " may not become root on " + elevation.host(),
                lastLines(said),
                "let " + elevation.login() + " run every command as root there (visudo, or /etc/doas.conf),"
                        + " or use another hosts[].ssh.user");
    }

    private static Problem missing(Elevation elevation, String said) {
        String program = program(elevation);
        return problem(
                elevation,
                program + " is missing on " + elevation.host(),
                said.isEmpty() ? "its program was not found" : lastLines(said),
                "install " + program + " there, log in as root with become.method: none, or choose another method");
    }

    private static String program(Elevation elevation) {
        return isDoas(elevation) ? "doas" : "sudo";
    }

    private static String lastLines(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty()
                ? "it printed nothing"
                : String.join("\n", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    private static Problem problem(Elevation elevation, String what, String why, String remedy) {
        return new Problem(ExitCode.UNREACHABLE, elevation.host(), what, why, remedy);
    }
}
