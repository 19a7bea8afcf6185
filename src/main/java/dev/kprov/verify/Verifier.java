package dev.kprov.verify;

import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Verification;
import dev.kprov.shell.Shells;
import dev.kprov.verify.api.Changes;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.cluster.Past;
import dev.kprov.verify.cluster.ProbeService;
import dev.kprov.verify.judge.Expectation;
import dev.kprov.verify.judge.Steadiness;
import dev.kprov.verify.probe.ProbeRounds;
import dev.kprov.verify.probe.Wiring;
import dev.kprov.verify.trial.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/// Asks a live cluster whether it is what the inventory and the profile say, and whether it works.
public final class Verifier {
    private final Wiring wiring;

    public Verifier(Shells shells, Clock clock) {
        this(Wiring.real(shells, clock));
    }

    Verifier(Wiring wiring) {
        this.wiring = wiring;
    }

    /// Told what goes on.
    public interface Listener {
        /// What is still being waited for; called when it changes.
        void waiting(List<String> what);

        /// How every check stands at a look, which need not be the last.
        void looked(List<CheckResult> now);

        /// A check has its final verdict.
        void finished(CheckResult result);

        /// What all of this has cost the API server; told last, whatever became of it.
        void asked(KubeApi.Load load);
    }

    /// Runs every check, waiting until the deadline for what can still become true.
    /// The results come in a fixed order, one for each check. All verdicts are about the same, last look: what was
    /// fine a second ago counts only if it still is.
    ///
    /// @param watch ended here; what it has seen counts for the window
    public List<CheckResult> verify(
            Context context, Expectation.Source source, Inventory inventory, Watch watch, Listener listener)
            throws InterruptedException {
        Optional<Past> past = watch.end();
        try (KubeApi api = KubeApi.open(context);
                Changes changes = new Changes(api)) {
            String id = id();
            Expectation first = source.first();
            ProbeService service = new ProbeService(api, id);
            ExecutorService probers = wiring.probers().get();
            Trial trial = new Trial(api, wiring, probers, id, first);
            try {
                Probing probing = probing(api, service, probers, first);
                Instant begun = wiring.clock().instant();
                Pace pace = new Pace(wiring.clock(), begun);
                Survey survey = new Survey(
                        api, source, inventory, wiring, probing, trial, pace, past.orElseGet(() -> Past.begin(begun)));
                Steadiness steadiness = new Steadiness(first.verification().hold());
                return new Observation(survey, changes, probing, wiring, pace, steadiness, listener).run();
            } finally {
                probers.shutdownNow();
                try {
                    service.remove();
                } finally {
                    trial.remove();
                    probers.close();
                    listener.asked(api.load());
                }
            }
        }
    }

    private Probing probing(KubeApi api, ProbeService service, ExecutorService probers, Expectation first) {
        boolean lasting = !first.verification().hold().equals(Verification.Hold.ONE_LOOK);
        return new Probing(
                wiring,
                api,
                service,
                new ProbeRounds(wiring.clock(), probers, lasting, ProbeRounds.SOON),
                new ProbeRounds(wiring.clock(), probers, lasting, ProbeRounds.SOON),
                new ProbeRounds(wiring.clock(), probers, false, ProbeRounds.SELDOM));
    }

    /// As YAML: what suffices to verify a cluster to whose nodes there is no way. Up to the standard level it changes
    /// nothing.
    public static String clusterRole(Verification.Level level) {
        String role = text("cluster-role.yaml");
        return level == Verification.Level.DEEP ? role + text("cluster-role-deep.yaml") : role;
    }

    private static String text(String file) {
        try (InputStream in = Verifier.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id() {
        return String.format(Locale.ROOT, "%08x", new SecureRandom().nextInt());
    }
}
