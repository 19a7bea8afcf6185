package dev.kprov.run;

import dev.kprov.plan.Plan;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Everything that happens in a run, in order. Views, journal and reports are listeners of nothing else.
public sealed interface RunEvent {
    Instant at();

    /// @param verb `up`, `down` or `verify`
    record RunStarted(Instant at, String runId, String verb, String cluster, String folder) implements RunEvent {}

    /// A stage outside the plan began: `observe` or `verify`.
    record PhaseStarted(Instant at, String phase, String title) implements RunEvent {}

    record PhaseFinished(Instant at, String phase, Duration took) implements RunEvent {}

    record HostObserved(Instant at, String host, String summary, Duration took) implements RunEvent {}

    record Planned(Instant at, Plan plan) implements RunEvent {}

    /// The run goes on without a host.
    ///
    /// @param why a failure that the policy tolerates, or the user's wish
    record HostLeftOut(Instant at, String host, String why) implements RunEvent {}

    record StepStarted(Instant at, StepId id) implements RunEvent {}

    record StepOutput(Instant at, StepId id, Output.Stream stream, String line) implements RunEvent {}

    /// What a step that runs on one host was told of another one.
    record HostOutput(Instant at, StepId id, String host, String line) implements RunEvent {}

    record StepWaiting(Instant at, StepId id, String what) implements RunEvent {}

    record StepFinished(Instant at, StepId id, Outcome outcome, Duration took) implements RunEvent {}

    /// What the verifier is still waiting for; empty when nothing.
    record VerifyWaiting(Instant at, List<String> what) implements RunEvent {}

    /// How a check stands, when that has changed; its last word is `CheckFinished`.
    ///
    /// @param verdict `Passed`, `Failed`, `Unknown` or `NotApplicable`, as if time were up
    /// @param detail evidence of a pass, or what is still missing
    record CheckSeen(Instant at, String check, String title, String verdict, String detail) implements RunEvent {}

    /// @param verdict `Passed`, `Failed`, `Unknown` or `NotApplicable`
    /// @param detail evidence of a pass, or what was expected and found, or why it could not be told
    record CheckFinished(Instant at, String check, String title, String verdict, String detail, String remedy)
            implements RunEvent {
        /// Whether the check is against a good end.
        public boolean open() {
            return !verdict.equals("Passed") && !verdict.equals("NotApplicable");
        }
    }

    /// What a verification has cost the API server.
    ///
    /// @param requests those that were sent
    /// @param bytes of all its answers' bodies
    record ApiAsked(Instant at, long requests, long bytes) implements RunEvent {}

    record ProblemFound(Instant at, Problem problem) implements RunEvent {}

    /// Something worth knowing that is neither a problem nor a step.
    ///
    /// @param host empty when it is about no host in particular
    record Remark(Instant at, String host, String text) implements RunEvent {}

    /// @param next the commands to type next, one a line
    record RunFinished(Instant at, ExitCode exitCode, String verdict, Duration took, List<String> next)
            implements RunEvent {}
}
