package dev.kprov.verify.check.facility;

import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.facility.ApiService;
import dev.kprov.verify.judge.Check;
import java.util.List;

/// A part of the API that a server in the cluster is to serve, and which nobody does, stops more than its own users:
/// namespaces cannot be removed, and clients that look for all kinds fail.
public final class ApiServices implements Check {
    @Override
    public String id() {
        return "api-services";
    }

    @Override
    public String title() {
        return "Every part of the API is available";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(snapshot.facilities().apiServices(), ApiServices::judge);
    }

    private static Answer judge(List<ApiService> services) {
        List<Answer.Trouble> troubles = services.stream()
                .filter(service -> !service.available())
                .map(service -> Answer.Trouble.yet(
                        "API service " + service.name() + " is not available (" + service.message() + ")",
                        "see to the Service and the pods behind it: kubectl describe apiservice " + service.name()
                                + "; if nobody needs it any more: kubectl delete apiservice " + service.name()))
                .toList();
        return Answer.of(troubles, "every API service Available", "all " + services.size() + " are");
    }
}
