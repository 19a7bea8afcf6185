package dev.kprov.shell.ssh;

import dev.kprov.inventory.Access;

/// A server on the way to a host: the host itself, or a host to jump through.
///
/// @param host the host's name in the inventory
/// @param jump whether it is only on the way
record Server(String host, Access.Ssh access, boolean jump) {
    static Server of(String host, Access.Ssh access) {
        return new Server(host, access, false);
    }

    Server via(Access.Ssh access) {
        return new Server(host, access, true);
    }

    /// As messages name it.
    String shown() {
        return (jump ? "the jump host of " : "") + host + " (" + place() + ")";
    }

    String place() {
        String address = access.address();
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + access.port();
    }

    /// A setting's place in the inventory, as messages name it.
    String setting(String key) {
        return "hosts[].ssh." + (jump ? "jump." : "") + key + " of " + host;
    }
}
