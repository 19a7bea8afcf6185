package dev.kprov;

/// The composition root: wires everything, lists the installers, and is the only place that exits.
public final class Kprov {
    private Kprov() {}

    public static void main(String[] args) {
        System.exit(70);
    }
}
