package dev.kprov.installer;

import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.yaml.Block;

/// How many nodes of each role.
public record NodeCount(int controlPlanes, int workers) {
    private static final int MOST = 100;

    /// As a block with `controlPlanes` (1) and `workers` (0) says.
    public static NodeCount read(Block block) {
        NodeCount count = new NodeCount(
                block.get("controlPlanes")
                        .flatMap(value -> value.wholeNumber(1, MOST))
                        .orElse(1),
                block.get("workers")
                        .flatMap(value -> value.wholeNumber(0, MOST))
                        .orElse(0));
        block.end();
        return count;
    }

    /// Of an inventory's hosts.
    public static NodeCount of(Inventory inventory) {
        int controlPlanes = inventory.hosts(Role.CONTROL_PLANE).size();
        return new NodeCount(controlPlanes, inventory.hosts().size() - controlPlanes);
    }

    public int total() {
        return controlPlanes + workers;
    }
}
