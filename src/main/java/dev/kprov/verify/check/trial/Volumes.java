package dev.kprov.verify.check.trial;

import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Probes.Outcome;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Outcomes;
import java.util.List;
import java.util.Map;

/// Of the default StorageClass, where there is one.
public final class Volumes implements Check {
    @Override
    public String id() {
        return "volumes";
    }

    @Override
    public String title() {
        return "A volume is made and keeps a file";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return snapshot.facilities().defaultClasses() instanceof Part.Known<List<String>>(List<String> classes)
                        && classes.isEmpty()
                ? new Answer.Beside("no StorageClass is the default")
                : Check.judge(
                        snapshot.facilities().defaultClasses(),
                        classes -> Asked.judge(snapshot, trials -> judge(trials, classes.getFirst())));
    }

    private static Answer judge(Trials trials, String storageClass) {
        Map<String, Outcome> found = trials.of(Question.VOLUME);
        return Outcomes.of(
                        Map.of(Trials.CLUSTER, "the volume"),
                        found,
                        (name, bad) -> Answer.Trouble.yet(
                                bad.actual(),
                                "see what the provisioner of " + storageClass + " says; kubectl describe storageclass "
                                        + storageClass))
                .answer(
                        "a claim of the StorageClass " + storageClass + " that keeps what is written",
                        outcomes -> storageClass + ": " + outcomes.last());
    }
}
