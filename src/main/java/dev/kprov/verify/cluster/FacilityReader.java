package dev.kprov.verify.cluster;

import static dev.kprov.verify.api.Json.name;
import static dev.kprov.verify.api.Json.text;
import static dev.kprov.verify.cluster.ClusterReader.CACHED;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.verify.api.Json;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Listing;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.facility.ApiService;
import dev.kprov.verify.facility.Certificate;
import dev.kprov.verify.facility.CertificateRequest;
import dev.kprov.verify.facility.Endpoint;
import dev.kprov.verify.facility.Facilities;
import dev.kprov.verify.facility.Webhook;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Reads what a cluster has besides nodes and pods: one request a kind, all at once. Nobody needs it to ask others,
/// and it is read while they are being asked.
public final class FacilityReader {
    private static final String ADMISSION = "/apis/admissionregistration.k8s.io/v1/";
    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";
    private static final Set<String> ANYTHING = Set.of("*");

    private final KubeApi api;

    public FacilityReader(KubeApi api) {
        this.api = api;
    }

    public Facilities read() throws InterruptedException {
        Listing<List<Webhook>> validating = webhooks("Validating");
        Listing<List<Webhook>> mutating = webhooks("Mutating");
        Listing<ApiService> services =
                api.list("/apis/apiregistration.k8s.io/v1/apiservices" + CACHED, FacilityReader::apiService);
        Listing<CertificateRequest> requests =
                api.list("/apis/certificates.k8s.io/v1/certificatesigningrequests" + CACHED, FacilityReader::request);
        KubeApi.Pending classes = api.get("/apis/storage.k8s.io/v1/storageclasses" + CACHED);
        return new Facilities(
                services.all(),
                requests.all(),
                endpoints(joined(validating.all(), mutating.all())),
                api.whole(classes).map(FacilityReader::defaults),
                new Part.Known<>(certificates()));
    }

    private List<Certificate> certificates() {
        return Stream.concat(
                        api.certificate().map(shown -> certificate(Certificate.Holder.API_SERVER, shown)).stream(),
                        api.ownCertificate().map(own -> certificate(Certificate.Holder.KUBECONFIG, own)).stream())
                .toList();
    }

    private static Certificate certificate(Certificate.Holder holder, X509Certificate certificate) {
        return Certificate.of(holder, certificate.getSubjectX500Principal().getName(), certificate);
    }

    /// What is unknown of one of them is unknown of both.
    private static <T> Part<List<T>> joined(Part<List<List<T>>> one, Part<List<List<T>>> other) {
        return one.flatMap(first -> other.map(second -> Stream.concat(first.stream(), second.stream())
                .flatMap(List::stream)
                .toList()));
    }

    private static ApiService apiService(JsonNode service) {
        for (JsonNode condition : service.path("status").path("conditions")) {
            if (text(condition, "type").equals("Available")) {
                return new ApiService(
                        name(service), text(condition, "status").equals("True"), text(condition, "message"));
            }
        }
        return new ApiService(name(service), true, "");
    }

    private static CertificateRequest request(JsonNode request) {
        JsonNode spec = request.path("spec");
        return new CertificateRequest(
                name(request),
                text(spec, "signerName"),
                text(spec, "username"),
                Json.time(request.path("metadata"), "creationTimestamp").orElse(Instant.EPOCH),
                !request.path("status").path("conditions").isEmpty());
    }

    private static List<String> defaults(JsonNode classes) {
        List<String> names = new ArrayList<>();
        classes.path("items").forEach(one -> {
            if (text(one.path("metadata").path("annotations"), DEFAULT_CLASS).equals("true")) {
                names.add(name(one));
            }
        });
        return names;
    }

    /// Of each configuration those that pods wait for.
    ///
    /// @param kind `Validating` or `Mutating`
    private Listing<List<Webhook>> webhooks(String kind) {
        String plural = kind.toLowerCase(Locale.ROOT) + "webhookconfigurations";
        return api.list(ADMISSION + plural + CACHED, configuration -> {
            List<Webhook> found = new ArrayList<>();
            configuration.path("webhooks").forEach(webhook -> {
                if (!text(webhook, "failurePolicy").equals("Ignore") && coversPods(webhook)) {
                    found.add(webhook(kind + "WebhookConfiguration/" + name(configuration), webhook));
                }
            });
            return found;
        });
    }

    private static Webhook webhook(String configuration, JsonNode webhook) {
        JsonNode service = webhook.path("clientConfig").path("service");
        String where = service.isMissingNode() ? "" : text(service, "namespace") + "/" + text(service, "name");
        return new Webhook(configuration, text(webhook, "name"), where, Part.notAsked());
    }

    private static boolean coversPods(JsonNode webhook) {
        for (JsonNode rule : webhook.path("rules")) {
            if (!text(rule, "scope").equals("Cluster")
                    && has(rule, "apiGroups", Set.of("", "*"))
                    && has(rule, "operations", Set.of("CREATE", "*"))
                    && has(rule, "resources", Set.of("pods", "*", "*/*"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(JsonNode rule, String field, Set<String> wanted) {
        for (JsonNode value : rule.path(field)) {
            if (wanted.contains(value.asText()) || ANYTHING.contains(value.asText())) {
                return true;
            }
        }
        return false;
    }

    /// Asks for each Service once, and for all at the same time.
    private Part<List<Webhook>> endpoints(Part<List<Webhook>> webhooks) throws InterruptedException {
        Map<String, Listing<List<Endpoint>>> asked = new LinkedHashMap<>();
        for (Webhook webhook : webhooks.known().orElse(List.of())) {
            if (!webhook.service().isEmpty()) {
                asked.computeIfAbsent(webhook.service(), this::slices);
            }
        }
        Map<String, Part<Integer>> counted = new HashMap<>();
        for (Map.Entry<String, Listing<List<Endpoint>>> service : asked.entrySet()) {
            counted.put(
                    service.getKey(),
                    ServiceObjects.endpoints(service.getValue()).map(Endpoint::ready));
        }
        return webhooks.map(all -> all.stream()
                .map(webhook -> new Webhook(
                        webhook.configuration(),
                        webhook.name(),
                        webhook.service(),
                        counted.getOrDefault(webhook.service(), Part.notAsked())))
                .toList());
    }

    /// @param service `namespace/name`
    private Listing<List<Endpoint>> slices(String service) {
        int slash = service.indexOf('/');
        return api.list(
                ServiceObjects.slices(service.substring(0, slash), service.substring(slash + 1)),
                ServiceObjects::ofSlice);
    }
}
