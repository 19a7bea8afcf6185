package dev.kprov.diagnose;

import dev.kprov.diagnose.archive.TextDraft;
import dev.kprov.diagnose.finding.Concern;
import dev.kprov.diagnose.finding.Findings;
import dev.kprov.problem.Printable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The page that a reader begins with: what looks wrong, what could not be had, what is where. It is Markdown.
record Index(Order order, Findings findings, Instant time) {
    private static final List<Concern> WRONG =
            List.of(Concern.HOSTS, Concern.API, Concern.NODES, Concern.PODS, Concern.EVENTS);

    void write(TextDraft page) {
        page.line("# Diagnosis of cluster " + order.cluster());
        page.line("");
        page.line("Collected by kprov at " + time
                + ". Secrets of known forms and names were replaced by `***`; look through");
        page.line("it nevertheless before you give it to others: names, addresses and logs are in it as they are.");
        page.line("");
        page.line("## What looks wrong");
        if (WRONG.stream().allMatch(concern -> findings.count(concern) == 0)) {
            page.line("");
            page.line("Nothing of what was looked at.");
        }
        WRONG.forEach(concern -> section(page, concern, "### "));
        if (findings.count(Concern.UNREAD) > 0) {
            section(page, Concern.UNREAD, "## ");
        }
        page.line("");
        page.line("## Files");
        page.line("");
        for (Map.Entry<String, String> file : findings.files().entrySet()) {
            page.line("- [" + file.getKey() + "](" + file.getKey() + "): " + file.getValue());
        }
        absent(page);
    }

    private void section(TextDraft page, Concern concern, String mark) {
        List<String> texts = findings.of(concern);
        if (texts.isEmpty()) {
            return;
        }
        int count = findings.count(concern);
        page.line("");
        page.line(mark + concern.title() + " (" + count + ")");
        page.line("");
        texts.forEach(text -> page.line("- " + plain(text)));
        if (count > texts.size()) {
            page.line("- and " + (count - texts.size()) + " more");
        }
    }

    private void absent(TextDraft page) {
        if (order.hosts().isEmpty()) {
            page.line("");
            page.line("No host was looked at: none of the inventory has a way to it, or no inventory was given.");
        }
    }

    /// What comes from a cluster must not become a heading or a link.
    private static String plain(String text) {
        return Printable.line(text.replaceAll("\\s+", " ")).replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1");
    }
}
