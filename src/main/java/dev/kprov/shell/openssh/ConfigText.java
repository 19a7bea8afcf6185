package dev.kprov.shell.openssh;

import dev.kprov.inventory.Access;
import java.nio.file.Path;
import java.util.List;

/// The configuration that ssh gets for one server: the inventory's words, then those of the user's own files, then
/// kprov's defaults. Of each keyword ssh takes the first.
///
/// @param shared whether jump hosts are reached through connections that others share
record ConfigText(OpenSshSettings settings, Folder folder, boolean shared) {
    /// Tells ssh the key that it just saw, when it has the fingerprint of the inventory, and writes down what it saw.
    static final String KEY_SCRIPT = """
        [ "$3" != ORDER ] || exit 0
        echo "$4 $5" >>"$1"
        [ "$2" != "$5" ] || echo "$7 $4 $6"
        """;

    /// @param ssh what the inventory says of the server
    String of(Access.Ssh ssh, int depth) {
        StringBuilder text = new StringBuilder();
        add(text, "Host " + ssh.address());
        ssh.user().ifPresent(user -> add(text, "User " + quoted(user)));
        ssh.port().ifPresent(port -> add(text, "Port " + port));
        ssh.identityFile().ifPresent(file -> add(text, "IdentityFile " + file(settings.path(file))));
        ssh.hostKey().ifPresent(fingerprint -> pinned(text, fingerprint, depth));
        way(text, ssh.jump(), depth);
        add(text, "Host *");
        add(text, "BatchMode yes");
        if (settings.newKeys().accepted()) {
            // Before the user's files, as on ssh's command line. A pinned server has its own word above.
            add(text, "StrictHostKeyChecking accept-new");
        }
        settings.files().forEach(file -> add(text, "Include " + quoted(file.toString())));
        defaults(text, ssh, depth);
        return text.toString();
    }

    private void defaults(StringBuilder text, Access.Ssh ssh, int depth) {
        // Of a server that only the files name nothing else is known, so this is not for all.
        add(text, "Host " + ssh.address());
        add(text, "User root");
        add(text, "KnownHostsCommand " + keyCommand("-", depth));
        add(text, "Host *");
        Path known = settings.home().resolve(".ssh");
        add(
                text,
                "UserKnownHostsFile " + file(known.resolve("known_hosts")) + " " + file(known.resolve("known_hosts2")));
        add(text, "StrictHostKeyChecking yes");
        add(text, "ConnectTimeout " + Math.max(1, settings.connectTimeout().toSeconds()));
        add(text, "ServerAliveInterval 10");
        if (shared && depth > 0) {
            sharing(text, ssh, depth);
        }
    }

    /// For a second after the last host: the ssh of the host that made the connection would take the others along.
    private void sharing(StringBuilder text, Access.Ssh jump, int depth) {
        add(text, "ControlMaster auto");
        add(text, "ControlPath " + settings.jumps().place(jump, folder.jumpSocket(depth)));
        add(text, "ControlPersist 1");
    }

    private void pinned(StringBuilder text, String fingerprint, int depth) {
        add(text, "KnownHostsCommand " + keyCommand(fingerprint, depth));
        add(text, "UserKnownHostsFile " + folder.revoked(depth));
        add(text, "GlobalKnownHostsFile none");
        add(text, "StrictHostKeyChecking yes");
        add(text, "UpdateHostKeys no");
        // A fingerprint does not tell its key's type, and a server shows one key at a time.
        List<String> wrong = HostKey.read(folder.shown(depth)).stream()
                .filter(key -> !key.is(fingerprint))
                .flatMap(key -> key.algorithms().stream())
                .toList();
        if (!wrong.isEmpty()) {
            add(text, "HostKeyAlgorithms -" + String.join(",", wrong));
        }
    }

    private String keyCommand(String fingerprint, int depth) {
        return String.join(
                " ",
                List.of(
                        "/bin/sh",
                        folder.keyScript().toString(),
                        folder.shown(depth).toString(),
                        fingerprint,
                        "%I %t %f %K %H"));
    }

    private void way(StringBuilder text, Access.Jump jump, int depth) {
        switch (jump) {
            case Access.Jump.Unsaid unsaid -> {}
            case Access.Jump.None none -> add(text, "ProxyCommand none");
            case Access.Jump.Via(Access.Ssh ssh) ->
                add(
                        text,
                        "ProxyCommand ssh -F " + folder.config(depth + 1) + " -E " + folder.log(depth + 1)
                                + " -o LogLevel=ERROR -o LogVerbose=channels.c:channel_input_open_failure*:* -a -x -W [%h]:%p "
                                + ssh.address());
        }
    }

    private static String file(Path path) {
        return quoted(path.toString().replace("%", "%%"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void add(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
