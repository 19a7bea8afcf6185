package dev.kprov.verify;

import dev.kprov.inventory.Inventory;
import dev.kprov.verify.api.Changes;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.check.CheckList;
import dev.kprov.verify.cluster.ClusterReader;
import dev.kprov.verify.cluster.Past;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Check.Answer;
import dev.kprov.verify.judge.Expectation;
import dev.kprov.verify.judge.Steadiness;
import dev.kprov.verify.probe.Wiring;
import dev.kprov.verify.trial.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Looks at the cluster until every check says yes of the same moment, or waiting is of no use, or time is up.
final class Observation {
    /// How long a hopeless answer must last, since an object may be changed in several steps.
    private static final Duration HOPELESS = Duration.ofSeconds(5);
    /// How long an API server that has never answered is waited for.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Expectation.Source source;
    private final Wiring wiring;
    private final Verifier.Listener listener;
    private final ClusterReader reader;
    private final Changes changes;
    private final LastWords lastWords;
    private final Probing probing;
    private final Trial trial;
    private final Inventory given;
    private final Set<String> namespaces = new TreeSet<>(Set.of("kube-system"));
    private final Pace pace;
    private Expectation expected;
    private Past past;
    private boolean answered;
    private List<Check> checks = List.of();
    private final Steadiness steadiness;
    private Optional<Instant> hopelessSince = Optional.empty();
    private List<String> waiting = List.of();

    Observation(
            KubeApi api,
            Changes changes,
            Expectation.Source source,
            Inventory inventory,
            Wiring wiring,
            Probing probing,
            Trial trial,
            Verifier.Listener listener) {
        this.source = source;
        this.expected = source.first();
        this.wiring = wiring;
        this.listener = listener;
        this.reader = new ClusterReader(api, wiring.clock(), expected.settings());
        this.changes = changes;
        this.lastWords = new LastWords(api);
        this.probing = probing;
        this.trial = trial;
        this.given = inventory;
        expected.network().ifPresent(network -> namespaces.addAll(network.namespaces()));
        this.steadiness = new Steadiness(expected.verification().hold());
        Instant begun = wiring.clock().instant();
        this.pace = new Pace(wiring.clock(), begun);
        this.past = Past.begin(begun);
    }

    /// @param earlier what was seen before, if anything
    List<CheckResult> run(Optional<Past> earlier) throws InterruptedException {
        past = earlier.orElse(past);
        while (true) {
            Instant before = wiring.clock().instant();
            Seen seen = look();
            List<Answer> answers = checks.stream()
                    .map(check -> Check.ask(check, seen.snapshot()))
                    .toList();
            Instant now = wiring.clock().instant();
            listener.looked(results(answers));
            if (over(answers, now)) {
                return finish(steadiness.settled(checks, answers, now));
            }
            tell(answers.stream()
                    .flatMap(answer -> answer.lacking().stream())
                    .distinct()
                    .toList());
            rest(seen, answers, Duration.between(before, now).minus(seen.asking()));
        }
    }

    /// What a look has come to.
    ///
    /// @param asked who asks, where there is a way to somebody
    /// @param asking how long answers were waited for
    private record Seen(ClusterReader.Look look, Inventory asked, Duration asking, Snapshot snapshot) {}

    private Seen look() throws InterruptedException {
        Instant before = wiring.clock().instant();
        ClusterReader.Look look = reader.look(namespaces, !expected.basic());
        Instant read = wiring.clock().instant();
        Snapshot.Objects objects = look.objects().without(given.leftOut());
        answered |= look.readiness() instanceof Part.Known<Snapshot.Readiness>;
        expected = source.given(objects);
        Inventory inventory = FoundNodes.inventory(given, expected.settings(), objects.nodes());
        checks = CheckList.of(
                expected, inventory, FoundNodes.virtual(objects.nodes().known().orElse(List.of())));
        probing.looked();
        Duration asking = ask(look, inventory, Duration.between(before, read));
        Probes probes = probe(look, inventory);
        List<Pod> pods = objects.pods().known().orElse(List.of());
        past = objects.pods() instanceof Part.Known<List<Pod>>
                ? past.look(pods, read).withHistory(pods, look.now()).withLogs(lastWords.fetch(pods, probes.service()))
                : past.blind(read);
        objects.daemonSets().known().orElse(List.of()).stream()
                .filter(set ->
                        expected.network().filter(network -> network.has(set)).isPresent())
                .map(Workload::namespace)
                .forEach(namespaces::add);
        Trials trials = expected.deep() ? trial.look(objects, look.facilities(), expected, look.now()) : Trials.NONE;
        return new Seen(
                look,
                inventory,
                asking,
                new Snapshot(look.now(), look.readiness(), objects, look.facilities(), past, probes, trials));
    }

    /// Asks whoever can be asked.
    ///
    /// @param took the look
    /// @return how long answers were waited for
    private Duration ask(ClusterReader.Look look, Inventory inventory, Duration took) throws InterruptedException {
        Instant before = wiring.clock().instant();
        Duration most = pace.forAnswers(took);
        probe(look, inventory);
        Duration asking = Duration.ZERO;
        while (probing.goesOn() && asking.compareTo(most) < 0) {
            wiring.pause().last(pace.step());
            asking = Duration.between(before, wiring.clock().instant());
            probe(look, inventory);
        }
        return asking;
    }

    private Probes probe(ClusterReader.Look look, Inventory inventory) throws InterruptedException {
        return probing.probe(look, expected, inventory, pace.elapsed());
    }

    private boolean over(List<Answer> answers, Instant now) {
        if (steadiness.look(checks, answers, now)) {
            return true;
        }
        hopelessSince = answers.stream().anyMatch(Answer::forGood)
                ? hopelessSince.or(() -> Optional.of(now))
                : Optional.empty();
        Duration took = pace.elapsed();
        boolean hopeless = hopelessSince
                .filter(since -> !since.plus(HOPELESS).isAfter(now))
                .isPresent();
        return (took.compareTo(expected.deadline()) >= 0 && !goesOn(answers, took))
                || (hopeless && took.compareTo(expected.window()) > 0)
                || (!answered && took.compareTo(SILENCE) >= 0);
    }

    /// Whether all that is missing is time for the verdict to hold: the deadline is for becoming good.
    private boolean goesOn(List<Answer> answers, Duration took) {
        return !steadiness.atOnce()
                && onlyTime(answers)
                && took.compareTo(expected.deadline().plus(expected.window()).plus(HOPELESS)) < 0;
    }

    private boolean onlyTime(List<Answer> answers) {
        return IntStream.range(0, checks.size())
                .allMatch(i -> answers.get(i).fine() || checks.get(i).takesTime());
    }

    /// Lets time pass until another look may show something else.
    ///
    /// @param took the look, without the waiting for answers
    private void rest(Seen seen, List<Answer> answers, Duration took) throws InterruptedException {
        if (onlyTime(answers)) {
            Duration window = expected.window().minus(past.quiet());
            wiring.pause().last(pace.untilItHasPassed(expected.deadline(), window, !steadiness.atOnce()));
            return;
        }
        int good = probing.good();
        // Pods of kprov's own are in a namespace that nobody would follow.
        if (!expected.deep()) {
            changes.follow(reader.versions());
        }
        wiring.pause().last(pace.afterLook(expected.deadline(), took, seen.asking()));
        Instant until = wiring.clock().instant().plus(pace.withoutNews(expected.deadline()));
        while (wiring.clock().instant().isBefore(until)
                && changes.follows(reader.versions().keySet())
                && !changes.any()
                && (probing.good() == good || probing.goesOn())) {
            wiring.pause().last(pace.step());
            probe(seen.look(), seen.asked());
        }
    }

    private void tell(List<String> what) {
        if (!what.equals(waiting)) {
            waiting = what;
            listener.waiting(what);
        }
    }

    private List<CheckResult> results(List<Answer> answers) {
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            Check check = checks.get(i);
            results.add(new CheckResult(check.id(), check.title(), verdict(answers.get(i))));
        }
        return results;
    }

    private List<CheckResult> finish(List<Answer> answers) {
        tell(List.of());
        List<CheckResult> results = results(answers);
        results.forEach(listener::finished);
        return List.copyOf(results);
    }

    private static Verdict verdict(Answer answer) {
        return switch (answer) {
            case Answer.Yes(String evidence) -> new Verdict.Passed(evidence);
            case Answer.No no -> new Verdict.Failed(no.expected(), no.actual(), no.remedy());
            case Answer.CannotTell unclear -> new Verdict.Unknown(unclear.why());
            case Answer.Beside(String why) -> new Verdict.NotApplicable(why);
        };
    }
}
