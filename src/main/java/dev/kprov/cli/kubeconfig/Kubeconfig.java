package dev.kprov.cli.kubeconfig;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A kubeconfig as its tree: lists of named clusters, users and contexts. Never changed; merging makes another one.
///
/// @param name what a problem calls it, its path
record Kubeconfig(String name, Map<String, Object> tree) {
    private static final List<Kind> KINDS =
            List.of(new Kind("clusters", "cluster"), new Kind("users", "user"), new Kind("contexts", "context"));

    /// A list of named entries.
    ///
    /// @param field the entry's key that holds its content
    private record Kind(String list, String field) {}

    static Kubeconfig empty(String name) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", "v1");
        tree.put("kind", "Config");
        return new Kubeconfig(name, tree);
    }

    /// This one plus what another one's current context stands for: one cluster, one user and one context, all called
    /// `as`. Whatever else has other names stays as it is; a context that is current stays so.
    Kubeconfig plus(Kubeconfig other, String as) {
        Map<String, Object> context = other.content(KINDS.get(2), other.text("current-context"));
        Map<String, Object> newContext = new LinkedHashMap<>(context);
        newContext.put("cluster", as);
        newContext.put("user", as);
        Map<String, Object> merged = new LinkedHashMap<>(tree);
        put(merged, KINDS.get(0), as, other.content(KINDS.get(0), text(context, "cluster")));
        put(merged, KINDS.get(1), as, other.content(KINDS.get(1), text(context, "user")));
        put(merged, KINDS.get(2), as, newContext);
        if (text("current-context").isEmpty()) {
            merged.put("current-context", as);
        }
        return new Kubeconfig(name, merged);
    }

    /// This one without what `plus` adds; empty when its cluster `as` is not the other's, or not there.
    Optional<Kubeconfig> minus(Kubeconfig other, String as) {
        Map<String, Object> context = other.content(KINDS.get(2), other.text("current-context"));
        Kind clusters = KINDS.get(0);
        Map<String, Object> content = other.content(clusters, text(context, "cluster"));
        if (entries(clusters).stream()
                .noneMatch(entry -> named(entry, as) && content.equals(((Map<?, ?>) entry).get(clusters.field())))) {
            return Optional.empty();
        }
        Map<String, Object> rest = new LinkedHashMap<>(tree);
        for (Kind kind : KINDS) {
            rest.computeIfPresent(
                    kind.list(),
                    (list, entries) -> entries(kind).stream()
                            .filter(entry -> !named(entry, as))
                            .toList());
        }
        rest.remove("current-context", as);
        return Optional.of(new Kubeconfig(name, rest));
    }

    private static boolean named(Object entry, String name) {
        return entry instanceof Map<?, ?> map && name.equals(map.get("name"));
    }

    private void put(Map<String, Object> merged, Kind kind, String as, Map<String, Object> content) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", as);
        entry.put(kind.field(), content);
        List<Object> entries = new ArrayList<>(entries(kind));
        for (int i = 0; i < entries.size(); i++) {
            if (named(entries.get(i), as)) {
                entries.set(i, entry);
                merged.put(kind.list(), entries);
                return;
            }
        }
        entries.add(entry);
        merged.put(kind.list(), entries);
    }

    private Map<String, Object> content(Kind kind, String wanted) {
        return entries(kind).stream()
                .filter(entry -> named(entry, wanted))
                .findFirst()
                .map(entry -> mapping(((Map<?, ?>) entry).get(kind.field()), kind.field() + " " + wanted))
                .orElseThrow(() -> broken("it has no " + kind.field() + " called '" + wanted + "'"));
    }

    private List<Object> entries(Kind kind) {
        Object entries = tree.get(kind.list());
        if (entries == null) {
            return List.of();
        }
        if (entries instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        throw broken("its " + kind.list() + " are not a list");
    }

    private Map<String, Object> mapping(@Nullable Object content, String what) {
        if (!(content instanceof Map<?, ?> map)) {
            throw broken(what + " is not a mapping");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    private String text(String key) {
        return text(tree, key);
    }

    private static String text(Map<String, Object> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }

    private KprovException broken(String why) {
        return new KprovException(new Problem(
                ExitCode.INVALID,
                name,
                "this kubeconfig cannot be used",
                why,
                "mend it or move it away; it was not changed"));
    }
}
