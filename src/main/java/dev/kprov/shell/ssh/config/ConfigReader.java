package dev.kprov.shell.ssh.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the files for one destination, in OpenSSH's way: the first value wins.
final class ConfigReader {
    /// As deep as ssh goes.
    private static final int DEEPEST = 16;

    private final Destination destination;
    private final LocalUser user;
    private final Map<String, Setting> settings = new HashMap<>();
    private final Map<String, List<Setting>> lists = new HashMap<>();
    private String host;
    private boolean active;
    private boolean finalPass;
    private boolean finalPassWanted;

    ConfigReader(Destination destination, LocalUser user) {
        this.destination = destination;
        this.user = user;
        this.host = destination.host();
    }

    /// @param files the user's before the system's
    HostConfig read(List<ConfigFile> files) {
        files.forEach(this::readWhole);
        host = hostName();
        if (finalPassWanted) {
            finalPass = true;
            files.forEach(this::readWhole);
        }
        return new HostConfig(destination, user, host, settings, lists);
    }

    private void readWhole(ConfigFile file) {
        active = true;
        read(file, true, 0);
    }

    /// @param possible whether anything in this file can count
    private void read(ConfigFile file, boolean possible, int depth) {
        for (Line line : file.lines()) {
            switch (line.keyword()) {
                case "host" -> active = hostLine(line) && possible;
                case "match" -> {
                    finalPassWanted |= MatchLine.wantsFinalPass(line);
                    active = match(line).holds(possible);
                }
                case "include" -> include(file, line, depth);
                default -> setting(line);
            }
        }
    }

    private boolean hostLine(Line line) {
        List<String> patterns = line.arguments();
        if (patterns.isEmpty()) {
            throw line.bad("it names no host", "write Host PATTERN, or Host *");
        }
        boolean found = false;
        for (String pattern : patterns) {
            if (pattern.startsWith("!") && Patterns.matches(pattern.substring(1), destination.host())) {
                return false;
            }
            found |= !pattern.startsWith("!") && Patterns.matches(pattern, destination.host());
        }
        return found;
    }

    private MatchLine match(Line line) {
        return new MatchLine(line, destination, user, finalPass ? host : hostName(), login(), port(), finalPass);
    }

    private void include(ConfigFile file, Line line, int depth) {
        List<String> patterns = line.arguments();
        if (patterns.isEmpty()) {
            throw line.bad("it names no file", "write Include PATH");
        }
        if (depth >= DEEPEST) {
            throw line.bad("files include each other more than " + DEEPEST + " deep", "remove the circle");
        }
        // A Match of the included file does not reach out of it.
        boolean before = active;
        for (String pattern : patterns) {
            for (ConfigFile included : file.included(pattern, user)) {
                active = before;
                read(included, before, depth + 1);
            }
        }
        active = before;
    }

    private void setting(Line line) {
        Optional<Setting> setting = Keyword.read(line);
        if (setting.isEmpty()) {
            if (!Keyword.isKnown(line.keyword())
                    && !line.keyword().matches("connecttimeout|serveraliveinterval")
                    && !ignored(line.keyword())) {
                throw line.bad(
                        "ssh knows no such keyword",
                        "correct it; if a newer ssh knows it, write IgnoreUnknown " + line.keyword() + " above it");
            }
            return;
        }
        if (!active) {
            return;
        }
        if (Keyword.addsUp(line.keyword())) {
            addUp(setting.get());
        } else if (!shadowed(line.keyword())) {
            settings.putIfAbsent(line.keyword(), setting.get());
        }
    }

    /// Of `ProxyJump` and `ProxyCommand` only the first counts.
    private boolean shadowed(String keyword) {
        return (keyword.equals("proxyjump") && settings.containsKey("proxycommand"))
                || (keyword.equals("proxycommand") && settings.containsKey("proxyjump"));
    }

    private void addUp(Setting setting) {
        List<Setting> list = lists.computeIfAbsent(setting.line().keyword(), keyword -> new ArrayList<>());
        if (list.stream().noneMatch(known -> known.values().equals(setting.values()))) {
            list.add(setting);
        }
    }

    private boolean ignored(String keyword) {
        return Optional.ofNullable(settings.get("ignoreunknown"))
                .map(setting -> Patterns.hostMatches(setting.value(), keyword))
                .orElse(false);
    }

    private String hostName() {
        return Optional.ofNullable(settings.get("hostname"))
                .map(setting -> setting.value().replaceAll("%(?:%|h)", destination.host()))
                .orElse(destination.host());
    }

    private String login() {
        return destination
                .user()
                .or(() -> Optional.ofNullable(settings.get("user")).map(Setting::value))
                .orElse(destination.defaultUser());
    }

    private int port() {
        return destination
                .port()
                .or(() -> Optional.ofNullable(settings.get("port")).map(setting -> Integer.valueOf(setting.value())))
                .orElse(22);
    }
}
