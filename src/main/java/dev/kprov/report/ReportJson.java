package dev.kprov.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.yaml.json.JsonTree;
import java.util.Locale;

/// Writes a report for programs.
public final class ReportJson {
    private ReportJson() {}

    public static String of(Report report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schemaVersion", 1).put("runId", report.runId());
        root.put("verb", report.verb()).put("cluster", report.cluster());
        root.put("started", report.started().toString())
                .put("finished", report.finished().toString());
        root.put("tookMs", report.took().toMillis());
        root.put("exitCode", report.exitCode().code())
                .put("exit", report.exitCode().name());
        root.put("verdict", report.verdict());
        report.apiAsked()
                .ifPresent(asked ->
                        root.putObject("api").put("requests", asked.requests()).put("bytes", asked.bytes()));
        lists(root, report);
        return JsonTree.page(root);
    }

    private static void lists(ObjectNode root, Report report) {
        ArrayNode stages = root.putArray("stages");
        report.stages()
                .forEach(stage -> stages.addObject()
                        .put("title", stage.title())
                        .put("tookMs", stage.took().toMillis()));
        ArrayNode steps = root.putArray("steps");
        report.steps().forEach(step -> step(steps.addObject(), step));
        ArrayNode checks = root.putArray("checks");
        report.checks().forEach(check -> check(checks.addObject(), check));
        ArrayNode leftOut = root.putArray("leftOut");
        report.leftOut()
                .forEach(host -> leftOut.addObject().put("host", host.host()).put("why", host.why()));
        ArrayNode problems = root.putArray("problems");
        report.problems().forEach(problem -> problem(problems.addObject(), problem));
        ArrayNode remarks = root.putArray("remarks");
        report.remarks().forEach(remark -> remark(remarks.addObject(), remark));
    }

    private static void step(ObjectNode node, Report.StepReport step) {
        node.put("id", step.step().id().toString()).put("host", step.step().host());
        node.put("stage", step.step().stage().title()).put("title", step.step().title());
        node.put("outcome", step.word()).put("tookMs", step.took().toMillis());
        step.problem().ifPresent(problem -> problem(node.putObject("problem"), problem));
        step.outcome()
                .filter(Outcome.Skipped.class::isInstance)
                .map(Outcome.Skipped.class::cast)
                .ifPresent(skipped -> node.put("because", skipped.because().toString()));
    }

    private static void check(ObjectNode node, Report.CheckReport check) {
        node.put("id", check.id()).put("title", check.title());
        node.put("verdict", check.verdict().toLowerCase(Locale.ROOT));
        node.put("detail", check.detail()).put("remedy", check.remedy());
    }

    private static void remark(ObjectNode node, RunEvent.Remark remark) {
        node.put("at", remark.at().toString()).put("host", remark.host()).put("text", remark.text());
    }

    private static void problem(ObjectNode node, Problem problem) {
        node.put("exitCode", problem.exitCode().code())
                .put("exit", problem.exitCode().name());
        node.put("where", problem.where()).put("what", problem.what());
        node.put("why", problem.why()).put("remedy", problem.remedy());
    }
}
