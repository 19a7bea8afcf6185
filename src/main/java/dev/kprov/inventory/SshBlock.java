package dev.kprov.inventory;

import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `ssh` as written in one place; what is missing may come from the defaults.
record SshBlock(
        Optional<String> user,
        Optional<Integer> port,
        Optional<String> identityFile,
        Optional<SecretRef> passphrase,
        Optional<SecretRef> password,
        Optional<String> hostKey,
        Optional<Jump> jump) {
    static final SshBlock EMPTY = new SshBlock(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static final Shape USER_NAME = new Shape(
            "a user name",
            Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.@\\\\-]*\\$?"),
            255,
            "a login name has letters, digits, . _ - @ and no blanks",
            "write a name such as ops");
    private static final Shape HOST_KEY = new Shape(
            "a fingerprint of a host key",
            Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?"),
            51,
            "it is SHA256: and 43 characters, as ssh prints it; not the key itself, and not MD5",
            "print it on the host: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub");

    /// The host to go through, or the word `none`, which takes away the one of the defaults.
    record Jump(Optional<String> address, SshBlock ssh) {
        static Optional<Jump> read(Value value) {
            if (value.isText("none")) {
                return Optional.of(new Jump(Optional.empty(), SshBlock.EMPTY));
            }
            return value.block().map(Jump::read);
        }

        /// The login is the same as for the host behind it unless it is given; a password is never taken over.
        Access.Jump access(SshBlock behind) {
            SshBlock login = new SshBlock(
                    behind.user(),
                    Optional.empty(),
                    behind.identityFile(),
                    behind.passphrase(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            return address.map(ssh.over(login)::to)
                    .<Access.Jump>map(Access.Jump.Via::new)
                    .orElseGet(Access.Jump.None::new);
        }

        private static Jump read(Block block) {
            Optional<String> address = block.require(
                            "address", "a jump host is reached by its address", "add address: bastion.example.com")
                    .flatMap(AddressText::read);
            SshBlock ssh = readKeys(block);
            block.end();
            return new Jump(address, ssh);
        }
    }

    static SshBlock read(Block block) {
        SshBlock ssh = readKeys(block);
        block.end();
        return ssh;
    }

    /// As `read`, but the block may have more keys, which the caller reads.
    static SshBlock readKeys(Block block) {
        return new SshBlock(
                block.get("user").flatMap(value -> value.text(USER_NAME)),
                block.get("port").flatMap(value -> value.wholeNumber(1, 65535)),
                block.get("identityFile").flatMap(Value::file),
                block.get("passphrase").flatMap(SecretRef::read),
                block.get("password").flatMap(SecretRef::read),
                block.get("hostKey").flatMap(value -> value.text(HOST_KEY)).map(SshBlock::withoutPadding),
                block.get("jump").flatMap(Jump::read));
    }

    SshBlock over(SshBlock defaults) {
        return new SshBlock(
                user.or(() -> defaults.user),
                port.or(() -> defaults.port),
                identityFile.or(() -> defaults.identityFile),
                passphrase.or(() -> defaults.passphrase),
                password.or(() -> defaults.password),
                hostKey.or(() -> defaults.hostKey),
                jump.or(() -> defaults.jump));
    }

    /// Where secrets are needed, those of the jump hosts included.
    List<String> secrets() {
        List<String> keys = new ArrayList<>();
        passphrase.ifPresent(secret -> keys.add("passphrase"));
        password.ifPresent(secret -> keys.add("password"));
        jump.map(Jump::ssh).ifPresent(ssh -> ssh.secrets().forEach(key -> keys.add("jump." + key)));
        return keys;
    }

    Access.Ssh to(String address) {
        return new Access.Ssh(
                address,
                port,
                user,
                identityFile,
                passphrase,
                password,
                hostKey,
                jump.map(host -> host.access(this)).orElseGet(Access.Jump.Unsaid::new));
    }

    private static String withoutPadding(String fingerprint) {
        return fingerprint.endsWith("=") ? fingerprint.substring(0, fingerprint.length() - 1) : fingerprint;
    }
}
