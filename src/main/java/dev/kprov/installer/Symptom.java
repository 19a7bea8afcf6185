package dev.kprov.installer;

import dev.kprov.plan.Step;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a failure looks like in the output of a step, and what it means. In the texts, `$1` and so on stand for the
/// pattern's groups and `$0` for all that it matched.
///
/// @param inDiagnostics whether the logs of the host are looked at too, and not only the step's own output
public record Symptom(Pattern pattern, boolean inDiagnostics, String what, String why, String remedy) {
    /// Looked for in what the step printed.
    public static Symptom printed(String pattern, String what, String why, String remedy) {
        return new Symptom(Pattern.compile(pattern), false, what, why, remedy);
    }

    /// Looked for in the logs of the host as well.
    public static Symptom logged(String pattern, String what, String why, String remedy) {
        return new Symptom(Pattern.compile(pattern), true, what, why, remedy);
    }

    /// The first symptom that shows wins, so the more telling ones come first.
    public static Optional<Problem> explain(List<Symptom> symptoms, Step step, String output, String diagnostics) {
        for (Symptom symptom : symptoms) {
            Matcher matcher = symptom.pattern().matcher(output);
            if (matcher.find()) {
                return Optional.of(symptom.problem(step, matcher));
            }
            if (symptom.inDiagnostics()) {
                Matcher inLogs = symptom.pattern().matcher(diagnostics);
                if (inLogs.find()) {
                    return Optional.of(symptom.problem(step, inLogs));
                }
            }
        }
        return Optional.empty();
    }

    private Problem problem(Step step, Matcher matcher) {
        return new Problem(
                ExitCode.STEP_FAILED,
                step.host(),
                fill(what, matcher) + " (" + step.host() + ")",
                fill(why, matcher),
                fill(remedy, matcher));
    }

    private static String fill(String text, Matcher matcher) {
        String filled = text;
        for (int group = matcher.groupCount(); group >= 0; group--) {
            String value = matcher.group(group);
            filled = filled.replace("$" + group, value == null ? "" : value.strip());
        }
        return filled.isBlank() ? matcher.group().strip() : filled;
    }
}
