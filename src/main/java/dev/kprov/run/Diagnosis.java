package dev.kprov.run;

import dev.kprov.plan.Step;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Script;
import dev.kprov.shell.Speech;
import java.util.List;
import java.util.Optional;

/// What an installer knows about its steps.
public interface Diagnosis {
    /// Understands what a step prints.
    default Speech speech(Step step) {
        return Speech.PLAIN;
    }

    /// What to look at on a host where a step failed.
    Optional<Script> script();

    /// The reasons, when the output of the step or of the diagnostics tells them: more than one where the step worked
    /// on several hosts.
    List<Problem> explain(Step step, String output, String diagnostics);
}
