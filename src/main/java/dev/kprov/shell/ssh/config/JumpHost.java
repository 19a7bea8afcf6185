package dev.kprov.shell.ssh.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A host of `ProxyJump`: `[user@]host[:port]`, or the same after `ssh://`.
public record JumpHost(Optional<String> user, String host, Optional<Integer> port) {
    private static final Pattern HOP =
            Pattern.compile("(?:ssh://)?(?:(.+)@)?(?:\\[([^\\]]+)]|([^@:\\[\\]/\\s]+))(?::(\\d{1,5}))?/?");

    static JumpHost of(String text, Line line) {
        Matcher matcher = HOP.matcher(text);
        if (!matcher.matches() || matcher.group(4) != null && !isPort(matcher.group(4))) {
            throw line.bad(text + " is no jump host", "write ProxyJump [user@]host[:port]");
        }
        return new JumpHost(
                Optional.ofNullable(matcher.group(1)),
                Optional.ofNullable(matcher.group(2)).orElseGet(() -> matcher.group(3)),
                Optional.ofNullable(matcher.group(4)).map(Integer::valueOf));
    }

    private static boolean isPort(String digits) {
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= 65535;
    }
}
