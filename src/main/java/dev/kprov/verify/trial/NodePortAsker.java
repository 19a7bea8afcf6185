package dev.kprov.verify.trial;

import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.probe.ProbeRounds;
import dev.kprov.verify.probe.ProbeRounds.Finding;
import dev.kprov.verify.probe.Wiring;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Asks from here at a node's port, as a user's browser would.
///
/// @param target the node's address and the port
record NodePortAsker(Wiring.Pages pages, String target) implements ProbeRounds.Asker {
    @Override
    public Map<String, Finding> ask(Set<String> words, Duration wait) {
        return Map.of(Question.NODE_PORT_FROM_HERE.name(), finding(wait));
    }

    private Finding finding(Duration wait) {
        try {
            String page = pages.fetch("http://" + target + "/name", wait);
            return page.isBlank()
                    ? new Finding.Wrong(target + ": an empty page")
                    : new Finding.Right(target + " answers");
        } catch (IOException e) {
            return new Finding.Wrong(target + ": " + e.getMessage());
        }
    }
}
