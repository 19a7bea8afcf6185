package dev.kprov;

import dev.kprov.installer.Installer;
import dev.kprov.installer.kind.KindInstaller;
import dev.kprov.installer.kops.KopsInstaller;
import dev.kprov.installer.kubeadm.KubeadmInstaller;
import dev.kprov.installer.kubespray.KubesprayInstaller;
import dev.kprov.installer.minikube.MinikubeInstaller;
import dev.kprov.installer.script.ScriptInstaller;
import dev.kprov.profile.Dialect;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The installers that there are. The list is explicit: nothing is discovered.
public final class Installers {
    private Installers() {}

    public static List<Installer> all() {
        return List.of(
                new KubeadmInstaller(),
                new KindInstaller(),
                new MinikubeInstaller(),
                new KubesprayInstaller(),
                new KopsInstaller(),
                new ScriptInstaller());
    }

    /// How profiles are written, by the word that names the installer.
    public static Map<String, Dialect> dialects() {
        return dialects(all());
    }

    static Map<String, Dialect> dialects(List<Installer> installers) {
        return installers.stream().collect(Collectors.toUnmodifiableMap(Installer::name, Installer::dialect));
    }
}
