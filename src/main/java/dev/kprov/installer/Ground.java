package dev.kprov.installer;

/// Where an installer's steps run.
public enum Ground {
    /// On the hosts of an inventory, which it cannot do without.
    INVENTORY,
    /// On this machine; an inventory may be given, and only says how many nodes of which role there are to be.
    CONTROLLER,
    /// On this machine and on the hosts of an inventory, which it cannot do without: what runs here works on them.
    BOTH
}
