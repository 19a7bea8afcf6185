package dev.kprov.inventory;

import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads one host. Where a value is wrong the host is incomplete, and the problem is in the file's list.
record HostReader(Defaults defaults) {
    private static final Map<String, Role> ROLES =
            Arrays.stream(Role.values()).collect(Collectors.toUnmodifiableMap(Role::word, Function.identity()));

    Host read(Block block) {
        String name = block.require("name", "it becomes the node's name", "add name: worker-1")
                .flatMap(value -> value.text(Shape.DNS_NAME))
                .orElse("");
        String address = block.require("address", "kprov must know where the host is", "add address: 10.0.0.11")
                .flatMap(AddressText::read)
                .orElse("");
        String internal =
                block.get("internalAddress").flatMap(AddressText::read).orElse(address);
        Set<Role> roles = roles(block);
        Access access = access(block, address);
        Optional<String> user = switch (access) {
            case Access.Ssh ssh -> ssh.user();
            case Access.OpenSsh openSsh -> openSsh.ssh().user();
            case Access.Local local -> Optional.of(System.getProperty("user.name", ""));
            case Access.Controller controller -> Optional.empty();
            case Access.Container container -> Optional.empty();
            case Access.ApiOnly apiOnly -> Optional.empty();
        };
        Become become = block.block("become")
                .map(BecomeBlock::read)
                .orElse(BecomeBlock.EMPTY)
                .over(defaults.become(), user);
        Host host = new Host(
                name, address, internal, roles, NodeMarks.labels(block), NodeMarks.taints(block), access, become);
        block.end();
        return host;
    }

    private static Set<Role> roles(Block block) {
        Optional<Value> written = block.require(
                "roles", "a host without a role does nothing", "add roles: [worker], [control-plane], or both words");
        Set<Role> roles = new LinkedHashSet<>();
        if (written.isPresent()) {
            for (Value item : written.get().list()) {
                Optional<Role> role = item.choice(ROLES);
                if (role.isPresent() && !roles.add(role.get())) {
                    item.refuse(
                            item.path() + " " + item.quoted() + " is there twice",
                            "once is enough",
                            "remove one of them");
                }
            }
            if (written.get().isEmptyList()) {
                written.get()
                        .refuse(
                                written.get().path() + " is empty",
                                "a host without a role does nothing",
                                "write [worker], [control-plane], or both words");
            }
        }
        return roles;
    }

    private Access access(Block block, String address) {
        Optional<Defaults.Connection> own = Defaults.Connection.read(block);
        Optional<Block> sshBlock = block.block("ssh");
        SshBlock ssh = sshBlock.map(SshBlock::read).orElse(SshBlock.EMPTY).over(defaults.ssh());
        return switch (own.or(defaults::connection).orElse(Defaults.Connection.SSH)) {
            case SSH -> ssh.to(address);
            case OPENSSH -> {
                requireNoSecrets(block, ssh);
                yield new Access.OpenSsh(ssh.to(address));
            }
            case LOCAL -> {
                sshBlock.ifPresent(unused -> unused.refuse(
                        unused.path() + " is of no use",
                        "connection: local runs commands on this machine without ssh",
                        "remove ssh, or write connection: ssh"));
                yield new Access.Local();
            }
        };
    }

    /// Whatever could tell ssh a password would show it to others or ask a person.
    private static void requireNoSecrets(Block block, SshBlock ssh) {
        Optional<Value> place = block.get("connection").or(() -> block.get("address"));
        for (String key : ssh.secrets()) {
            place.ifPresent(value -> value.refuse(
                    block.path() + ".ssh." + key + " is of no use with connection: openssh",
                    "the ssh program takes no secret from kprov: a locked key is opened by the agent",
                    "load the key (ssh-add) and remove " + key + " here and from defaults, or write connection: ssh"));
        }
    }
}
