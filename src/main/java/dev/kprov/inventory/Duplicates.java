package dev.kprov.inventory;

import dev.kprov.yaml.Block;
import dev.kprov.yaml.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Finds hosts that are the same machine or would be the same node.
final class Duplicates {
    private final Map<String, Value> seen = new HashMap<>();

    private Duplicates() {}

    static void report(Map<Block, Host> hosts) {
        Duplicates duplicates = new Duplicates();
        hosts.forEach(duplicates::check);
    }

    private void check(Block block, Host host) {
        if (!host.name().isEmpty()) {
            isSeen("name " + host.name(), block.get("name"), "a node's name exists once in a cluster");
        }
        if (host.address().isEmpty() || isSameMachine(block, host)) {
            return;
        }
        isSeen(
                "internal " + AddressText.canonical(host.internalAddress()),
                block.get(block.has("internalAddress") ? "internalAddress" : "address"),
                "the other hosts could not tell the two apart");
    }

    private boolean isSameMachine(Block block, Host host) {
        return switch (host.access()) {
            case Access.Ssh ssh -> isSeenFrom(ssh, block);
            case Access.OpenSsh(Access.Ssh ssh) -> isSeenFrom(ssh, block);
            case Access.Local local ->
                isSeen(
                        "local",
                        block.get("connection").or(() -> block.get("address")),
                        "connection: local means the one machine that kprov runs on");
            // No file can write these.
            case Access.Controller controller -> false;
            case Access.Container container -> false;
            case Access.ApiOnly apiOnly -> false;
        };
    }

    /// Behind another port or jump host the same address may be another machine.
    private boolean isSeenFrom(Access.Ssh ssh, Block block) {
        return isSeen("way " + way(ssh), block.get("address"), "each host must be a machine of its own");
    }

    private static String way(Access.Ssh ssh) {
        String end = AddressText.canonical(ssh.address()) + " " + ssh.port().orElse(22);
        return switch (ssh.jump()) {
            case Access.Jump.Via(Access.Ssh jump) -> end + " via " + way(jump);
            case Access.Jump.None none -> end;
            case Access.Jump.Unsaid unsaid -> end;
        };
    }

    private boolean isSeen(String identity, Optional<Value> written, String why) {
        if (written.isEmpty()) {
            return false;
        }
        Value value = written.get();
        Value first = seen.putIfAbsent(identity, value);
        if (first != null) {
            value.refuse(
                    value.path() + " " + value.quoted() + " is already " + first.path() + " at " + first.place(),
                    why,
                    "change one of the two, or remove a host");
        }
        return first != null;
    }
}
