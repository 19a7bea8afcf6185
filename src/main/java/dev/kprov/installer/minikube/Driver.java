package dev.kprov.installer.minikube;

import dev.kprov.installer.Ground;
import dev.kprov.observe.Tool;
import java.util.List;
import java.util.Locale;

/// What minikube makes nodes with, see <https://minikube.sigs.k8s.io/docs/drivers/>. Which of them a machine can run
/// is minikube's to say.
enum Driver {
    DOCKER,
    PODMAN,
    KVM2,
    QEMU2,
    VIRTUALBOX,
    VMWARE,
    HYPERKIT,
    HYPERV,
    KRUNKIT,
    PARALLELS,
    VFKIT,
    /// One host of the inventory, which minikube reaches over SSH.
    SSH,
    /// One host of the inventory, on which minikube itself runs.
    NONE;

    private static final String ENGINE_REPAIR =
            "start it (sudo systemctl start docker), or add yourself to its group (sudo usermod -aG docker $USER, then log"
                    + " in again)";

    /// As in a profile, and as minikube calls it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Ground ground() {
        return switch (this) {
            case SSH -> Ground.BOTH;
            case NONE -> Ground.INVENTORY;
            default -> Ground.CONTROLLER;
        };
    }

    /// Whether the cluster's one node is a host of the inventory.
    boolean onHost() {
        return ground() != Ground.CONTROLLER;
    }

    /// What this machine must have for it, besides minikube.
    List<Tool> tools() {
        return switch (this) {
            case DOCKER ->
                List.of(new Tool(
                        "docker",
                        "minikube.driver: docker",
                        "driver",
                        List.of("docker", "version", "--format", "{{.Server.Version}}"),
                        "18.9",
                        "install Docker: https://docs.docker.com/engine/install/ (Debian and Ubuntu: apt-get install"
                                + " docker.io)",
                        ENGINE_REPAIR));
            case PODMAN ->
                List.of(new Tool(
                        "podman",
                        "minikube.driver: podman",
                        "driver",
                        List.of("podman", "version", "--format", "{{.Client.Version}}"),
                        "3.0",
                        "install Podman: https://podman.io/docs/installation",
                        "see what podman info says"));
            default -> List.of();
        };
    }
}
