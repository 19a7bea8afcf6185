package dev.kprov;

import dev.kprov.cli.request.Surroundings;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.shell.HostShells;
import dev.kprov.shell.NewKeys;
import dev.kprov.shell.ScannedKeys;
import dev.kprov.shell.SecretSources;
import dev.kprov.shell.Secrets;
import dev.kprov.shell.Shell;
import dev.kprov.shell.Shells;
import dev.kprov.shell.local.ControllerShell;
import dev.kprov.shell.local.LocalShell;
import dev.kprov.shell.openssh.OpenSshSettings;
import dev.kprov.shell.openssh.OpenSshShell;
import dev.kprov.shell.ssh.KeyScan;
import dev.kprov.shell.ssh.SshSettings;
import dev.kprov.shell.ssh.SshShell;
import dev.kprov.shell.ssh.auth.OpenKeys;
import dev.kprov.shell.ssh.config.LocalUser;
import dev.kprov.shell.ssh.config.SshConfig;
import java.nio.file.Path;
import java.time.Duration;

/// The real ways to hosts.
record Ways(Surroundings surroundings, PassphrasePrompt prompt) {
    /// How long a host may take to answer where no profile says.
    static final Duration ANSWER = Duration.ofSeconds(15);

    Shells shells(Duration connectTimeout, NewKeys newKeys) {
        Secrets secrets = secrets();
        SshSettings settings = ssh(connectTimeout, newKeys);
        OpenSshSettings program =
                OpenSshSettings.of(surroundings.environment(), surroundings.home(), connectTimeout, newKeys);
        return new HostShells(host -> open(host, settings, program, secrets));
    }

    ScannedKeys hostKeys(Inventory inventory, int parallel) throws InterruptedException {
        return new KeyScan(ssh(ANSWER, NewKeys.AS_CONFIGURED), secrets()).ask(inventory.hosts(), parallel);
    }

    Secrets secrets() {
        return new SecretSources(surroundings.environment(), Path.of(""), surroundings.home());
    }

    private SshSettings ssh(Duration connectTimeout, NewKeys newKeys) {
        LocalUser user =
                new LocalUser(System.getProperty("user.name", ""), surroundings.home(), surroundings.environment());
        return new SshSettings(SshConfig.of(user), connectTimeout, new OpenKeys(prompt), newKeys);
    }

    private static Shell open(Host host, SshSettings settings, OpenSshSettings program, Secrets secrets)
            throws InterruptedException {
        return switch (host.access()) {
            case Access.Ssh ssh -> SshShell.open(host, ssh, settings, secrets);
            case Access.OpenSsh ssh -> OpenSshShell.open(host, ssh, program, secrets);
            case Access.Local local -> new LocalShell(host.name(), host.become(), secrets);
            case Access.Controller controller -> ControllerShell.here();
            case Access.Container(String engine, String name) -> ControllerShell.in(engine, name);
            case Access.ApiOnly apiOnly ->
                throw new IllegalStateException(host.name() + " is known only through the API, no command gets there");
        };
    }
}
