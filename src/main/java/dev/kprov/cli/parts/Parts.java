package dev.kprov.cli.parts;

import dev.kprov.cli.request.Display;
import dev.kprov.diagnose.Archived;
import dev.kprov.diagnose.Order;
import dev.kprov.installer.Installer;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.SecretRef;
import dev.kprov.observe.Facts;
import dev.kprov.observe.Observer;
import dev.kprov.observe.ToolFacts;
import dev.kprov.plan.Plan;
import dev.kprov.plan.StepId;
import dev.kprov.profile.Profile;
import dev.kprov.profile.ProfileCatalog;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunFolder;
import dev.kprov.run.RunListener;
import dev.kprov.run.Runner;
import dev.kprov.shell.NewKeys;
import dev.kprov.shell.ScannedKeys;
import dev.kprov.shell.Shells;
import dev.kprov.shell.script.ScriptRun;
import dev.kprov.shell.script.StepLabel;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.ClusterStatus;
import dev.kprov.verify.Verifier;
import dev.kprov.verify.Watch;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.judge.Discovery;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The parts of kprov that the line puts together. Nothing of a part is loaded before its method is called: that
/// keeps
/// `kprov version` from paying for SSH, YAML and the Kubernetes client.
public interface Parts {
    Inventory inventory(Path file);

    Profile profile(Path file);

    ProfileCatalog profiles();

    /// The one that the profile names, which reading the profile has seen to exist.
    Installer installer(Profile profile);

    /// What every installer may need on this machine, by the installer's name, in the order of the installers.
    SequencedMap<String, List<ToolFacts>> toolbox() throws InterruptedException;

    Shells shells(Profile profile, NewKeys newKeys);

    /// The same where a profile is not known.
    Shells shells(Optional<Profile> profile, NewKeys newKeys);

    /// Asks the hosts of an inventory for their keys; logs in to jump hosts only.
    ScannedKeys hostKeys(Inventory inventory, int parallel) throws InterruptedException;

    /// Reads files of this machine, by their places; throws a `KprovException` for one that cannot be read.
    Map<String, String> files(Set<String> places);

    /// Reads a secret of a profile; throws a `KprovException` that names where it should be, never its content.
    String secret(SecretRef secret);

    Facts observe(Shells shells, Look look, Observer.Listener listener) throws InterruptedException;

    /// Waits for a step that another run began; returns its exit status, or what became of it.
    String await(Shells shells, Host host, StepLabel step, ScriptRun.Listener listener, Duration timeout)
            throws InterruptedException;

    /// Ends a step that another run began, with all that it started.
    void end(Shells shells, Host host, StepLabel step) throws InterruptedException;

    /// Tells whether a host was restarted since it was looked at, see `observe.Life`.
    String life(Shells shells, Host host) throws InterruptedException;

    /// Lets time pass.
    void pause(Duration time) throws InterruptedException;

    Map<StepId, Outcome> run(Runner.Wiring wiring, Plan plan);

    /// Looks at the cluster that is being made; see `verify`.
    Watch watch(Wanted wanted);

    List<CheckResult> verify(Shells shells, Context context, Wanted wanted, Watch watch, Verifier.Listener listener)
            throws InterruptedException;

    /// The same of a cluster of which only the kubeconfig is known.
    List<CheckResult> verify(String cluster, Context context, Discovery discovery, Verifier.Listener listener)
            throws InterruptedException;

    /// The name of a context, or of the current one; throws a `KprovException` where the kubeconfig has none.
    String contextName(Context context);

    /// Collects what a cluster and its hosts tell into an archive.
    Archived diagnose(Shells shells, Order order) throws InterruptedException;

    ClusterStatus status(Path kubeconfig) throws InterruptedException;

    RunFolder newFolder(Path stateFolder, String cluster);

    /// Shows what happens; what is drawn on a terminal is cleared when it is closed.
    View view(Display display, PrintWriter writer);

    /// Keeps what happens in the run's folder: journal, logs of the hosts, reports.
    List<RunListener> records(RunFolder folder);

    /// Something that is shown while a command works.
    interface View extends RunListener, AutoCloseable {
        @Override
        void close();
    }
}
