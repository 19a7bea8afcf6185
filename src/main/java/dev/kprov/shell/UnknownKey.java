package dev.kprov.shell;

import java.nio.file.Path;

/// A key that a server showed and no file knows.
///
/// @param host the host of the inventory on the way to which it was seen
/// @param jump whether it is that of a jump host, so that nobody could look behind it
/// @param place the server's address and port
/// @param type as in `known_hosts`, e.g. `ssh-ed25519`
/// @param fingerprint as `SHA256:…`
/// @param file where it would be added
/// @param addition adds it
public record UnknownKey(
        String host, boolean jump, String place, String type, String fingerprint, Path file, Runnable addition) {
    /// Adds it, so that the server is trusted from now on.
    public void trust() {
        addition.run();
    }

    /// Whether both are about the same server: many hosts may be behind one jump host.
    public boolean same(UnknownKey other) {
        return place.equals(other.place) && fingerprint.equals(other.fingerprint);
    }
}
