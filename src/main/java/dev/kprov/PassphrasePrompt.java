package dev.kprov;

import dev.kprov.console.LiveView;
import dev.kprov.shell.ssh.auth.Prompt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Asks for passphrases at the terminal, where a run may be drawn meanwhile.
record PassphrasePrompt(Keyboard keyboard, AtomicReference<@Nullable LiveView> view) implements Prompt {
    PassphrasePrompt(Keyboard keyboard) {
        this(keyboard, new AtomicReference<>());
    }

    /// What is drawn from now on.
    void drawnBy(LiveView live) {
        view.set(live);
    }

    @Override
    public boolean available() {
        return keyboard.interactive();
    }

    @Override
    public String ask(String question) throws InterruptedException {
        LiveView live = view.get();
        return live == null ? keyboard.askHidden(question) : live.aside(() -> keyboard.askHidden(question));
    }
}
