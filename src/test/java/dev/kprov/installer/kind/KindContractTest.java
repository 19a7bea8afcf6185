package dev.kprov.installer.kind;

import dev.kprov.installer.Installer;
import dev.kprov.installer.InstallerContract;
import dev.kprov.installer.Intent;

class KindContractTest extends InstallerContract {
    @Override
    protected Installer installer() {
        return new KindInstaller();
    }

    @Override
    protected Intent nothing() {
        return KindBed.intent(KindBed.PROFILE, "");
    }

    @Override
    protected Intent made() {
        return KindBed.intent(KindBed.PROFILE, KindBed.made(KindBed.PROFILE));
    }
}
