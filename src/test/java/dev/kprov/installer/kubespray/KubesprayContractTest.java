package dev.kprov.installer.kubespray;

import dev.kprov.installer.Installer;
import dev.kprov.installer.InstallerContract;
import dev.kprov.installer.Intent;

class KubesprayContractTest extends InstallerContract {
    @Override
    protected Installer installer() {
        return new KubesprayInstaller();
    }

    @Override
    protected Intent nothing() {
        return KubesprayBed.intent(KubesprayBed.PROFILE, KubesprayBed.hosts("w-1"), KubesprayBed.CHECKOUT);
    }

    @Override
    protected Intent made() {
        String made = KubesprayBed.made(KubesprayBed.PROFILE, KubesprayBed.hosts("w-1"));
        return KubesprayBed.intent(KubesprayBed.PROFILE, KubesprayBed.hosts("w-1"), made);
    }
}
