package dev.kprov.shell.ssh.auth;

/// The user at the keyboard, asked for a passphrase.
public interface Prompt {
    /// Nobody is there.
    Prompt NONE = new Prompt() {
        @Override
        public boolean available() {
            return false;
        }

        @Override
        public String ask(String question) {
            return "";
        }
    };

    /// Whether there is a terminal to ask at.
    boolean available();

    /// Returns what was typed, which is not shown; empty when nothing was.
    String ask(String question) throws InterruptedException;
}
