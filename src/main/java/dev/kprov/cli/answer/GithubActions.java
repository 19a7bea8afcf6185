package dev.kprov.cli.answer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Supplier;

/// Shows what became of a command where GitHub Actions looks: annotations among the output, and the step's summary
/// (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>).
public record GithubActions(Map<String, String> environment) {
    /// Does nothing elsewhere.
    ///
    /// @param failures what failed and why, by a title
    /// @param markdown for the step's summary
    public void tell(Map<String, String> failures, Supplier<String> markdown, PrintWriter out) throws IOException {
        if (!environment.getOrDefault("GITHUB_ACTIONS", "").equals("true")) {
            return;
        }
        failures.forEach((title, why) -> out.println("::error title=" + title + "::" + escaped(why)));
        out.flush();
        String summary = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (!summary.isEmpty()) {
            Files.writeString(Path.of(summary), markdown.get(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
