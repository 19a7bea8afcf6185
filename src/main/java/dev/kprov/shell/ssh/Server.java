package dev.kprov.shell.ssh;

import dev.kprov.inventory.Access;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.ssh.auth.Credentials;
import dev.kprov.shell.ssh.config.Destination;
import dev.kprov.shell.ssh.config.HostConfig;
import dev.kprov.shell.ssh.config.JumpHost;
import dev.kprov.shell.ssh.config.SshConfig;
import dev.kprov.shell.ssh.known.KnownHosts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A server on the way to a host: the host itself, or a host to jump through.
///
/// @param host the host's name in the inventory
/// @param access what the inventory says of this server
/// @param config what counts: the inventory's words and, where it has none, those of `~/.ssh/config`
/// @param role what it is for the host
/// @param depth how many servers behind it are reached through it
record Server(String host, Access.Ssh access, HostConfig config, Role role, int depth) {
    /// The same for everybody who runs the file, unlike the name of who runs it.
    private static final String USER = "root";

    private static final List<String> USUAL =
            List.of("id_ed25519", "id_ecdsa", "id_rsa", "id_ed25519_sk", "id_ecdsa_sk");

    /// More jump hosts in a row are a circle.
    private static final int DEEPEST = 10;

    enum Role {
        HOST,
        /// A jump host that the inventory names.
        JUMP,
        /// A jump host that only `~/.ssh/config` names.
        CONFIGURED_JUMP
    }

    static Server of(String host, Access.Ssh access, SshConfig config) {
        return of(host, access, config, Role.HOST, 0);
    }

    private static Server of(String host, Access.Ssh access, SshConfig config, Role role, int depth) {
        String user = role == Role.CONFIGURED_JUMP ? config.user().name() : USER;
        Destination destination = new Destination(access.address(), access.user(), access.port(), user);
        return new Server(host, access, config.of(destination), role, depth);
    }

    /// The server to go through on the way to this one.
    Optional<Server> way(SshConfig files) {
        if (depth >= DEEPEST) {
            throw new KprovException(ConnectProblem.circle(this));
        }
        return switch (access.jump()) {
            case Access.Jump.None none -> Optional.empty();
            case Access.Jump.Via(Access.Ssh jump) ->
                Optional.of(of(host, jump, files, role == Role.HOST ? Role.JUMP : role, depth + 1));
            case Access.Jump.Unsaid unsaid -> {
                config.proxyCommand()
                        .filter(place -> config.jumpHosts().isEmpty())
                        .ifPresent(place -> {
                            throw new KprovException(ConnectProblem.proxyCommand(this, place));
                        });
                yield chain(config.jumpHosts()).map(jump -> of(host, jump, files, Role.CONFIGURED_JUMP, depth + 1));
            }
        };
    }

    /// The last one, reached through those before it.
    private static Optional<Access.Ssh> chain(List<JumpHost> hops) {
        Optional<Access.Ssh> last = Optional.empty();
        for (JumpHost hop : hops) {
            Access.Jump way = last.<Access.Jump>map(Access.Jump.Via::new).orElseGet(Access.Jump.Unsaid::new);
            last = Optional.of(new Access.Ssh(
                    hop.host(),
                    hop.port(),
                    hop.user(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    way));
        }
        return last;
    }

    /// The keys to try. A file of the inventory is the only one then, as far as files go.
    Credentials credentials(SshConfig files) {
        Optional<List<Path>> named = access.identityFile()
                .map(file -> List.of(files.user().path(file)))
                .or(config::identityFiles);
        Path folder = files.user().ssh();
        return new Credentials(
                named.orElseGet(() -> USUAL.stream().map(folder::resolve).toList()),
                named.isEmpty(),
                config.certificateFiles(),
                config.identitiesOnly(),
                config.agent(),
                access.passphrase());
    }

    String address() {
        return config.host();
    }

    int port() {
        return config.port();
    }

    String user() {
        return config.user();
    }

    /// As files of known hosts name it.
    String knownName() {
        return config.hostKeyAlias().orElseGet(() -> KnownHosts.name(address(), port()));
    }

    /// As certificates name it: without a port.
    String knownHost() {
        return config.hostKeyAlias().orElse(address()).toLowerCase(Locale.ROOT);
    }

    Duration connectTimeout(SshSettings settings) {
        return config.connectTimeout().orElse(settings.connectTimeout());
    }

    /// As messages name it.
    String shown() {
        return (role == Role.HOST ? "" : "the jump host of ") + host + " (" + place() + ")";
    }

    String place() {
        return (address().contains(":") ? "[" + address() + "]" : address()) + ":" + port();
    }

    /// A setting's place, as messages name it.
    String setting(String key) {
        return switch (role) {
            case HOST -> "hosts[].ssh." + key + " of " + host;
            case JUMP -> "hosts[].ssh.jump." + key + " of " + host;
            case CONFIGURED_JUMP -> key + " of Host " + access.address() + " in ~/.ssh/config";
        };
    }
}
