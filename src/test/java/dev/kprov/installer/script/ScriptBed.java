package dev.kprov.installer.script;

import dev.kprov.installer.Credentials;
import dev.kprov.installer.Intent;
import dev.kprov.installer.ProfileText;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.observe.Facts;
import dev.kprov.profile.Profile;
import dev.kprov.yaml.Source;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Profiles with scripts as texts, for this machine and for three hosts.
final class ScriptBed {
    static final String HEAD = """
        apiVersion: kprov/v1
        installer: script
        kubernetes: {version: 1.36.4}
        """;
    static final String HOSTS = HEAD + """
        script:
          runs: hosts
          environment: {CHANNEL: stable}
          secrets: {LICENCE: "${ENV:LICENCE}"}
          status: builder status
          up:
            - {name: install-server, on: first-control-plane, unless: builder there, run: builder server}
            - {name: read-token, on: first-control-plane, run: capture TOKEN secret, captures: [TOKEN]}
            - {name: join-workers, on: workers, order: one-by-one, run: builder join, changes: [service builder]}
          down:
            - {name: uninstall, run: builder uninstall}
          kubeconfig: {file: /etc/builder/admin.conf}
        """;
    static final String HERE = HEAD + """
        name: lab
        script:
          runs: controller
          tools: [{name: builder, version: [builder, version], minimum: "1.2", install: get it}]
          up: [{name: create, run: builder create}]
          down: [{name: delete, run: builder delete}]
          kubeconfig: {command: builder kubeconfig}
          logs: builder logs
          expect: {nodes: 2, controlPlane: hidden, kubeProxy: false, dns: none, serviceProbes: false}
        """;

    private ScriptBed() {}

    static Profile profile(String text) {
        return ProfileText.read(text);
    }

    /// @param state what `look.sh` prints
    static Intent intent(String text, String state) {
        Profile profile = profile(text);
        Inventory hosts = ScriptSettings.of(profile).here()
                ? new Inventory("lab", List.of(Host.controller()), Source.NONE)
                : hosts();
        return new Intent(
                profile,
                hosts,
                new Facts(Map.of(), Map.of("/join.sh", "echo joined\n"), List.of(), state),
                new Credentials("abcdef.0123456789abcdef", "f".repeat(64), Map.of("LICENCE", "hidden words")));
    }

    static Inventory hosts() {
        return new Inventory(
                "lab",
                List.of(
                        host("cp-1", 11, Role.CONTROL_PLANE, Role.WORKER),
                        host("cp-2", 12, Role.CONTROL_PLANE),
                        host("w-1", 21, Role.WORKER),
                        host("w-2", 22, Role.WORKER)),
                Source.NONE);
    }

    private static Host host(String name, int number, Role... roles) {
        return new Host(
                name,
                "192.0.2." + number,
                "10.0.0." + number,
                Set.of(roles),
                Map.of(),
                List.of(),
                Access.Ssh.at("192.0.2." + number),
                Become.NONE);
    }
}
