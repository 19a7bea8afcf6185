package dev.kprov.cli.ci;

import dev.kprov.report.JobReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Shows a job where GitHub Actions looks: annotations among the output, and the step's summary
/// (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>).
record GithubActions(Map<String, String> environment) {
    void tell(JobReport job, String markdown, PrintWriter out) throws IOException {
        if (!environment.getOrDefault("GITHUB_ACTIONS", "").equals("true")) {
            return;
        }
        for (JobReport.Phase phase : job.phases()) {
            if (phase.result() == JobReport.Result.FAILED) {
                out.println("::error title=kprov " + phase.name() + "::" + escaped(phase.verdict()));
            }
        }
        out.flush();
        String summary = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (!summary.isEmpty()) {
            Files.writeString(Path.of(summary), markdown, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
