package dev.kprov.shell.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.DetachedShellContract;
import dev.kprov.shell.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Over a connection that the `ssh` program holds.
@EnabledIf(value = "dev.kprov.shell.ssh.OpenSsh#installed", disabledReason = "needs the package openssh-server")
final class DetachedOpenSshTest extends DetachedShellContract {
    private final OpenSshBed server = new OpenSshBed();
    private final Access.Ssh access = server.access();

    DetachedOpenSshTest(@TempDir Path home) throws Exception {
        super(home);
    }

    @Override
    protected Host host() {
        return OpenSshBed.host(access);
    }

    @Override
    protected Shell open(Way way) throws InterruptedException {
        return server.open(
                switch (way) {
                    case USUAL -> access;
                    case REFUSED ->
                        server.access(
                                access.port().orElseThrow(), Optional.of("SHA256:" + "x".repeat(43)), access.jump());
                    case TO_NOBODY -> server.access(1, Optional.empty(), access.jump());
                });
    }

    @Override
    protected void breakConnections() {
        server.server().breakConnections();
    }

    @Override
    protected void isTheRefusal(KprovException problem) {
        assertThat(problem).hasMessageEndingWith("is not the one that the inventory demands");
    }

    @Override
    protected void closeServer() throws IOException {
        server.close();
    }
}
