package dev.kprov.installer.kubespray;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The configuration that Ansible's ssh gets: what the inventory says of each host, then what the user's own file
/// says, then kprov's defaults. Of each keyword ssh takes the first. Host keys are checked, and a fingerprint of the
/// inventory is all that counts for its host.
record SshConfig(Inventory inventory) {
    String text() {
        List<String> lines = new ArrayList<>();
        for (Host host : inventory.withoutController().hosts()) {
            ssh(host).ifPresent(ssh -> block(ssh, lines));
        }
        lines.addAll(List.of(
                "Match all",
                "BatchMode yes",
                "Include ~/.ssh/config",
                "Match all",
                "StrictHostKeyChecking yes",
                "ConnectTimeout 15",
                "ServerAliveInterval 10",
                "ServerAliveCountMax 6"));
        return String.join("\n", lines) + "\n";
    }

    /// How the host is reached, if over SSH.
    static Optional<Access.Ssh> ssh(Host host) {
        return switch (host.access()) {
            case Access.Ssh ssh -> Optional.of(ssh);
            case Access.OpenSsh(Access.Ssh ssh) -> Optional.of(ssh);
            case Access.Local local -> Optional.empty();
            case Access.Controller controller -> Optional.empty();
            case Access.Container container -> Optional.empty();
            case Access.ApiOnly apiOnly -> Optional.empty();
        };
    }

    private static void block(Access.Ssh ssh, List<String> lines) {
        lines.add("Host " + ssh.address());
        ssh.port().ifPresent(port -> lines.add("Port " + port));
        ssh.user().ifPresent(user -> lines.add("User " + quoted(user)));
        ssh.identityFile().ifPresent(file -> {
            lines.add("IdentityFile " + quoted(file.replace("%", "%%")));
            lines.add("IdentitiesOnly yes");
        });
        ssh.hostKey().ifPresent(fingerprint -> {
            // Of the host key alone; ssh asks it for other reasons, too.
            String test = "test %I = ORDER || test %f != " + fingerprint + " || echo %H %t %K";
            lines.add("KnownHostsCommand /bin/sh -c \"" + test + "\"");
            lines.add("UserKnownHostsFile /dev/null");
            lines.add("GlobalKnownHostsFile none");
            lines.add("StrictHostKeyChecking yes");
            lines.add("UpdateHostKeys no");
        });
        switch (ssh.jump()) {
            case Access.Jump.Unsaid unsaid -> {}
            case Access.Jump.None none -> lines.add("ProxyJump none");
            case Access.Jump.Via(Access.Ssh jump) -> {
                // ProxyJump's own ssh would read another file.
                lines.add("ProxyCommand ssh -F \"$KPROV_FILES/ssh_config\" -W [%h]:%p " + jump.address());
                block(jump, lines);
            }
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
