package dev.kprov.installer.kind;

import dev.kprov.observe.Tool;
import java.util.List;
import java.util.Locale;

/// The engine that kind makes its nodes with (`KIND_EXPERIMENTAL_PROVIDER`).
enum Provider {
    DOCKER(
            "20.10",
            "{{.Server.Version}}",
            "install Docker: https://docs.docker.com/engine/install/ (Debian and Ubuntu: apt-get install docker.io)",
            "start it (sudo systemctl start docker), add yourself to its group (sudo usermod -aG docker $USER, then log"
                    + " in again), or set DOCKER_HOST to an engine that answers"),
    PODMAN(
            "3.0",
            "{{.Client.Version}}",
            "install Podman: https://podman.io/docs/installation (Debian and Ubuntu: apt-get install podman)",
            "see what podman info says"),
    NERDCTL(
            "1.7",
            "{{.Client.Version}}",
            "install nerdctl: https://github.com/containerd/nerdctl/releases",
            "see what nerdctl info says; rootless containerd is started with containerd-rootless-setuptool.sh install");

    private final String minimum;
    private final String versionFormat;
    private final String install;
    private final String repair;

    Provider(String minimum, String versionFormat, String install, String repair) {
        this.minimum = minimum;
        this.versionFormat = versionFormat;
        this.install = install;
        this.repair = repair;
    }

    /// The word in a profile, which is the program's name.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Tool tool() {
        return new Tool(
                word(),
                "kind.provider: " + word(),
                "engine",
                List.of(word(), "version", "--format", versionFormat),
                minimum,
                install,
                repair);
    }
}
