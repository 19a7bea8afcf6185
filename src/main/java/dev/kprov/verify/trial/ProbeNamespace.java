package dev.kprov.verify.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kprov.verify.api.Json;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Leftovers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// A namespace that lives only as long as the verification, and what kprov makes in it.
final class ProbeNamespace {
    private static final String NAMESPACES = "/api/v1/namespaces";
    private static final String UNTIL = "kprov.dev/until";

    private final KubeApi api;
    private final String name;
    private final String image;
    private final Instant until;
    private final Set<String> made = new HashSet<>();
    private boolean sent;

    /// @param id makes the name unique
    /// @param image of its pods
    /// @param until after this the namespace may be removed by anybody, if it is still there
    ProbeNamespace(KubeApi api, String id, String image, Instant until) {
        this.api = api;
        this.name = Leftovers.PREFIX + id;
        this.image = image;
        this.until = until;
    }

    /// What stands for what in the manifests.
    private Map<String, String> words() {
        return Map.of(
                "NAMESPACE",
                name,
                "UNTIL",
                Long.toString(until.getEpochSecond()),
                "IMAGE",
                image,
                "SERVE",
                quoted(text("serve.sh")));
    }

    /// Makes the namespace itself, unless that is done.
    Part<Boolean> open() throws InterruptedException {
        sent = true;
        return make("", NAMESPACES, "namespace.json", Map.of());
    }

    /// Makes an object in it, unless that is done.
    ///
    /// @param group where such objects are, e.g. `/api/v1`
    /// @param plural of its kind, e.g. `pods`
    /// @param object its name
    Part<Boolean> make(String group, String plural, String object, String file, Map<String, String> more)
            throws InterruptedException {
        return make(plural + "/" + object, group + "/namespaces/" + name + "/" + plural, file, more);
    }

    private Part<Boolean> make(String key, String path, String file, Map<String, String> more)
            throws InterruptedException {
        if (made.contains(key)) {
            return new Part.Known<>(true);
        }
        String manifest = text(file);
        for (Map<String, String> some : List.of(words(), more)) {
            for (Map.Entry<String, String> word : some.entrySet()) {
                manifest = manifest.replace("\"" + word.getKey() + "\"", "\"" + word.getValue() + "\"");
            }
        }
        Part<JsonNode> reply = api.json(api.create(path, manifest));
        if (reply instanceof Part.Missing<JsonNode>(String why, Part.Cause cause) && !reply.exists()) {
            return new Part.Missing<>(why, refusedByPolicy(why, cause) ? Part.Cause.BROKEN : cause);
        }
        made.add(key);
        return new Part.Known<>(true);
    }

    /// Whether somebody may make such objects, but not this one: RBAC says what one "cannot" do.
    private static boolean refusedByPolicy(String why, Part.Cause cause) {
        return cause == Part.Cause.DENIED && why.startsWith("HTTP 403") && !why.contains(" cannot ");
    }

    /// @param plural of the objects' kind, with a name or parameters behind it
    Part<JsonNode> read(String group, String plural) throws InterruptedException {
        return api.json(api.get(group + "/namespaces/" + name + "/" + plural));
    }

    /// @param make of each object of the kind
    <T> Part<List<T>> list(String group, String plural, Function<JsonNode, T> make) throws InterruptedException {
        return api.list(group + "/namespaces/" + name + "/" + plural, make).all();
    }

    void delete(String pod) throws InterruptedException {
        api.reply(api.delete(NAMESPACES + "/" + name + "/pods/" + pod));
    }

    /// Removes what runs that were killed left behind.
    void removeStale(Instant now) throws InterruptedException {
        Leftovers.remove(api, NAMESPACES, namespace -> {
            String until = Json.text(namespace.path("metadata").path("labels"), UNTIL);
            return until.matches("\\d{1,18}") && Long.parseLong(until) < now.getEpochSecond();
        });
    }

    /// Removes the namespace, with all that is in it, if it may be there. The cluster needs some seconds for that and
    /// is not waited for.
    void remove() throws InterruptedException {
        if (sent) {
            api.reply(api.delete(NAMESPACES + "/" + name));
        }
    }

    /// As it may stand between the quotes of JSON.
    static String quoted(String text) {
        String json = TextNode.valueOf(text).toString();
        return json.substring(1, json.length() - 1);
    }

    static String text(String file) {
        try (InputStream in = ProbeNamespace.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
