package dev.kprov.shell.ssh;

import dev.kprov.inventory.Access;
import dev.kprov.shell.ssh.auth.Credentials;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A server on the way to a host: the host itself, or a host to jump through.
///
/// @param host the host's name in the inventory
/// @param jump whether it is only on the way
record Server(String host, Access.Ssh access, boolean jump) {
    private static final List<String> USUAL =
            List.of("id_ed25519", "id_ecdsa", "id_rsa", "id_ed25519_sk", "id_ecdsa_sk");

    static Server of(String host, Access.Ssh access) {
        return new Server(host, access, false);
    }

    Server via(Access.Ssh access) {
        return new Server(host, access, true);
    }

    /// The keys to try.
    Credentials credentials(SshSettings settings) {
        Path folder = settings.home().resolve(".ssh");
        List<Path> files = access.identityFile()
                .map(file -> List.of(settings.file(file)))
                .orElse(USUAL.stream().map(folder::resolve).toList());
        return new Credentials(
                files, access.identityFile().isEmpty(), List.of(), false, settings.agent(), Optional.empty());
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
