package dev.kprov.inventory;

import java.util.Optional;

/// How commands get to a host.
public sealed interface Access {
    /// Over SSH. What is empty here may come from `~/.ssh/config`.
    ///
    /// @param address IP address, DNS name, or a name that `~/.ssh/config` knows
    /// @param port 22 when neither says one
    /// @param user root when neither says one
    /// @param identityFile private key; when neither says one, the usual ones of `~/.ssh` are tried
    /// @param passphrase of the private key; when empty, the agent holds the key, or the user is asked
    /// @param password of the login; empty when keys are used
    /// @param hostKey fingerprint as `SHA256:…`; `known_hosts` decides when empty
    /// @param jump the host to go through
    record Ssh(
            String address,
            Optional<Integer> port,
            Optional<String> user,
            Optional<String> identityFile,
            Optional<SecretRef> passphrase,
            Optional<SecretRef> password,
            Optional<String> hostKey,
            Jump jump)
            implements Access {
        /// At an address, with nothing else said.
        public static Ssh at(String address) {
            return new Ssh(
                    address,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new Jump.Unsaid());
        }
    }

    /// Over SSH by the `ssh` program of this machine, for what only that can do. No secret is in it: ssh asks nobody,
    /// so a locked key is the agent's.
    ///
    /// @param ssh without passphrase and password, and its jump hosts as well
    record OpenSsh(Ssh ssh) implements Access {}

    /// The host to go through on the way to another one.
    sealed interface Jump {
        /// The inventory does not say; `~/.ssh/config` may.
        record Unsaid() implements Jump {}

        /// None, whatever `~/.ssh/config` says: `jump: none`.
        record None() implements Jump {}

        record Via(Ssh ssh) implements Jump {}
    }

    /// On this machine, as a local process.
    record Local() implements Access {}

    /// On this machine, as the user who runs kprov, and never as root: where an installer's own program is run.
    record Controller() implements Access {}

    /// In a container of this machine's engine, as its root.
    ///
    /// @param engine the program that runs a command in it, e.g. `docker`
    record Container(String engine, String name) implements Access {}

    /// Not at all: the host is a node that is known only because the API server knows it.
    record ApiOnly() implements Access {}
}
