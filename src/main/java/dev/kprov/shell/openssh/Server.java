package dev.kprov.shell.openssh;

import dev.kprov.inventory.Access;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A server on the way to a host, as ssh will take it: the host itself, or a jump host of the inventory.
///
/// @param host the host's name in the inventory
/// @param depth 0 for the host, 1 for its jump host, and so on
/// @param config what `ssh -G` says, by keyword in lower case
record Server(String host, Access.Ssh access, int depth, Map<String, String> config) {
    Server {
        config = Map.copyOf(config);
    }

    String address() {
        return config.getOrDefault("hostname", access.address());
    }

    String user() {
        return config.getOrDefault("user", "root");
    }

    String port() {
        return config.getOrDefault("port", "22");
    }

    /// As files of known hosts name it.
    String knownName() {
        String low = address().toLowerCase(Locale.ROOT);
        String name = port().equals("22") ? low : "[" + low + "]:" + port();
        return Optional.ofNullable(config.get("hostkeyalias")).orElse(name);
    }

    /// The first file of known hosts.
    String knownHosts() {
        return config.getOrDefault("userknownhostsfile", "~/.ssh/known_hosts").split(" ", -1)[0];
    }

    /// As messages name it.
    String shown() {
        return (depth == 0 ? "" : "the jump host of ") + host + " (" + place() + ")";
    }

    String place() {
        return (address().contains(":") ? "[" + address() + "]" : address()) + ":" + port();
    }

    /// A setting's place, as messages name it.
    String setting(String key) {
        return "hosts[].ssh." + "jump.".repeat(depth) + key + " of " + host;
    }
}
