package dev.kprov;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.KprovCommandLine;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.request.Surroundings;
import dev.kprov.profile.Profile;
import dev.kprov.profile.file.ProfileFile;
import dev.kprov.yaml.YamlText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The workflows of ci.md are what their CIs take, as far as can be told without one, and call kprov as it is.
class CiPageTest {
    private static final Path PAGE = Path.of("src/site/markdown/ci.md");
    private static final Pattern BLOCK = Pattern.compile("```(yaml|groovy)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("kprov (ci --profile ci[^'\"\\n]*)");

    @TempDir
    private Path folder;

    @Test
    void the_profile_is_one() throws IOException {
        Path file = Files.writeString(folder.resolve("ci.yaml"), block("installer: kind"));
        Profile profile = ProfileFile.read(file, Installers.dialects());
        assertThat(profile.clusterName()).hasValue("ci-${RUN_ID}");
    }

    @Test
    void github_runs_steps_and_keeps_artifacts_in_any_case() throws IOException {
        Map<String, Object> workflow = yaml("runs-on");
        // `on` is true to YAML 1.1 and a word to GitHub.
        assertThat(workflow).containsKey("jobs").containsAnyOf(Map.entry("on", List.of("pull_request")));
        Map<?, ?> job = map(map(workflow.get("jobs")).get("smoke"));
        assertThat(job.get("runs-on")).isEqualTo("ubuntu-24.04");
        assertThat((List<?>) job.get("steps"))
                .allSatisfy(step -> assertThat(map(step).keySet().toString()).containsPattern("uses|run"))
                .anySatisfy(step -> assertThat(map(step).get("if")).isEqualTo("always()"));
    }

    @Test
    void gitlab_has_a_job_with_a_script_and_a_junit_report() throws IOException {
        Map<?, ?> job = map(yaml("artifacts/junit.xml").get("smoke"));
        assertThat(job.get("script")).isInstanceOf(List.class);
        Map<?, ?> artifacts = map(job.get("artifacts"));
        assertThat(artifacts.get("when")).isEqualTo("always");
        assertThat(map(artifacts.get("reports")).get("junit")).isEqualTo("artifacts/junit.xml");
    }

    @Test
    void tekton_has_a_task_with_steps_and_an_engine_beside_it() throws IOException {
        Map<String, Object> task = yaml("tekton.dev/v1");
        assertThat(task.get("kind")).isEqualTo("Task");
        Map<?, ?> spec = map(task.get("spec"));
        assertThat((List<?>) spec.get("steps"))
                .allSatisfy(step ->
                        assertThat(map(step).keySet().toString()).isEqualTo("[name, image, workingDir, env, script]"));
        assertThat((List<?>) spec.get("sidecars")).hasSize(1);
    }

    @Test
    void jenkins_has_a_declarative_pipeline_whose_brackets_and_quotes_close() throws IOException {
        String file = block("pipeline {");
        assertThat(file).contains("agent {", "stages {", "post {", "always {");
        String plain = file.replaceAll("'[^'\\n]*'|\"[^\"\\n]*\"", "");
        assertThat(plain).doesNotContain("'", "\"");
        assertThat(plain.chars().filter(c -> c == '{').count())
                .isEqualTo(plain.chars().filter(c -> c == '}').count());
        assertThat(plain.chars().filter(c -> c == '(').count())
                .isEqualTo(plain.chars().filter(c -> c == ')').count());
    }

    @Test
    void every_call_of_kprov_is_one_that_it_takes() throws IOException {
        List<String> calls = CALL.matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1).strip())
                .toList();
        assertThat(calls).hasSizeGreaterThanOrEqualTo(4).allSatisfy(call -> {
            List<String> words = new ArrayList<>(List.of(call.split(" +")));
            // Behind an option that there is not, so that it is parsed and goes no further.
            words.add(1, "--no-such-option");
            assertThat(said(words.toArray(String[]::new)))
                    .startsWith("error: kprov ci does not know --no-such-option\n");
        });
    }

    @Test
    void every_flag_of_kubetest2_is_explained_and_taken_unless_it_builds() throws IOException {
        String page = Files.readString(PAGE);
        String table = page.substring(page.indexOf("## From kubetest2"));
        String help = said("ci", "--help");
        for (String flag : List.of(
                "--up",
                "--down",
                "--test",
                "--skip-test-junit-report",
                "--run-id",
                "--rundir",
                "--rundir-in-artifacts",
                "--pre-test-cmd",
                "--post-test-cmd",
                "--artifacts")) {
            assertThat(table).containsPattern("(?m)^\\|.*`" + flag + "[=`].*\\|.*\\|$");
            assertThat(help).containsPattern(flag + "[\\s=\\[]");
        }
        assertThat(table).contains("| `--build` | no such flag");
        assertThat(help).doesNotContain("--build");
    }

    private String said(String... words) {
        StringWriter said = new StringWriter();
        Session session = new Session(
                () -> {
                    throw new AssertionError("nothing is to run");
                },
                new Surroundings(Map.of(), folder, null, Clock.systemUTC()));
        KprovCommandLine.run(session, new PrintWriter(said), new PrintWriter(said), words);
        return said.toString();
    }

    private static Map<?, ?> map(Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<?, ?>) value;
    }

    private static Map<String, Object> yaml(String with) throws IOException {
        return YamlText.readAll(block(with)).getFirst();
    }

    private static String block(String with) throws IOException {
        Matcher matcher = BLOCK.matcher(Files.readString(PAGE));
        return matcher.results()
                .map(match -> match.group(2))
                .filter(text -> text.contains(with))
                .findFirst()
                .orElseThrow();
    }
}
