package dev.kprov.installer.kops;

import dev.kprov.installer.Installer;
import dev.kprov.installer.InstallerContract;
import dev.kprov.installer.Intent;
import org.junit.jupiter.api.Nested;

/// The contract holds whoever makes what is in the cloud.
class KopsContractTest extends InstallerContract {
    @Override
    protected Installer installer() {
        return new KopsInstaller();
    }

    @Override
    protected Intent nothing() {
        return KopsBed.intent(KopsBed.AWS, KopsBed.absent("wanted-aws.yaml"));
    }

    @Override
    protected Intent made() {
        return KopsBed.intent(KopsBed.AWS, KopsBed.made());
    }

    @Nested
    class WithTerraform extends InstallerContract {
        @Override
        protected Installer installer() {
            return new KopsInstaller();
        }

        @Override
        protected Intent nothing() {
            return KopsBed.intent(KopsBed.TERRAFORM, KopsBed.absent("wanted-aws.yaml"));
        }

        @Override
        protected Intent made() {
            return KopsBed.intent(KopsBed.TERRAFORM, KopsBed.made());
        }

        @Override
        protected boolean canUpgrade() {
            return false;
        }
    }
}
