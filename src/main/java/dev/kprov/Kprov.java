package dev.kprov;

import dev.kprov.cli.answer.Version;

/// Starts kprov, and is the only place that exits.
///
/// `kprov version` is answered right here: picocli's old class files alone would cost more than the rest of the
/// start.
public final class Kprov {
    private Kprov() {}

    public static void main(String[] args) {
        if (args.length == 1 && (args[0].equals("version") || args[0].equals("--version"))) {
            System.out.println(Version.current().text());
            return;
        }
        System.exit(Program.run(args));
    }
}
