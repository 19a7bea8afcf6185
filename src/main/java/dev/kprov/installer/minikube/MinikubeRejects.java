package dev.kprov.installer.minikube;

import dev.kprov.address.IpAddress;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why a profile and an inventory cannot work with minikube, before anything is looked at.
final class MinikubeRejects {
    private static final int HIGHLY_AVAILABLE = 3;

    private final Profile profile;
    private final Inventory inventory;
    private final MinikubeSettings settings;
    private final List<Problem> problems = new ArrayList<>();

    MinikubeRejects(Profile profile, Inventory inventory) {
        this.profile = profile;
        this.inventory = inventory;
        this.settings = MinikubeSettings.of(profile);
    }

    List<Problem> all() {
        if (settings.driver().onHost()) {
            oneHost();
        } else {
            nodes();
        }
        return problems;
    }

    private void nodes() {
        int controlPlanes = settings.count().controlPlanes();
        if (controlPlanes != 1 && controlPlanes != HIGHLY_AVAILABLE) {
            problems.add(profile(
                    "minikube.nodes",
                    controlPlanes + " control planes are not possible",
                    "minikube makes one, or three with --ha",
                    "write controlPlanes: 1 or 3"));
        }
        if (settings.count().total() > 1 && settings.network().equals("bridge")) {
            problems.add(profile(
                    "minikube.cni",
                    "the network bridge cannot connect several nodes",
                    "it is the network of one host",
                    "write cni: kindnet, or choose a network.plugin"));
        }
    }

    private void oneHost() {
        String driver = settings.driver().word();
        profile.clusterName()
                .ifPresent(name -> problems.add(profile(
                        "name",
                        "name is not the profile's to give here",
                        "with driver " + driver + " the cluster is on a host of the inventory, which names it",
                        "remove it, or set cluster: in the inventory")));
        if (settings.nodes().filter(count -> count.total() > 1).isPresent()) {
            problems.add(profile(
                    "minikube.nodes",
                    "driver " + driver + " has one node",
                    "minikube has no way to a second host, and would take the same one again",
                    "remove nodes, or choose another installer for several hosts: kubeadm"));
        }
        List<Host> hosts = inventory.withoutController().hosts();
        if (hosts.size() != 1 || !hosts.getFirst().is(Role.CONTROL_PLANE)) {
            problems.add(Problem.invalid(
                    inventory.source().at("hosts"),
                    "driver " + driver + " wants one host, with the role control-plane, and the inventory has "
                            + hosts.size(),
                    "minikube has no way to a second host, and would take the same one again",
                    "leave one host in the inventory, or choose another installer for several hosts: kubeadm"));
        } else if (settings.driver() == Driver.SSH) {
            login(hosts.getFirst());
        }
    }

    private void login(Host host) {
        if (!(host.access() instanceof Access.Ssh ssh)) {
            reject(host, "connection", "minikube logs in by itself", "remove connection: from the host");
            return;
        }
        if (IpAddress.parse(ssh.address()).isEmpty()) {
            reject(
                    host,
                    "address",
                    "minikube takes only an IP address, and reads no ~/.ssh/config",
                    "write the IP address");
        }
        if (ssh.identityFile().isEmpty()) {
            reject(
                    host,
                    "ssh",
                    "minikube asks no agent and reads no ~/.ssh/config, so it needs to be told a key",
                    "add identityFile: with a key that has no passphrase");
        }
        more(host, ssh);
    }

    private void more(Host host, Access.Ssh ssh) {
        if (ssh.passphrase().isPresent() || ssh.password().isPresent()) {
            reject(host, "ssh", "minikube can use neither a password nor a key with a passphrase", "use a plain key");
        }
        if (ssh.jump() instanceof Access.Jump.Via) {
            reject(host, "ssh", "minikube knows no jump hosts", "run kprov where the host can be reached directly");
        }
        Optional.of(host.become())
                .filter(become -> become.password().isPresent())
                .ifPresent(become -> reject(
                        host,
                        "become",
                        "minikube calls sudo and can give it no password",
                        "let the user become root without one, or log in as root"));
    }

    private void reject(Host host, String key, String why, String remedy) {
        problems.add(Problem.invalid(
                inventory.at(host.name(), key), "minikube cannot log in to " + host.name(), why, remedy));
    }

    private Problem profile(String key, String what, String why, String remedy) {
        return Problem.invalid(profile.source().at(key), what, why, remedy);
    }
}
