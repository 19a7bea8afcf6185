package dev.kprov.installer.minikube;

import dev.kprov.installer.Installer;
import dev.kprov.installer.InstallerContract;
import dev.kprov.installer.Intent;
import dev.kprov.observe.HostFacts;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/// The contract holds for each kind of driver: here, on a host from here, and inside of a host.
class MinikubeContractTest extends InstallerContract {
    @Override
    protected Installer installer() {
        return new MinikubeInstaller();
    }

    @Override
    protected Intent nothing() {
        return MinikubeBed.intent(MinikubeBed.DOCKER, "");
    }

    @Override
    protected Intent made() {
        return MinikubeBed.intent(MinikubeBed.DOCKER, MinikubeBed.made(MinikubeBed.DOCKER));
    }

    private static Intent made(String profile) {
        Map<String, String> hashes = Map.of(MinikubeRefusals.AUTHORITY, MinikubeBed.AUTHORITY);
        HostFacts.Membership member =
                new HostFacts.Membership("one", "https://192.0.2.11:8443", "sha256:0", true, true, Optional.empty());
        return MinikubeBed.intent(
                profile, MinikubeBed.made(profile), MinikubeBed.facts("one", hashes, Optional.of(member)));
    }

    @Nested
    class OverSsh extends InstallerContract {
        @Override
        protected Installer installer() {
            return new MinikubeInstaller();
        }

        @Override
        protected Intent nothing() {
            return MinikubeBed.intent(MinikubeBed.SSH, "");
        }

        @Override
        protected Intent made() {
            return MinikubeContractTest.made(MinikubeBed.SSH);
        }
    }

    @Nested
    class Inside extends InstallerContract {
        @Override
        protected Installer installer() {
            return new MinikubeInstaller();
        }

        @Override
        protected Intent nothing() {
            return MinikubeBed.intent(MinikubeBed.NONE, "");
        }

        @Override
        protected Intent made() {
            return MinikubeContractTest.made(MinikubeBed.NONE);
        }
    }
}
