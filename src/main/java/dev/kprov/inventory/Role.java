package dev.kprov.inventory;

/// What a host does in its cluster; a host may do both.
public enum Role {
    CONTROL_PLANE("control-plane"),
    WORKER("worker");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /// The word that an inventory uses.
    public String word() {
        return word;
    }
}
