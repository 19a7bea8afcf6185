package dev.kprov.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import dev.kprov.yaml.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// Writes a plan for programs. Secrets are `***`; scripts and files are named by the SHA-256 of what is in them.
public final class PlanJson {
    private static final String MASK = "***";

    private PlanJson() {}

    public static String of(Plan plan) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schemaVersion", 1).put("verb", plan.verb()).put("installer", plan.installer());
        root.put("cluster", plan.cluster()).put("nothingToDo", plan.nothingToDo());
        ArrayNode steps = root.putArray("steps");
        plan.steps().forEach(step -> step(steps.addObject(), step));
        return JsonTree.page(root);
    }

    private static void step(ObjectNode node, Step step) {
        node.put("id", step.id().toString())
                .put("host", step.host())
                .put("stage", step.stage().title());
        node.put("title", step.title());
        texts(
                node.putArray("after"),
                step.after().stream().map(StepId::toString).sorted().toList());
        node.put("timeoutMs", step.timeout().toMillis());
        switch (step.action()) {
            case Action.Unchanged unchanged -> node.put("action", "unchanged").put("because", unchanged.because());
            case Action.Fetch fetch ->
                node.put("action", "fetch")
                        .put("remotePath", fetch.remotePath())
                        .put("name", fetch.name());
            case Action.Run run -> {
                texts(node.put("action", "run").putArray("changes"), run.changes());
                script(node.putObject("script"), run.script());
            }
        }
    }

    private static void script(ObjectNode node, Script script) {
        node.put("name", script.name()).put("sha256", sha256(script.text()));
        ObjectNode parameters = node.putObject("parameters");
        script.parameters().forEach((name, value) -> parameters.put(name, shown(value)));
        ObjectNode files = node.putObject("files");
        script.files().forEach((name, value) -> files.put(name, isPlain(value) ? sha256(shown(value)) : MASK));
        texts(node.putArray("captures"), script.captures().stream().sorted().toList());
    }

    /// What a value looks like before the run: what a step will capture is named.
    private static String shown(Value value) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Secret secret -> MASK;
            case Value.Captured captured -> "${" + captured.name() + "}";
            case Value.Folder folder -> "${" + folder + "_FOLDER}";
            case Value.Joined joined ->
                joined.parts().stream().map(PlanJson::shown).collect(Collectors.joining());
        };
    }

    /// The hash of a short secret would give it away, and what is captured is not known yet.
    private static boolean isPlain(Value value) {
        return switch (value) {
            case Value.Text text -> true;
            case Value.Secret secret -> false;
            case Value.Captured captured -> false;
            case Value.Folder folder -> true;
            case Value.Joined joined -> joined.parts().stream().allMatch(PlanJson::isPlain);
        };
    }

    private static void texts(ArrayNode array, Collection<String> texts) {
        List.copyOf(texts).forEach(array::add);
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
