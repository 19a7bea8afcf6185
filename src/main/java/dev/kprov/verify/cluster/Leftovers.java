package dev.kprov.verify.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.verify.api.Json;
import dev.kprov.verify.api.KubeApi;
import java.util.List;
import java.util.function.Predicate;

/// What verifications that were killed left behind.
public final class Leftovers {
    /// With this the name begins of all that a verification makes.
    public static final String PREFIX = "kprov-verify-";

    private static final String OURS = "?labelSelector=app.kubernetes.io%2Fmanaged-by%3Dkprov";

    private Leftovers() {}

    /// @param path of the objects of one kind
    /// @param stale whether one of kprov's is nobody's any more
    public static void remove(KubeApi api, String path, Predicate<JsonNode> stale) throws InterruptedException {
        List<JsonNode> ours =
                api.list(path + OURS, object -> object).all().known().orElse(List.of());
        for (JsonNode object : ours) {
            if (Json.name(object).startsWith(PREFIX) && stale.test(object)) {
                api.reply(api.delete(path + "/" + Json.name(object)));
            }
        }
    }
}
