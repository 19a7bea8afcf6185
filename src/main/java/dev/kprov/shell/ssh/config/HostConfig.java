package dev.kprov.shell.ssh.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What counts for one destination: its own values, then those of the files, then ssh's defaults.
public final class HostConfig {
    private final Destination destination;
    private final LocalUser localUser;
    private final String host;
    private final Map<String, Setting> settings;
    private final Map<String, List<Setting>> lists;

    HostConfig(
            Destination destination,
            LocalUser localUser,
            String host,
            Map<String, Setting> settings,
            Map<String, List<Setting>> lists) {
        this.destination = destination;
        this.localUser = localUser;
        this.host = host.toLowerCase(Locale.ROOT);
        this.settings = Map.copyOf(settings);
        this.lists = Map.copyOf(lists);
    }

    /// The values of a keyword as they are written; empty when no line says any.
    List<String> written(String keyword) {
        return Keyword.addsUp(keyword)
                ? lists.getOrDefault(keyword, List.of()).stream()
                        .map(Setting::value)
                        .toList()
                : setting(keyword).map(Setting::values).orElse(List.of());
    }

    /// An IP address or a DNS name, in lower case.
    public String host() {
        return host;
    }

    public String user() {
        return destination.user().or(() -> setting("user").map(Setting::value)).orElse(destination.defaultUser());
    }

    public int port() {
        return destination
                .port()
                .or(() -> setting("port").map(setting -> Integer.valueOf(setting.value())))
                .orElse(22);
    }

    /// Empty when no line names any. One that says `none` names none.
    public Optional<List<Path>> identityFiles() {
        return Optional.ofNullable(lists.get("identityfile")).map(this::paths);
    }

    /// Empty when no line names any.
    public List<Path> certificateFiles() {
        return paths(lists.getOrDefault("certificatefile", List.of()));
    }

    public boolean identitiesOnly() {
        return setting("identitiesonly")
                .map(setting -> Keyword.flag(setting.value()))
                .orElse(false);
    }

    /// The agent's socket: the one of `IdentityAgent`, else of `SSH_AUTH_SOCK`.
    public Optional<Path> agent() {
        Optional<Setting> setting = setting("identityagent");
        String written = setting.map(Setting::value).orElse("SSH_AUTH_SOCK");
        if (written.equals("none")) {
            return Optional.empty();
        }
        boolean variable = written.equals("SSH_AUTH_SOCK") || written.matches("\\$[A-Za-z_]\\w*");
        if (variable) {
            String socket = localUser.environment().getOrDefault(written.replaceFirst("^\\$", ""), "");
            return socket.isEmpty() ? Optional.empty() : Optional.of(localUser.path(socket));
        }
        return setting.map(given -> path(written, given));
    }

    /// The hosts to go through, the first one first; empty when there are none.
    public List<JumpHost> jumpHosts() {
        Optional<Setting> setting = setting("proxyjump");
        if (setting.isEmpty() || setting.get().value().equalsIgnoreCase("none")) {
            return List.of();
        }
        return Arrays.stream(setting.get().value().split(",", -1))
                .map(hop -> JumpHost.of(hop, setting.get().line()))
                .toList();
    }

    /// Where a `ProxyCommand` is asked for, as `file:line`.
    public Optional<String> proxyCommand() {
        return setting("proxycommand")
                .filter(setting -> !setting.value().strip().equalsIgnoreCase("none"))
                .map(setting -> setting.line().place());
    }

    /// The files of host keys: `~/.ssh/known_hosts` and `known_hosts2` unless a line names others.
    public List<Path> knownHosts() {
        Path folder = localUser.ssh();
        return setting("userknownhostsfile")
                .map(setting -> setting.values().stream()
                        .filter(value -> !value.equalsIgnoreCase("none"))
                        .map(value -> path(value, setting))
                        .toList())
                .orElse(List.of(folder.resolve("known_hosts"), folder.resolve("known_hosts2")));
    }

    public HostKeyPolicy hostKeyPolicy() {
        return switch (setting("stricthostkeychecking").map(Setting::value).orElse("ask")) {
            case "accept-new" -> HostKeyPolicy.ACCEPT_NEW;
            case "no", "off", "false" -> HostKeyPolicy.OFF;
            default -> HostKeyPolicy.STRICT;
        };
    }

    /// The name under which the host's key is known, instead of address and port.
    public Optional<String> hostKeyAlias() {
        return setting("hostkeyalias").map(setting -> tokens("").expand(setting.value(), setting));
    }

    public Optional<Duration> connectTimeout() {
        return seconds("connecttimeout").filter(Duration::isPositive);
    }

    /// Zero: never.
    public Optional<Duration> serverAliveInterval() {
        return seconds("serveraliveinterval");
    }

    /// How many questions may stay without an answer.
    public Optional<Integer> serverAliveCountMax() {
        return setting("serveralivecountmax").map(setting -> Integer.valueOf(setting.value()));
    }

    private Optional<Duration> seconds(String keyword) {
        return setting(keyword).map(setting -> Duration.ofSeconds(Long.parseLong(setting.value())));
    }

    private Optional<Setting> setting(String keyword) {
        return Optional.ofNullable(settings.get(keyword));
    }

    private List<Path> paths(List<Setting> list) {
        return list.stream()
                .filter(setting -> !setting.value().equalsIgnoreCase("none"))
                .map(setting -> path(setting.value(), setting))
                .toList();
    }

    private Path path(String written, Setting setting) {
        return localUser.path(tokens(hostKeyAlias().orElse(host)).expand(written, setting));
    }

    private Tokens tokens(String alias) {
        return Tokens.of(localUser, destination.host(), host, port(), user(), alias);
    }
}
