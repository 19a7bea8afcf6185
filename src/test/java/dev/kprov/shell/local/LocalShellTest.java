package dev.kprov.shell.local;

import dev.kprov.inventory.Become;
import dev.kprov.shell.RealShellContract;
import dev.kprov.shell.Shell;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
final class LocalShellTest implements RealShellContract {
    private final LocalShell shell = new LocalShell("cp-1", Become.NONE, secret -> {
        throw new AssertionError("no secret is needed");
    });

    @Override
    public Shell shell() {
        return shell;
    }
}
