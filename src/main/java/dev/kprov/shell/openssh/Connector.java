package dev.kprov.shell.openssh;

import dev.kprov.inventory.Access;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.openssh.jump.JumpSockets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Connects to a host, through its jump hosts, and logs in.
///
/// @param host its name in the inventory
record Connector(String host, Access.Ssh access, OpenSshSettings settings) {
    /// Longer than sshd waits for a login. A person may have to touch a key first.
    private static final Duration LOGIN = Duration.ofMinutes(2);

    Session open() throws InterruptedException {
        if (access.jump() instanceof Access.Jump.Via(Access.Ssh jump)) {
            try (JumpSockets.Turn turn = settings.jumps().turn(jump)) {
                return open(true, turn.first());
            }
        }
        return open(false, true);
    }

    /// Again with another type of key while the inventory's fingerprint may belong to one, and by itself where a
    /// shared way did not lead there: what goes wrong on it is told to whoever made it.
    ///
    /// @param first whether nobody has made the way yet
    private Session open(boolean share, boolean first) throws InterruptedException {
        Program program = new Program(host, settings.environment());
        List<List<HostKey>> seen = List.of();
        Optional<ConnectTrouble> mismatch = Optional.empty();
        boolean shared = share;
        while (true) {
            Attempt attempt = new Attempt(program, Folder.create(settings.environment()), shared);
            Optional<Session> session = attempt.open(seen);
            if (session.isPresent()) {
                return session.get();
            }
            Failure failure = attempt.failure.orElseThrow();
            if (shared && !first && failure.lostItsWay()) {
                shared = false;
            } else if (failure.trouble().mayHaveAnotherKey() && !failure.shown().equals(seen)) {
                mismatch = Optional.of(failure.trouble());
                seen = failure.shown();
            } else {
                // A server without another key hangs up, which is no news.
                boolean same = failure.shown().equals(seen);
                throw (same ? mismatch.orElse(failure.trouble()) : failure.trouble()).exception();
            }
        }
    }

    /// @param shown the host keys that each server showed
    /// @param lostItsWay whether the way to the host is in trouble, not the host
    private record Failure(ConnectTrouble trouble, List<List<HostKey>> shown, boolean lostItsWay) {}

    /// Which key is new, only ssh knows.
    private void tellOfNewKeys(List<Server> servers) {
        boolean open =
                servers.stream().anyMatch(server -> server.access().hostKey().isEmpty());
        if (settings.newKeys().accepted() && open) {
            settings.newKeys()
                    .listener()
                    .remark(
                            host,
                            "ssh was told to accept new host keys on the way to "
                                    + servers.getFirst().shown());
        }
    }

    /// One way to the host, written down for ssh.
    private final class Attempt {
        private final Program program;
        private final Folder folder;
        private final boolean shared;
        private Optional<Failure> failure = Optional.empty();

        Attempt(Program program, Folder folder, boolean shared) {
            this.program = program;
            this.folder = folder;
            this.shared = shared;
        }

        /// Empty when it has failed.
        Optional<Session> open(List<List<HostKey>> seen) throws InterruptedException {
            List<Server> servers = servers(seen);
            Master master = Master.start(program, folder, access.address());
            boolean in = false;
            try {
                in = master.await(settings.connectTimeout().plus(LOGIN));
                if (in) {
                    tellOfNewKeys(servers);
                    return Optional.of(new Session(servers.getFirst(), program, folder, master));
                }
                ConnectTrouble trouble = trouble(servers, master.said());
                boolean lost = !Folder.read(folder.log(1)).isBlank();
                failure = Optional.of(new Failure(trouble, shown(servers), lost));
                return Optional.empty();
            } finally {
                if (!in) {
                    master.close();
                }
            }
        }

        /// @param seen the host keys that each server showed before
        List<Server> servers(List<List<HostKey>> seen) throws InterruptedException {
            try {
                folder.write(folder.keyScript(), ConfigText.KEY_SCRIPT);
                List<Access.Ssh> chain = chain();
                for (int i = 0; i < chain.size(); i++) {
                    folder.write(folder.shown(i), i < seen.size() ? lines(seen.get(i)) : "");
                    folder.write(folder.revoked(i), revoked());
                    folder.write(folder.config(i), new ConfigText(settings, folder, shared).of(chain.get(i), i));
                }
                List<Server> servers = new ArrayList<>();
                for (int i = 0; i < chain.size(); i++) {
                    servers.add(new Server(host, chain.get(i), i, config(chain.get(i), i)));
                }
                return servers;
            } catch (InterruptedException | RuntimeException | Error e) {
                folder.remove();
                throw e;
            }
        }

        private List<Access.Ssh> chain() {
            List<Access.Ssh> chain = new ArrayList<>(List.of(access));
            while (chain.getLast().jump() instanceof Access.Jump.Via via) {
                chain.add(via.ssh());
            }
            return chain;
        }

        private static String lines(List<HostKey> keys) {
            return keys.stream().map(key -> key + "\n").collect(Collectors.joining());
        }

        /// A fingerprint of the inventory takes the place of known hosts, but not against a key that was revoked.
        private String revoked() {
            return List.of(
                            settings.home().resolve(".ssh/known_hosts"),
                            settings.home().resolve(".ssh/known_hosts2"),
                            Path.of("/etc/ssh/ssh_known_hosts"))
                    .stream()
                    .flatMap(file -> Folder.read(file).lines())
                    .filter(line -> line.startsWith("@revoked "))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        }

        private Map<String, String> config(Access.Ssh server, int depth) throws InterruptedException {
            Program.Answer answer =
                    program.ask(List.of("ssh", "-F", folder.config(depth).toString(), "-G", "-T", server.address()));
            if (answer.exitStatus() != 0) {
                throw new KprovException(ConnectTrouble.configuration(host, server.address(), answer.said()));
            }
            Map<String, String> config = new HashMap<>();
            answer.said().lines().forEach(line -> {
                String[] words = line.split(" ", 2);
                config.putIfAbsent(words[0].toLowerCase(Locale.ROOT), words.length == 2 ? words[1] : "");
            });
            return config;
        }

        /// The farthest server that has something to say is the one in trouble: those behind it only lost their way.
        ConnectTrouble trouble(List<Server> servers, String said) {
            for (int i = servers.size() - 1; i > 0; i--) {
                String log = Folder.read(folder.log(i)).strip();
                if (!log.isEmpty()) {
                    return trouble(servers, i, log);
                }
            }
            return trouble(servers, 0, said);
        }

        private ConnectTrouble trouble(List<Server> servers, int depth, String said) {
            boolean beyond = depth > 0 && said.contains("open failed");
            Server server = servers.get(beyond ? depth - 1 : depth);
            return new ConnectTrouble(
                    server, said, HostKey.read(folder.shown(server.depth())), settings.connectTimeout());
        }

        List<List<HostKey>> shown(List<Server> servers) {
            return servers.stream()
                    .map(server -> HostKey.read(folder.shown(server.depth())))
                    .toList();
        }
    }
}
