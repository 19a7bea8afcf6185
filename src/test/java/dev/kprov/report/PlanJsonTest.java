package dev.kprov.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PlanJsonTest {
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void masks_secrets_and_names_contents_by_their_hash() throws IOException {
        String json = PlanJson.of(plan());

        assertThat(json).doesNotContain("s3cr3t", "the script's text");
        JsonNode script = new ObjectMapper().readTree(json).at("/steps/1/script");
        assertThat(script.at("/parameters/VERSION").asText()).isEqualTo("1.36.4");
        assertThat(script.at("/parameters/TOKEN").asText()).isEqualTo("***");
        assertThat(script.at("/parameters/JOIN").asText()).isEqualTo("sha256:${CA_HASH} ***");
        assertThat(script.at("/files/plain").asText()).isEqualTo(SHA256_OF_ABC);
        assertThat(script.at("/files/key").asText()).isEqualTo("***");
        assertThat(script.at("/files/later").asText()).isEqualTo("***");
    }

    @Test
    void has_order_timeout_changes_and_captures_of_each_step() throws IOException {
        JsonNode plan = new ObjectMapper().readTree(PlanJson.of(plan()));

        assertThat(plan.path("nothingToDo").asBoolean()).isFalse();
        assertThat(plan.at("/steps/0/script/captures/0").asText()).isEqualTo("CA_HASH");
        assertThat(plan.at("/steps/1/after/0").asText()).isEqualTo("cp-1/init");
        assertThat(plan.at("/steps/1/timeoutMs").asInt()).isEqualTo(60_000);
        assertThat(plan.at("/steps/1/changes/0").asText()).isEqualTo("joins the cluster");
        assertThat(plan.at("/steps/2/action").asText()).isEqualTo("fetch");
        assertThat(plan.at("/steps/3/because").asText()).isEqualTo("no swap is active");
    }

    @Test
    void is_the_same_text_each_time() {
        assertThat(PlanJson.of(plan())).isEqualTo(PlanJson.of(plan()));
    }

    private static Plan plan() {
        Map<String, Value> parameters = new LinkedHashMap<>();
        parameters.put("VERSION", Value.of("1.36.4"));
        parameters.put("TOKEN", new Value.Secret("s3cr3t"));
        parameters.put(
                "JOIN",
                new Value.Joined(List.of(
                        Value.of("sha256:"),
                        new Value.Captured("CA_HASH"),
                        Value.of(" "),
                        new Value.Secret("s3cr3t"))));
        Map<String, Value> files = new LinkedHashMap<>();
        files.put("plain", Value.of("abc"));
        files.put("key", new Value.Secret("s3cr3t"));
        files.put("later", new Value.Joined(List.of(Value.of("a"), new Value.Captured("CA_HASH"))));
        Script init = new Script("init", "the script's text", Map.of(), Map.of(), Set.of("CA_HASH"));
        Script join = new Script("join", "the script's text", parameters, files, Set.of());
        return new Plan(
                "up",
                "kubeadm",
                "demo",
                List.of(
                        step("cp-1/init", Set.of(), new Action.Run(init, List.of())),
                        step(
                                "w-1/join",
                                Set.of(StepId.parse("cp-1/init")),
                                new Action.Run(join, List.of("joins the cluster"))),
                        step("cp-1/fetch", Set.of(), new Action.Fetch("/etc/x", "kubeconfig")),
                        step("w-1/swap", Set.of(), new Action.Unchanged("no swap is active"))));
    }

    private static Step step(String id, Set<StepId> after, Action action) {
        return new Step(StepId.parse(id), Stage.PREPARE, "Do " + id, after, action, Duration.ofMinutes(1));
    }
}
