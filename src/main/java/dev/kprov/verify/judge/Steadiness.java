package dev.kprov.verify.judge;

import dev.kprov.profile.Verification.Hold;
import dev.kprov.verify.judge.Check.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Whether all checks have held for as long as they are to, and which of them came and went meanwhile.
public final class Steadiness {
    private final Hold hold;
    private final Set<String> fine = new HashSet<>();
    private final Map<String, Lapse> lapses = new HashMap<>();
    private Optional<Instant> since = Optional.empty();
    private int looks;

    public Steadiness(Hold hold) {
        this.hold = hold;
    }

    /// A check that held and then did not.
    ///
    /// @param times how often so far
    /// @param last when it was seen the last time
    private record Lapse(int times, Instant last, String what, String remedy) {}

    /// Whether one look is enough.
    public boolean atOnce() {
        return hold.equals(Hold.ONE_LOOK);
    }

    /// Takes note of a look.
    ///
    /// @param answers in the order of the checks
    /// @return whether all checks have held for long enough
    public boolean look(List<Check> checks, List<Answer> answers, Instant now) {
        for (int i = 0; i < checks.size(); i++) {
            String id = checks.get(i).id();
            Answer answer = answers.get(i);
            if (answer.fine()) {
                fine.add(id);
            } else if (fine.remove(id)) {
                int before =
                        Optional.ofNullable(lapses.get(id)).map(Lapse::times).orElse(0);
                lapses.put(id, new Lapse(before + 1, now, answer.lacking().orElse(""), remedy(answer)));
            }
        }
        // A check that takes time holds as soon as time is all that it lacks.
        boolean holding = IntStream.range(0, checks.size())
                .allMatch(i -> answers.get(i).fine() || checks.get(i).takesTime());
        looks = holding ? looks + 1 : 0;
        since = holding ? since.or(() -> Optional.of(now)) : Optional.empty();
        return held(answers, now);
    }

    private static String remedy(Answer answer) {
        return answer instanceof Answer.No no ? no.remedy() : "see why it could not be told";
    }

    private boolean held(List<Answer> answers, Instant now) {
        return answers.stream().allMatch(Answer::fine)
                && looks >= hold.looks()
                && since.filter(at -> !at.plus(hold.time()).isAfter(now)).isPresent();
    }

    /// The last answers, in the light of what came before them: what did not hold for long enough has not passed.
    public List<Answer> settled(List<Check> checks, List<Answer> answers, Instant now) {
        if (atOnce()) {
            return answers;
        }
        boolean all = answers.stream().allMatch(Answer::fine);
        boolean held = held(answers, now);
        List<Answer> settled = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            Answer answer = answers.get(i);
            Lapse lapse = lapses.get(checks.get(i).id());
            if (!answer.fine()) {
                settled.add(lapse == null || lapse.times() == 1 ? answer : oftenSo(answer, lapse));
            } else if (held) {
                settled.add(lapse == null ? answer : withHistory(answer, lapse));
            } else if (lapse != null) {
                settled.add(new Answer.No("the same for as long as asked for", history(lapse), lapse.remedy(), false));
            } else {
                settled.add(all ? tooShort(answer, now) : answer);
            }
        }
        return settled;
    }

    private Answer tooShort(Answer answer, Instant now) {
        Duration held = since.map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
        return answer instanceof Answer.Yes(String evidence)
                ? new Answer.CannotTell(
                        "it held for " + held.toSeconds() + " s and " + looks + " looks only, then time was up ("
                                + evidence + ")",
                        false)
                : answer;
    }

    private static Answer oftenSo(Answer answer, Lapse lapse) {
        return answer instanceof Answer.No no
                ? new Answer.No(
                        no.expected(),
                        no.actual() + " (it came and went " + lapse.times() + " times)",
                        no.remedy(),
                        no.forGood())
                : answer;
    }

    private static Answer withHistory(Answer answer, Lapse lapse) {
        return answer instanceof Answer.Yes(String evidence)
                ? new Answer.Yes(evidence + "; before that " + history(lapse))
                : answer;
    }

    private static String history(Lapse lapse) {
        return "it came and went" + (lapse.times() == 1 ? "" : " " + lapse.times() + " times") + ", at " + lapse.last()
                + ": " + lapse.what();
    }
}
