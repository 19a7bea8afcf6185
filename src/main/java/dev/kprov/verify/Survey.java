package dev.kprov.verify;

import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Dns;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.check.CheckList;
import dev.kprov.verify.cluster.ClusterReader;
import dev.kprov.verify.cluster.FacilityReader;
import dev.kprov.verify.cluster.Past;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.facility.Facilities;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Expectation;
import dev.kprov.verify.probe.Wiring;
import dev.kprov.verify.trial.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Looks at all that the checks judge, again and again: reads the API, asks those who can be asked, and remembers.
final class Survey {
    private final Expectation.Source source;
    private final Wiring wiring;
    private final ClusterReader reader;
    private final FacilityReader facilities;
    private final LastWords lastWords;
    private final Probing probing;
    private final Trial trial;
    private final Inventory given;
    private final Pace pace;
    private final Set<String> namespaces = new TreeSet<>(Set.of("kube-system"));
    private Expectation expected;
    private Past past;

    /// @param past what was seen before
    Survey(
            KubeApi api,
            Expectation.Source source,
            Inventory inventory,
            Wiring wiring,
            Probing probing,
            Trial trial,
            Pace pace,
            Past past) {
        this.source = source;
        this.expected = source.first();
        this.wiring = wiring;
        this.reader = new ClusterReader(api, wiring.clock());
        this.facilities = new FacilityReader(api);
        this.lastWords = new LastWords(api);
        this.probing = probing;
        this.trial = trial;
        this.given = inventory;
        this.pace = pace;
        this.past = past;
        expected.network().ifPresent(network -> namespaces.addAll(network.namespaces()));
    }

    /// What a look has come to.
    ///
    /// @param look of the API server
    /// @param asked who asks, where there is a way to somebody
    /// @param asking how long answers were waited for
    /// @param checks that are to judge it
    /// @param versions of the lists that say most of what becomes of a cluster, by their paths
    record Seen(
            ClusterReader.Look look,
            Expectation expected,
            Inventory asked,
            Duration asking,
            Snapshot snapshot,
            List<Check> checks,
            Map<String, String> versions) {}

    Seen look() throws InterruptedException {
        Instant before = wiring.clock().instant();
        ClusterReader.Look look =
                reader.look(namespaces, expected.basic() ? Optional.empty() : Optional.of(expected.settings()));
        Instant read = wiring.clock().instant();
        Snapshot.Objects objects = look.objects().without(given.leftOut());
        expected = source.given(objects);
        expected.settings().dns().map(Dns::namespace).ifPresent(namespaces::add);
        Inventory inventory = FoundNodes.inventory(given, expected.settings(), objects.nodes());
        List<Check> checks = CheckList.of(
                expected, inventory, FoundNodes.apart(objects.nodes().known().orElse(List.of())));
        probing.looked();
        probe(look, inventory);
        Facilities around = facilities(look);
        Answers answers = ask(look, inventory, Duration.between(before, read));
        Probes probes = answers.probes();
        remember(look, objects, probes, read);
        Trials trials = expected.deep() ? trial.look(objects, around, expected, look.now()) : Trials.NONE;
        ClusterReader.Look last =
                stillSo(look, Duration.between(before, wiring.clock().instant()));
        Snapshot snapshot = new Snapshot(last.now(), last.readiness(), objects, around, past, probes, trials);
        return new Seen(last, expected, inventory, answers.asking(), snapshot, checks, reader.versions());
    }

    /// Where nothing else could be read, they cannot be, for the same reason.
    private Facilities facilities(ClusterReader.Look look) throws InterruptedException {
        if (look.readiness() instanceof Part.Missing<Snapshot.Readiness>(String why, Part.Cause cause)) {
            return Facilities.missing(why, cause);
        }
        return expected.basic() ? Facilities.NONE : facilities.read();
    }

    private void remember(ClusterReader.Look look, Snapshot.Objects objects, Probes probes, Instant read)
            throws InterruptedException {
        List<Pod> pods = objects.pods().known().orElse(List.of());
        past = objects.pods() instanceof Part.Known<List<Pod>>
                ? past.look(pods, read).withHistory(pods, look.now()).withLogs(lastWords.fetch(pods, probes.service()))
                : past.blind(read);
        objects.daemonSets().known().orElse(List.of()).stream()
                .filter(set ->
                        expected.network().filter(network -> network.has(set)).isPresent())
                .map(Workload::namespace)
                .forEach(namespaces::add);
    }

    /// What was fine at the beginning of a long look may be so no longer. Never the other way round: all that could
    /// not be read meanwhile would be unknown beside an API server that is ready.
    private ClusterReader.Look stillSo(ClusterReader.Look look, Duration took) throws InterruptedException {
        return look.ready() && pace.tooLong(took) ? reader.readyAgain(look) : look;
    }

    /// @param asking how long they were waited for
    private record Answers(Probes probes, Duration asking) {}

    /// Asks whoever can be asked.
    ///
    /// @param took the look
    private Answers ask(ClusterReader.Look look, Inventory inventory, Duration took) throws InterruptedException {
        Instant before = wiring.clock().instant();
        Duration most = pace.forAnswers(took);
        Probes probes = probe(look, inventory);
        Duration asking = Duration.ZERO;
        while (probing.goesOn() && asking.compareTo(most) < 0) {
            wiring.pause().last(pace.step(asking));
            asking = Duration.between(before, wiring.clock().instant());
            probes = probe(look, inventory);
        }
        return new Answers(probes, asking);
    }

    private Probes probe(ClusterReader.Look look, Inventory inventory) throws InterruptedException {
        return probing.probe(look, expected, inventory, pace.elapsed());
    }

    /// Takes note of answers that have come since.
    void askOn(Seen seen) throws InterruptedException {
        probe(seen.look(), seen.asked());
    }
}
