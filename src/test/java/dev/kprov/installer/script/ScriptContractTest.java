package dev.kprov.installer.script;

import dev.kprov.installer.Installer;
import dev.kprov.installer.InstallerContract;
import dev.kprov.installer.Intent;
import org.junit.jupiter.api.Nested;

/// On hosts, and on this machine.
class ScriptContractTest extends InstallerContract {
    @Override
    protected Installer installer() {
        return new ScriptInstaller();
    }

    @Override
    protected Intent nothing() {
        return ScriptBed.intent(ScriptBed.HOSTS, "");
    }

    @Override
    protected Intent made() {
        return ScriptBed.intent(ScriptBed.HOSTS, "begun\nready\n");
    }

    @Nested
    class Here extends InstallerContract {
        @Override
        protected Installer installer() {
            return new ScriptInstaller();
        }

        @Override
        protected Intent nothing() {
            return ScriptBed.intent(ScriptBed.HERE, "");
        }

        @Override
        protected Intent made() {
            return ScriptBed.intent(ScriptBed.HERE, "begun\nready\n");
        }
    }
}
