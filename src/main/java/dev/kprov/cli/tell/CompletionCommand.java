package dev.kprov.cli.tell;

import dev.kprov.cli.completion.FishCompletion;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.parts.Session;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Print a script that completes commands and options.",
        footer = {
            "",
            "  bash:  source <(kprov completion bash)",
            "  zsh:   source <(kprov completion zsh)",
            "  fish:  kprov completion fish | source"
        })
public final class CompletionCommand implements Callable<Integer> {
    /// The shells; the constants are what the user types.
    enum ShellName {
        bash,
        zsh,
        fish
    }

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    ShellName shell = ShellName.bash;

    @Mixin
    Options.Help help;

    private final Session session;

    public CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        new Desk(session, spec)
                .answer(
                        switch (shell) {
                            // picocli's script sees itself to running in zsh, by bashcompinit
                            case bash, zsh -> AutoComplete.bash(root.getCommandName(), root);
                            case fish -> FishCompletion.of(root.getCommandSpec());
                        });
        return 0;
    }
}
