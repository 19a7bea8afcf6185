package dev.kprov.installer.minikube;

import dev.kprov.installer.Differences;
import dev.kprov.installer.Intent;
import dev.kprov.inventory.Host;
import dev.kprov.observe.HostFacts;
import dev.kprov.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why what is there cannot become the cluster that is wanted, or must not be removed.
final class MinikubeRefusals {
    /// The certificate that those of a node are signed with.
    static final String AUTHORITY = "/var/lib/minikube/certs/ca.crt";

    private final Intent intent;
    private final StartFlags flags;
    private final Driver driver;
    private final MinikubeState state;

    MinikubeRefusals(Intent intent) {
        this.intent = intent;
        this.flags = new StartFlags(intent.profile(), intent.inventory());
        this.driver = MinikubeSettings.of(intent.profile()).driver();
        this.state = MinikubeState.parse(intent.facts().state());
    }

    List<Problem> up() {
        List<Problem> problems = new ArrayList<>(strangers());
        if (driver == Driver.NONE) {
            problems.addAll(inside());
        }
        state.made()
                .map(made -> Differences.between(made, flags.made()))
                .filter(differences -> !differences.isEmpty())
                .ifPresent(differences -> problems.add(different(differences)));
        return problems;
    }

    List<Problem> down() {
        return state.begun() ? strangers() : List.of();
    }

    /// What somebody else has made where this cluster is to be.
    private List<Problem> strangers() {
        if (!driver.onHost()) {
            return state.strangers().isEmpty() ? List.of() : List.of(stranger());
        }
        String host = flags.host().name();
        HostFacts facts = intent.facts().of(host);
        Optional<String> authority = Optional.ofNullable(facts.files().hashes().get(AUTHORITY));
        boolean other = authority.isPresent() && !authority.equals(state.authority());
        boolean node = facts.membership().isPresent() && authority.isEmpty();
        return other || node ? List.of(occupied(host)) : List.of();
    }

    private Problem stranger() {
        return Problem.invalid(
                Host.CONTROLLER,
                "there is a minikube cluster " + flags.name() + " that kprov has not made",
                "its containers " + String.join(", ", state.strangers()) + " are in the way",
                "remove it (minikube delete -p " + flags.name() + "), or give the profile another name:");
    }

    private static Problem occupied(String host) {
        return Problem.invalid(
                host,
                host + " is the node of a cluster that kprov has not made with this state folder",
                "minikube would overwrite it, and what is in it only its owner knows",
                "name the state folder that it was made with (--state-dir), or remove the cluster there: minikube delete, or"
                        + " kubeadm reset; then rm -r /etc/kubernetes /var/lib/minikube");
    }

    private List<Problem> inside() {
        String host = flags.host().name();
        List<Problem> problems = new ArrayList<>();
        if (!state.installed()) {
            problems.add(Problem.invalid(
                    host,
                    "minikube is not installed on " + host,
                    "with driver none it runs on the node itself, as root",
                    "install it there: https://minikube.sigs.k8s.io/docs/start/"));
        }
        String hostname = intent.facts().of(host).identity().hostname();
        if (!hostname.equals(host)) {
            problems.add(Problem.invalid(
                    host,
                    "the hostname of " + host + " is " + hostname,
                    "with driver none the node is called as the host calls itself",
                    "name it so in the inventory, or on the host: hostnamectl set-hostname " + host));
        }
        return problems;
    }

    private Problem different(List<String> differences) {
        return Problem.invalid(
                driver.onHost() ? flags.host().name() : Host.CONTROLLER,
                "cluster " + intent.inventory().cluster() + " is not as the profile wants it",
                Differences.told(differences),
                "minikube passes over most changes of a cluster that is there: remove it (kprov down), make it anew at once"
                        + " (kprov up --recreate), or go back to the profile that it was made from");
    }
}
