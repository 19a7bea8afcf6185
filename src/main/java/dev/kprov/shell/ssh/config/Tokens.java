package dev.kprov.shell.ssh.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `%h` and `${NAME}` stand for.
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("%(.?)|\\$\\{([^}]*)}");

    private final LocalUser user;
    private final Map<String, String> letters;

    private Tokens(LocalUser user, Map<String, String> letters) {
        this.user = user;
        this.letters = letters;
    }

    /// @param host where the connection goes
    /// @param alias of its key, or else its name
    static Tokens of(LocalUser user, String original, String host, int port, String login, String alias) {
        String here = localHost();
        return new Tokens(
                user,
                Map.of(
                        "%",
                        "%",
                        "d",
                        user.home().toString(),
                        "h",
                        host,
                        "k",
                        alias,
                        "L",
                        here.replaceFirst("\\..*", ""),
                        "l",
                        here,
                        "n",
                        original,
                        "p",
                        Integer.toString(port),
                        "r",
                        login,
                        "u",
                        user.name()));
    }

    /// Throws when a token is not known or a variable not set.
    String expand(String text, Setting setting) {
        return TOKEN.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(Optional.ofNullable(match.group(2))
                        .map(name -> variable(name, setting))
                        .orElseGet(() -> letter(match.group(1), setting))));
    }

    private String variable(String name, Setting setting) {
        String value = user.environment().getOrDefault(name, "");
        if (value.isEmpty()) {
            throw setting.line().bad("the environment variable " + name + " is not set", "set it, or write the value");
        }
        return value;
    }

    private String letter(String letter, Setting setting) {
        String value = letters.get(letter);
        if (value == null) {
            throw setting.line().bad("kprov does not know the token %" + letter, "write out what it stands for");
        }
        return value;
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
