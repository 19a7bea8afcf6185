package dev.kprov;

import dev.kprov.cli.parts.Look;
import dev.kprov.cli.parts.Parts;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Display;
import dev.kprov.cli.request.Surroundings;
import dev.kprov.console.LiveView;
import dev.kprov.console.PlainView;
import dev.kprov.console.Theme;
import dev.kprov.console.Verbosity;
import dev.kprov.diagnose.Archived;
import dev.kprov.diagnose.ClusterDiagnosis;
import dev.kprov.diagnose.Order;
import dev.kprov.installer.Installer;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.InventoryFile;
import dev.kprov.inventory.SecretRef;
import dev.kprov.observe.Documents;
import dev.kprov.observe.Facts;
import dev.kprov.observe.Life;
import dev.kprov.observe.Observer;
import dev.kprov.observe.ToolFacts;
import dev.kprov.observe.Tools;
import dev.kprov.plan.Plan;
import dev.kprov.plan.StepId;
import dev.kprov.profile.Network;
import dev.kprov.profile.Profile;
import dev.kprov.profile.ProfileCatalog;
import dev.kprov.profile.file.ProfileFile;
import dev.kprov.report.ReportWriter;
import dev.kprov.run.HostLogs;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunFolder;
import dev.kprov.run.RunJournal;
import dev.kprov.run.RunListener;
import dev.kprov.run.Runner;
import dev.kprov.shell.NewKeys;
import dev.kprov.shell.ScannedKeys;
import dev.kprov.shell.Shells;
import dev.kprov.shell.local.ControllerShell;
import dev.kprov.shell.script.DetachedRun;
import dev.kprov.shell.script.ScriptRun;
import dev.kprov.shell.script.StepLabel;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.ClusterStatus;
import dev.kprov.verify.StatusReader;
import dev.kprov.verify.Verifier;
import dev.kprov.verify.Watch;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.judge.Discovery;
import dev.kprov.verify.judge.Expectation;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The real parts, and the list of installers.
record Wiring(Surroundings surroundings, PassphrasePrompt prompt, List<Installer> installers) implements Parts {
    @Override
    public Inventory inventory(Path file) {
        return InventoryFile.read(file);
    }

    @Override
    public Profile profile(Path file) {
        return ProfileFile.read(file, Installers.dialects(installers));
    }

    @Override
    public ProfileCatalog profiles() {
        List<ProfileCatalog.Folder> folders = new ArrayList<>();
        folders.add(new ProfileCatalog.Folder("project", Path.of("profiles")));
        folders.add(
                new ProfileCatalog.Folder("user", surroundings.configuration().resolve("profiles")));
        String home = System.getProperty("kprov.home", "");
        if (!home.isEmpty()) {
            folders.add(new ProfileCatalog.Folder("shipped", Path.of(home, "profiles")));
        }
        return new ProfileCatalog(folders);
    }

    @Override
    public Installer installer(Profile profile) {
        return installers.stream()
                .filter(installer -> installer.name().equals(profile.installer()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Shells shells(Profile profile, NewKeys newKeys) {
        return shells(Optional.of(profile), newKeys);
    }

    @Override
    public Shells shells(Optional<Profile> profile, NewKeys newKeys) {
        return ways().shells(profile.map(known -> known.timeouts().connect()).orElse(Ways.ANSWER), newKeys);
    }

    @Override
    public ScannedKeys hostKeys(Inventory inventory, int parallel) throws InterruptedException {
        return ways().hostKeys(inventory, parallel);
    }

    @Override
    public SequencedMap<String, List<ToolFacts>> toolbox() throws InterruptedException {
        SequencedMap<String, List<ToolFacts>> toolbox = new LinkedHashMap<>();
        for (Installer installer : installers) {
            toolbox.put(installer.name(), new Tools(ControllerShell.here()).look(installer.tools()));
        }
        return toolbox;
    }

    private Ways ways() {
        return new Ways(surroundings, prompt);
    }

    @Override
    public Map<String, String> files(Set<String> places) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String place : places) {
            files.put(place, Documents.file(place));
        }
        return files;
    }

    @Override
    public String secret(SecretRef secret) {
        return ways().secrets().read(secret);
    }

    @Override
    public Facts observe(Shells shells, Look look, Observer.Listener listener) throws InterruptedException {
        return new Observation(shells, look, listener, ways().secrets()).facts();
    }

    @Override
    public String await(Shells shells, Host host, StepLabel step, ScriptRun.Listener listener, Duration timeout)
            throws InterruptedException {
        return new DetachedRun(step, Runnable::run).await(shells.on(host), listener, timeout);
    }

    @Override
    public void end(Shells shells, Host host, StepLabel step) throws InterruptedException {
        new DetachedRun(step, Runnable::run).end(shells.on(host));
    }

    @Override
    public String life(Shells shells, Host host) throws InterruptedException {
        return Life.of(shells.on(host));
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    @Override
    public Map<StepId, Outcome> run(Runner.Wiring wiring, Plan plan) {
        return new Runner(wiring).run(plan);
    }

    @Override
    public Watch watch(Wanted wanted) {
        return new Watch(surroundings.clock(), wanted.profile().network().plugin());
    }

    @Override
    public List<CheckResult> verify(
            Shells shells, Context context, Wanted wanted, Watch watch, Verifier.Listener listener)
            throws InterruptedException {
        return new Verifier(shells, surroundings.clock())
                .verify(context, Expectation.of(wanted.profile()), wanted.nodes(), watch, listener);
    }

    @Override
    public List<CheckResult> verify(String cluster, Context context, Discovery discovery, Verifier.Listener listener)
            throws InterruptedException {
        try (Watch watch = new Watch(surroundings.clock(), Network.Plugin.NONE)) {
            return new Verifier(new NoShells(), surroundings.clock())
                    .verify(context, discovery, new Inventory(cluster, List.of()), watch, listener);
        }
    }

    @Override
    public String contextName(Context context) {
        return KubeApi.contextName(context);
    }

    @Override
    public Archived diagnose(Shells shells, Order order) throws InterruptedException {
        return new ClusterDiagnosis(order, shells, surroundings.clock()).archive();
    }

    @Override
    public ClusterStatus status(Path kubeconfig) throws InterruptedException {
        return new StatusReader(surroundings.clock()).read(kubeconfig);
    }

    @Override
    public RunFolder newFolder(Path stateFolder, String cluster) {
        return RunFolder.create(stateFolder, cluster, surroundings.clock(), new SecureRandom());
    }

    @Override
    public View view(Display display, PrintWriter writer) {
        Theme theme = Theme.of(StandardCharsets.UTF_8, surroundings.environment(), display.color());
        if (display.terminal() && !display.quiet()) {
            LiveView live = new LiveView(
                            writer,
                            theme,
                            display.verbose(),
                            new TerminalSize(surroundings.environment(), surroundings.clock()),
                            surroundings.clock())
                    .watching(display.watch())
                    .start();
            prompt.drawnBy(live);
            return new Shown(live, live::close);
        }
        return new Shown(new PlainView(writer, theme, verbosity(display)).watching(display.watch()), () -> {});
    }

    private static Verbosity verbosity(Display display) {
        if (display.quiet()) {
            return Verbosity.QUIET;
        }
        return display.verbose() ? Verbosity.VERBOSE : Verbosity.NORMAL;
    }

    /// The journal first: nothing is shown that is not kept.
    @Override
    public List<RunListener> records(RunFolder folder) {
        return List.of(new RunJournal(folder), new HostLogs(folder), new ReportWriter(folder));
    }
}
