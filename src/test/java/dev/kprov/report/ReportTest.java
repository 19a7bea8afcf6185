package dev.kprov.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class ReportTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Problem PROBLEM = new Problem(
            ExitCode.STEP_FAILED, "b", "a <b> & \"c\" failed", "it said ]]> and \u001b[31m\u0000 and 🙂", "fix\nit");

    @TempDir
    private Path folder;

    @Test
    void markdown_has_what_failed_first_and_no_markup_of_others() throws IOException {
        run();

        String summary = Files.readString(folder.resolve("summary.md"));

        assertThat(summary)
                .startsWith("### ❌ kprov up: ")
                .contains("**a &lt;b&gt; &amp; \"c\" failed** (b)<br>it said \\]\\]&gt; and ", "<br>fix it")
                .endsWith(", run `r1`, 30.0 s, exit code 5.\n");
        assertThat(summary.lines().filter(line -> line.startsWith("| ") && !line.contains("check")))
                .extracting(line -> line.substring(2, 3))
                .containsExactly("❌", "❓", "✅");
    }

    @Test
    void json_has_every_step_stage_check_and_problem() throws IOException {
        run();

        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());

        assertThat(report.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(report.path("runId").asText()).isEqualTo("r1");
        assertThat(report.path("exitCode").asInt()).isEqualTo(5);
        assertThat(report.path("finished").asText()).isEqualTo("2026-11-21T12:00:30Z");
        assertThat(report.path("steps").findValuesAsText("outcome"))
                .containsExactly("changed", "failed", "skipped", "interrupted", "skipped", "unfinished");
        assertThat(report.at("/steps/0/tookMs").asInt()).isEqualTo(1500);
        assertThat(report.at("/steps/1/problem/what").asText()).isEqualTo(PROBLEM.what());
        assertThat(report.at("/steps/2/because").asText()).isEqualTo("b/two");
        assertThat(report.at("/stages/0/title").asText()).isEqualTo("prepare hosts");
        assertThat(report.at("/stages/0/tookMs").asInt()).isEqualTo(30_000);
        assertThat(report.path("checks").findValuesAsText("verdict")).containsExactly("passed", "failed", "unknown");
        assertThat(report.at("/remarks/0/host").asText()).isEqualTo("b");
        assertThat(report.at("/remarks/0/text").asText()).isEqualTo("b restarted");
        assertThat(report.at("/leftOut/0/host").asText()).isEqualTo("b");
        assertThat(report.at("/leftOut/0/why").asText()).isEqualTo("a <b> failed");
        assertThat(report.at("/problems/0/exit").asText()).isEqualTo("STEP_FAILED");
    }

    @Test
    void xml_counts_right_and_holds_whatever_a_host_printed() throws Exception {
        run();

        Document xml = parse(Files.readAllBytes(folder.resolve("junit.xml")));
        Element steps = (Element) xml.getElementsByTagName("testsuite").item(0);
        assertThat(List.of(
                        steps.getAttribute("tests"),
                        steps.getAttribute("failures"),
                        steps.getAttribute("errors"),
                        steps.getAttribute("skipped")))
                .containsExactly("6", "1", "2", "2");
        Element failure = (Element) steps.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("a <b> & \"c\" failed");
        assertThat(failure.getTextContent()).isEqualTo("why: it said ]]> and [31m and 🙂\nfix: fix\nit");
        assertThat(((Element) failure.getParentNode()).getAttribute("classname"))
                .isEqualTo("b");
        Element skipped = (Element) steps.getElementsByTagName("skipped").item(0);
        assertThat(skipped.getAttribute("message")).isEqualTo("b/two did not succeed");
        Element checks = (Element) xml.getElementsByTagName("testsuite").item(1);
        assertThat(checks.getAttribute("failures")).isEqualTo("2");
        assertThat(checks.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        Element leftOut = (Element) xml.getElementsByTagName("testsuite").item(2);
        assertThat(leftOut.getAttribute("skipped")).isEqualTo("1");
    }

    @Test
    void only_its_owner_can_read_what_is_written() throws IOException {
        run();

        for (String name : List.of("report.json", "junit.xml")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void the_page_names_every_field() throws IOException {
        run();

        String page = Files.readString(Path.of("src/site/markdown/report.md"));
        assertThat(fields(new ObjectMapper()
                        .readTree(folder.resolve("report.json").toFile())))
                .contains("verdict", "because", "remedy")
                .allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
    }

    private static Set<String> fields(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.properties().forEach(field -> names.add(field.getKey()));
        node.forEach(child -> names.addAll(fields(child)));
        return names;
    }

    @Test
    void nothing_is_reported_of_a_run_that_has_no_end() {
        List<RunEvent> events = events();

        assertThat(Report.of(events.subList(0, events.size() - 1))).isEmpty();
        assertThat(Report.of(events)).isPresent();
    }

    private void run() {
        ReportWriter writer = new ReportWriter(new RunFolder("r1", folder, folder));
        events().forEach(writer::on);
    }

    private static List<RunEvent> events() {
        StepId two = StepId.parse("b/two");
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.RunStarted(NOON, "r1", "up", "demo", "x"));
        events.add(new RunEvent.Planned(
                NOON,
                new Plan(
                        "up",
                        "kubeadm",
                        "demo",
                        Stream.of("a/one", "b/two", "b/three", "a/four", "a/five", "a/six")
                                .map(ReportTest::step)
                                .toList())));
        events.add(new RunEvent.StepStarted(NOON, StepId.parse("a/one")));
        finish(events, "a/one", new Outcome.Changed());
        finish(events, "b/two", new Outcome.Failed(PROBLEM));
        finish(events, "b/three", new Outcome.Skipped(two));
        finish(events, "a/four", new Outcome.Interrupted());
        finish(events, "a/five", new Outcome.Skipped(StepId.parse("a/five")));
        events.add(new RunEvent.CheckFinished(NOON, "nodes", "Nodes are Ready", "Passed", "3 nodes", ""));
        events.add(new RunEvent.CheckFinished(NOON, "dns", "DNS answers", "Failed", "silence", "look at CoreDNS"));
        events.add(new RunEvent.CheckFinished(NOON, "api", "The API is ready", "Unknown", "timed out", ""));
        events.add(new RunEvent.ProblemFound(NOON, PROBLEM));
        events.add(new RunEvent.Remark(NOON, "b", "b restarted"));
        events.add(new RunEvent.HostLeftOut(NOON, "b", "a <b> failed"));
        events.add(new RunEvent.RunFinished(
                NOON.plusSeconds(30), ExitCode.STEP_FAILED, "not up", Duration.ofSeconds(30), List.of("kprov up")));
        return events;
    }

    private static void finish(List<RunEvent> events, String id, Outcome outcome) {
        events.add(
                new RunEvent.StepFinished(NOON.plusMillis(1500), StepId.parse(id), outcome, Duration.ofMillis(1500)));
    }

    private static Step step(String id) {
        StepId step = StepId.parse(id);
        return new Step(step, Stage.PREPARE, "Do " + id, Set.of(), new Action.Unchanged("so"), Duration.ofMinutes(1));
    }

    private static Document parse(byte[] xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }
}
