package dev.kprov.shell.ssh.auth;

import dev.kprov.inventory.SecretRef;
import dev.kprov.shell.Secrets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Opens encrypted key files, each once for all hosts: the user is asked once, and a slow key derivation runs once.
public final class OpenKeys {
    /// As often as ssh asks.
    private static final int TRIES = 3;

    private final Prompt prompt;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final Map<Lock, Opened> opened = new HashMap<>();

    public OpenKeys(Prompt prompt) {
        this.prompt = prompt;
    }

    /// What a key opens with.
    private record Lock(Path file, Optional<SecretRef> passphrase) {}

    private sealed interface Opened {
        record Open(KeyPair pair) implements Opened {}

        record Shut(UnusableKeyException reason) implements Opened {}
    }

    KeyPair open(PrivateKeyFile key, Optional<SecretRef> passphrase, Secrets secrets)
            throws UnusableKeyException, InterruptedException {
        oneAtATime.lockInterruptibly();
        try {
            Lock lock = new Lock(key.file(), passphrase);
            Opened before = opened.get(lock);
            Opened now = before == null ? unlock(key, passphrase, secrets) : before;
            opened.put(lock, now);
            return switch (now) {
                case Opened.Open open -> open.pair();
                case Opened.Shut shut -> throw shut.reason();
            };
        } finally {
            oneAtATime.unlock();
        }
    }

    private Opened unlock(PrivateKeyFile key, Optional<SecretRef> passphrase, Secrets secrets)
            throws InterruptedException {
        try {
            Optional<KeyPair> pair =
                    passphrase.isPresent() ? key.open(secrets.read(passphrase.get())) : Optional.empty();
            pair = pair.isEmpty() && prompt.available() ? asked(key) : pair;
            return new Opened.Open(pair.orElseThrow(() -> locked(key.file(), passphrase.isPresent())));
        } catch (UnusableKeyException e) {
            return new Opened.Shut(e);
        }
    }

    private Optional<KeyPair> asked(PrivateKeyFile key) throws UnusableKeyException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            String again = i == 0 ? "" : "That does not open it. ";
            String passphrase = prompt.ask(again + "Passphrase of the key " + key.file() + ": ");
            Optional<KeyPair> pair = passphrase.isEmpty() ? Optional.empty() : key.open(passphrase);
            if (passphrase.isEmpty() || pair.isPresent()) {
                return pair;
            }
        }
        return Optional.empty();
    }

    private UnusableKeyException locked(Path file, boolean given) {
        String why = "it is protected by a passphrase, and "
                + (given ? "ssh.passphrase of the inventory is another one" : "kprov was not given it");
        String remedy = "put the key into the agent: ssh-add " + file + "; or set ssh.passphrase in the inventory";
        return new UnusableKeyException(why, prompt.available() ? remedy : remedy + "; or run kprov at a terminal");
    }
}
