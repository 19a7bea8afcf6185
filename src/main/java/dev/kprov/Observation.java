package dev.kprov;

import dev.kprov.cli.parts.Look;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.installer.Credentials;
import dev.kprov.installer.Installer;
import dev.kprov.installer.Intent;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.observe.Controller;
import dev.kprov.observe.Facts;
import dev.kprov.observe.Observer;
import dev.kprov.observe.Probe;
import dev.kprov.observe.StateLook;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Script;
import dev.kprov.shell.Secrets;
import dev.kprov.shell.Shells;
import dev.kprov.shell.Value;
import dev.kprov.shell.script.ScriptRun;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Finds out everything that a plan is made from: this machine first, where the installer works here, then the hosts,
/// then what the installer itself keeps track of.
///
/// @param secrets reads those that the profile refers to
record Observation(Shells shells, Look look, Observer.Listener listener, Secrets secrets) {
    Facts facts() throws InterruptedException {
        Wanted wanted = look.wanted();
        Installer installer = wanted.installer();
        Profile profile = wanted.profile();
        Inventory hosts = wanted.inventory();
        Optional<Host> controller = hosts.controller();
        if (controller.isPresent()) {
            new Controller(shells.on(controller.get())).check(installer.tools(profile), listener);
        }
        Probe probe = installer.probe(profile, hosts);
        Facts facts = new Observer(shells, look.parallel(), profile.timeouts().retry())
                .observe(hosts, probe, look.documents(), look.gate(), listener);
        Optional<Host> keeper = controller.or(() -> hosts.hosts(Role.CONTROL_PLANE).stream()
                .findFirst()
                .filter(host -> facts.hosts().containsKey(host.name())));
        Intent intent = new Intent(profile, hosts, facts, Credentials.NONE.with(wanted.secrets(secrets)));
        Optional<Script> script = look.removing() ? installer.lookToRemove(intent) : installer.look(intent);
        if (keeper.isEmpty() || script.isEmpty()) {
            return facts;
        }
        StateLook state = new StateLook(keeper.get(), shells.on(keeper.get()), installer.lookLimit(profile));
        return facts.with(state.state(script.get(), folders()));
    }

    private Map<String, String> folders() {
        Wanted wanted = look.wanted();
        Path cluster = wanted.request().state().cluster(wanted.inventory().cluster());
        return wanted.inventory().controller().isPresent()
                ? ScriptRun.folders(Map.of(Value.Folder.CLUSTER, cluster))
                : Map.of();
    }
}
