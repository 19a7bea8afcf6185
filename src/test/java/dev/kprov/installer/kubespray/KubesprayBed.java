package dev.kprov.installer.kubespray;

import dev.kprov.installer.Credentials;
import dev.kprov.installer.Intent;
import dev.kprov.installer.ProfileText;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.SecretRef;
import dev.kprov.observe.Facts;
import dev.kprov.observe.HostFacts;
import dev.kprov.profile.Profile;
import dev.kprov.yaml.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A profile of kubespray's, hosts, and what is to be found of it on this machine.
final class KubesprayBed {
    static final String PROFILE = """
        apiVersion: kprov/v1
        installer: kubespray
        kubernetes: {version: 1.36.4}
        network: {plugin: flannel}
        kubespray:
          git: {url: "https://github.com/kubernetes-sigs/kubespray.git", tag: v2.31.0}
          variables: {kube_proxy_mode: iptables}
        """;
    static final String CHECKOUT = """
        checkout /home/user/.cache/kprov/kubespray/1
        version 2.31.0
        commit 0123456789abcdef0123456789abcdef01234567
        oldest 2.18.0
        newest 2.19.0
        kubernetes 1.34.9
        kubernetes 1.36.10
        kubernetes 1.36.4
        """;

    private KubesprayBed() {}

    static Inventory hosts(String... workers) {
        List<Host> hosts = new ArrayList<>(List.of(host("cp-1", Role.CONTROL_PLANE, Access.Ssh.at("10.0.0.11"))));
        for (String worker : workers) {
            hosts.add(host(worker, Role.WORKER, Access.Ssh.at("10.0.0." + (20 + hosts.size()))));
        }
        return new Inventory("lab", hosts, Source.NONE).withController();
    }

    static Host host(String name, Role role, Access.Ssh ssh) {
        Become become = new Become(Become.Method.SUDO, Optional.of(new SecretRef.Env("SUDO")));
        return new Host(name, ssh.address(), ssh.address(), Set.of(role), Map.of(), List.of(), ssh, become);
    }

    static Intent intent(String profile, Inventory hosts, String state) {
        return intent(profile, hosts, state, Map.of(), Optional.empty());
    }

    /// @param hashes of the files on the first control plane
    static Intent intent(
            String profile,
            Inventory hosts,
            String state,
            Map<String, String> hashes,
            Optional<HostFacts.Membership> member) {
        Map<String, HostFacts> facts = new HashMap<>();
        hosts.withoutController().hosts().forEach(host -> facts.put(host.name(), facts(host, hashes, member)));
        return new Intent(
                ProfileText.read(profile),
                hosts,
                new Facts(facts, Map.of(), List.of(), state),
                new Credentials("abcdef.0123456789abcdef", "f".repeat(64), Map.of("become-cp-1", "open sesame")));
    }

    private static HostFacts facts(Host host, Map<String, String> hashes, Optional<HostFacts.Membership> member) {
        return new HostFacts(
                new HostFacts.Identity(host.name(), "id", "boot", ""),
                new HostFacts.Os("debian", "12", "bookworm", "amd64", "6.1.0"),
                new HostFacts.Resources(2, 4000, Map.of(), List.of(), 2),
                new HostFacts.Kernel(Set.of(), Map.of()),
                new HostFacts.Network(List.of(), Map.of(), Map.of()),
                new HostFacts.Software(Map.of(), Set.of(), Map.of(), Optional.of("1.7.0"), Set.of(), List.of()),
                new HostFacts.Files(host.is(Role.CONTROL_PLANE) ? hashes : Map.of(), Map.of()),
                0,
                0,
                member,
                List.of());
    }

    /// What `look.sh` prints when a run was through with a cluster.
    static String made(String profile, Inventory hosts) {
        Profile read = ProfileText.read(profile);
        String made = Made.wanted("2.31.0", read, hosts).text();
        return CHECKOUT + "begun yes\nmade " + Base64.getEncoder().encodeToString(made.getBytes(StandardCharsets.UTF_8))
                + "\n";
    }
}
