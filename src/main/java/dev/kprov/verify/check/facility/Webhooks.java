package dev.kprov.verify.check.facility;

import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.facility.Webhook;
import dev.kprov.verify.judge.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// No pod can be made while a webhook that is to be asked first has nobody behind it. That holds for the pods that
/// would be behind it, too: a cluster that was started again may never come back.
public final class Webhooks implements Check {
    @Override
    public String id() {
        return "webhooks";
    }

    @Override
    public String title() {
        return "No webhook stands in the way of new pods";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(snapshot.facilities().webhooks(), Webhooks::judge);
    }

    private static Answer judge(List<Webhook> webhooks) {
        List<Answer.Trouble> troubles = new ArrayList<>();
        for (Webhook webhook : webhooks) {
            if (webhook.service().isEmpty()) {
                continue;
            }
            if (webhook.ready() instanceof Part.Missing<Integer> missing) {
                return Check.judge(missing, none -> new Answer.Yes(""));
            }
            if (webhook.ready().known().filter(ready -> ready > 0).isEmpty()) {
                troubles.add(trouble(webhook));
            }
        }
        long outside =
                webhooks.stream().filter(webhook -> webhook.service().isEmpty()).count();
        return Answer.of(
                troubles,
                "a ready endpoint behind each webhook that pods wait for",
                webhooks.isEmpty()
                        ? "there is none that pods wait for"
                        : "each of " + webhooks.size() + " that pods wait for has a ready endpoint"
                                + (outside == 0 ? "" : ", but for " + outside + " outside of the cluster"));
    }

    private static Answer.Trouble trouble(Webhook webhook) {
        return Answer.Trouble.yet(
                "the Service " + webhook.service() + " of the webhook " + webhook.name()
                        + " has no ready endpoint, and no pod that it is to see is made without its answer",
                "see to the pods of " + webhook.service() + "; or take the webhook away: kubectl delete "
                        + webhook.configuration().replaceFirst("/", " ").toLowerCase(Locale.ROOT));
    }
}
