package dev.kprov.installer.kubeadm;

import dev.kprov.installer.Installer;
import dev.kprov.installer.InstallerContract;
import dev.kprov.installer.Intent;

class KubeadmContractTest extends InstallerContract {
    @Override
    protected Installer installer() {
        return new KubeadmInstaller();
    }

    @Override
    protected Intent nothing() {
        return new Sample().intent();
    }

    @Override
    protected Intent made() {
        return new Sample().built().intent();
    }
}
