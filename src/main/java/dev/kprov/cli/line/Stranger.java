package dev.kprov.cli.line;

import dev.kprov.cli.ending.Conclusion;
import dev.kprov.cli.ending.Ending;
import dev.kprov.cli.parts.Parts;
import dev.kprov.cli.request.Request;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.judge.Discovery;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;

/// A cluster that neither an inventory nor a profile describes: only its kubeconfig is known.
///
/// @param name what its runs are kept under, a DNS label
/// @param progress where progress is shown
public record Stranger(String name, Context context, Parts parts, Request request, Clock clock, PrintWriter progress) {
    /// @param again what to type to do the same again
    public Ending verify(Discovery discovery, String again) {
        return new RecordedRun(parts, request, name, clock, progress)
                .of(
                        "verify",
                        (events, folder) -> Conclusion.ofChecks(
                                name,
                                events.phase(
                                        "verify",
                                        "verify cluster",
                                        () -> parts.verify(name, context, discovery, events)),
                                List.of(),
                                List.of(again)));
    }
}
