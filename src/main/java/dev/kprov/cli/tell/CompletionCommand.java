package dev.kprov.cli.tell;

import static dev.kprov.cli.desk.Arguments.word;

import dev.kprov.cli.completion.FishCompletion;
import dev.kprov.cli.desk.Arguments;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// `kprov completion`.
public final class CompletionCommand {
    /// The shells; the constants are what the user types.
    enum ShellName {
        bash,
        zsh,
        fish
    }

    private final ArgSpec shell = word(ShellName.class, 0, "1", "SHELL", "bash, zsh or fish.");
    private final Session session;
    private final CommandSpec spec;

    public CompletionCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(this::call, "completion", "Print a script that completes commands and options.")
                .with(shell)
                .footer(
                        "",
                        "  bash:  source <(kprov completion bash)",
                        "  zsh:   source <(kprov completion zsh)",
                        "  fish:  kprov completion fish | source")
                .build();
    }

    public CommandSpec spec() {
        return spec;
    }

    private int call() {
        CommandLine root = spec.root().commandLine();
        new Desk(session, spec)
                .answer(
                        switch (Arguments.<ShellName>given(shell).orElseThrow()) {
                            // picocli's script sees itself to running in zsh, by bashcompinit
                            case bash, zsh -> AutoComplete.bash(root.getCommandName(), root);
                            case fish -> FishCompletion.of(root.getCommandSpec());
                        });
        return 0;
    }
}
