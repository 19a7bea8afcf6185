package dev.kprov.shell.openssh;

import java.nio.file.Path;
import java.util.List;

/// A key that a server showed.
///
/// @param type as ssh calls it, e.g. `ssh-ed25519`
record HostKey(String type, String fingerprint) {
    /// Those that the key script wrote down, each once. A certificate's key comes again without its certificate.
    static List<HostKey> read(Path shown) {
        return Folder.read(shown)
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 2 && !words[0].contains("cert"))
                .map(words -> new HostKey(words[0], words[1]))
                .distinct()
                .toList();
    }

    /// The inventory's reader has taken the padding away, and ssh prints none.
    boolean is(String pinned) {
        return fingerprint.equals(pinned);
    }

    /// RSA keys sign in more than one way, each with a name of its own.
    List<String> algorithms() {
        return type.equals("ssh-rsa") ? List.of("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa") : List.of(type);
    }

    @Override
    public String toString() {
        return type + " " + fingerprint;
    }
}
