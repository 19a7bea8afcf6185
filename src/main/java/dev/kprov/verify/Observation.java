package dev.kprov.verify;

import dev.kprov.verify.api.Changes;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Check.Answer;
import dev.kprov.verify.judge.Expectation;
import dev.kprov.verify.judge.Steadiness;
import dev.kprov.verify.probe.Wiring;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Looks at the cluster until every check says yes of the same moment, or waiting is of no use, or time is up.
final class Observation {
    /// How long a hopeless answer must last, since an object may be changed in several steps.
    private static final Duration HOPELESS = Duration.ofSeconds(5);
    /// How long an API server that has never answered is waited for.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Survey survey;
    private final Changes changes;
    private final Probing probing;
    private final Wiring wiring;
    private final Pace pace;
    private final Steadiness steadiness;
    private final Verifier.Listener listener;
    private boolean answered;
    private Optional<Instant> hopelessSince = Optional.empty();
    private List<String> waiting = List.of();

    Observation(
            Survey survey,
            Changes changes,
            Probing probing,
            Wiring wiring,
            Pace pace,
            Steadiness steadiness,
            Verifier.Listener listener) {
        this.survey = survey;
        this.changes = changes;
        this.probing = probing;
        this.wiring = wiring;
        this.pace = pace;
        this.steadiness = steadiness;
        this.listener = listener;
    }

    List<CheckResult> run() throws InterruptedException {
        while (true) {
            Instant before = wiring.clock().instant();
            Survey.Seen seen = survey.look();
            answered |= seen.look().readiness() instanceof Part.Known<Snapshot.Readiness>;
            List<Answer> answers = seen.checks().stream()
                    .map(check -> Check.ask(check, seen.snapshot()))
                    .toList();
            Instant now = wiring.clock().instant();
            listener.looked(results(seen.checks(), answers));
            if (over(seen, answers, now)) {
                return finish(seen.checks(), steadiness.settled(seen.checks(), answers, now));
            }
            tell(answers.stream()
                    .flatMap(answer -> answer.lacking().stream())
                    .distinct()
                    .toList());
            rest(seen, answers, Duration.between(before, now).minus(seen.asking()));
        }
    }

    private boolean over(Survey.Seen seen, List<Answer> answers, Instant now) {
        if (steadiness.look(seen.checks(), answers, now)) {
            return true;
        }
        hopelessSince = answers.stream().anyMatch(Answer::forGood)
                ? hopelessSince.or(() -> Optional.of(now))
                : Optional.empty();
        Duration took = pace.elapsed();
        boolean hopeless = hopelessSince
                .filter(since -> !since.plus(HOPELESS).isAfter(now))
                .isPresent();
        return (took.compareTo(seen.expected().deadline()) >= 0 && !goesOn(seen, answers, took))
                || (hopeless && took.compareTo(seen.expected().window()) > 0)
                || (!answered && took.compareTo(SILENCE) >= 0);
    }

    /// Whether all that is missing is time for the verdict to hold: the deadline is for becoming good.
    private boolean goesOn(Survey.Seen seen, List<Answer> answers, Duration took) {
        Expectation expected = seen.expected();
        return !steadiness.atOnce()
                && onlyTime(seen.checks(), answers)
                && took.compareTo(expected.deadline().plus(expected.window()).plus(HOPELESS)) < 0;
    }

    private static boolean onlyTime(List<Check> checks, List<Answer> answers) {
        return IntStream.range(0, checks.size())
                .allMatch(i -> answers.get(i).fine() || checks.get(i).takesTime());
    }

    /// Lets time pass until another look may show something else.
    ///
    /// @param took the look, without the waiting for answers
    private void rest(Survey.Seen seen, List<Answer> answers, Duration took) throws InterruptedException {
        Expectation expected = seen.expected();
        if (onlyTime(seen.checks(), answers)) {
            Duration window = expected.window().minus(seen.snapshot().past().quiet());
            wiring.pause().last(pace.untilItHasPassed(expected.deadline(), window, !steadiness.atOnce()));
            return;
        }
        int good = probing.good();
        // Pods of kprov's own are in a namespace that nobody would follow.
        if (!expected.deep()) {
            changes.follow(seen.versions());
        }
        wiring.pause().last(pace.afterLook(expected.deadline(), took, seen.asking()));
        Instant until = wiring.clock().instant().plus(pace.withoutNews(expected.deadline()));
        while (wiring.clock().instant().isBefore(until)
                && changes.follows(seen.versions().keySet())
                && !changes.any()
                && (probing.good() == good || probing.goesOn())) {
            wiring.pause().last(pace.step());
            survey.askOn(seen);
        }
    }

    private void tell(List<String> what) {
        if (!what.equals(waiting)) {
            waiting = what;
            listener.waiting(what);
        }
    }

    private static List<CheckResult> results(List<Check> checks, List<Answer> answers) {
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            Check check = checks.get(i);
            results.add(new CheckResult(check.id(), check.title(), verdict(answers.get(i))));
        }
        return results;
    }

    private List<CheckResult> finish(List<Check> checks, List<Answer> answers) {
        tell(List.of());
        List<CheckResult> results = results(checks, answers);
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
