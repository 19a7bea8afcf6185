package dev.kprov.inventory;

import dev.kprov.yaml.Block;
import java.util.Map;
import java.util.Optional;

/// What hosts take over where they say nothing themselves.
record Defaults(Optional<Connection> connection, SshBlock ssh, BecomeBlock become) {
    /// The words for how commands get to a host.
    enum Connection {
        SSH,
        OPENSSH,
        LOCAL;

        static Optional<Connection> read(Block block) {
            return block.get("connection")
                    .flatMap(value -> value.choice(Map.of("ssh", SSH, "openssh", OPENSSH, "local", LOCAL)));
        }
    }

    static Defaults read(Optional<Block> block) {
        if (block.isEmpty()) {
            return new Defaults(Optional.empty(), SshBlock.EMPTY, BecomeBlock.EMPTY);
        }
        Defaults defaults = new Defaults(
                Connection.read(block.get()),
                block.get().block("ssh").map(SshBlock::read).orElse(SshBlock.EMPTY),
                block.get().block("become").map(BecomeBlock::read).orElse(BecomeBlock.EMPTY));
        block.get().end();
        return defaults;
    }
}
