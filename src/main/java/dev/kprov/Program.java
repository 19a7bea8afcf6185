package dev.kprov;

import dev.kprov.cli.KprovCommandLine;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.request.Surroundings;
import dev.kprov.verify.api.tls.ShippedAuthorities;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/// One start of kprov from the first argument to the exit code.
final class Program {
    /// Commands that do little but ask an API server.
    private static final Set<String> ASKING = Set.of("verify", "status", "diagnose");

    private Program() {}

    static int run(String... args) {
        if (args.length > 0 && ASKING.contains(args[0])) {
            ShippedAuthorities.readAhead();
        }
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        Interruption interruption = Interruption.ofThisThread(Runtime.getRuntime()::halt, err);
        Keyboard keyboard = new Keyboard(err);
        PassphrasePrompt prompt = new PassphrasePrompt(keyboard);
        Surroundings surroundings = new Surroundings(
                System.getenv(), Path.of(System.getProperty("user.home", "/")), keyboard, new LocalClock());
        try {
            return KprovCommandLine.run(
                    new Session(() -> new Wiring(surroundings, prompt, Installers.all()), surroundings),
                    out,
                    err,
                    args);
        } finally {
            interruption.over();
        }
    }

    /// Not `System.out`: that one would be in the charset of the terminal, and flushed with each line.
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(
                new BufferedOutputStream(new FileOutputStream(descriptor)), StandardCharsets.UTF_8));
    }
}
