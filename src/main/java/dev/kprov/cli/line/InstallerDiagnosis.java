package dev.kprov.cli.line;

import dev.kprov.cli.parts.Wanted;
import dev.kprov.plan.Step;
import dev.kprov.problem.Problem;
import dev.kprov.run.Diagnosis;
import dev.kprov.shell.Script;
import dev.kprov.shell.Speech;
import java.util.List;
import java.util.Optional;

/// Lets the runner ask an installer about its steps, though the runner knows no installer.
record InstallerDiagnosis(Wanted wanted) implements Diagnosis {
    @Override
    public Speech speech(Step step) {
        return wanted.installer().speech(step);
    }

    @Override
    public Optional<Script> script() {
        return wanted.installer().diagnostics(wanted.profile());
    }

    @Override
    public List<Problem> explain(Step step, String output, String diagnostics) {
        return wanted.installer().explain(step, output, diagnostics);
    }
}
