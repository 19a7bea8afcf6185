package dev.kprov.report;

import dev.kprov.report.JobReport.Phase;
import dev.kprov.report.JobReport.Result;
import dev.kprov.run.PrivateFile;
import dev.kprov.yaml.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes what a CI shows of a job: `junit.xml`, `report.json` and `summary.md` in the folder of artifacts.
public final class JobFiles {
    private static final String END = "</testsuites>";
    private static final Set<String> CLUSTER = Set.of("Up", "Verify");

    private final JobReport job;

    public JobFiles(JobReport job) {
        this.job = job;
    }

    /// @param artifacts the folder
    /// @param withTest whether the test is in `junit.xml`
    public void write(Path artifacts, boolean withTest) throws IOException {
        String junit = junit(artifacts, withTest);
        PrivateFile.replace(artifacts.resolve("junit.xml"), junit.getBytes(StandardCharsets.UTF_8));
        PrivateFile.replace(artifacts.resolve("report.json"), json().getBytes(StandardCharsets.UTF_8));
        PrivateFile.replace(artifacts.resolve("summary.md"), markdown().getBytes(StandardCharsets.UTF_8));
    }

    /// A table of the phases for people; GitHub shows it as the step's summary.
    public String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "### " + (job.passed() ? "✅" : "❌") + " kprov ci: cluster " + job.cluster() + " by " + job.installer());
        lines.add("");
        lines.add("| phase | result | time | |");
        lines.add("|---|---|---|---|");
        for (Phase phase : job.phases()) {
            lines.add("| " + phase.name() + " | " + word(phase.result()) + " | " + Markdown.seconds(phase.took())
                    + " s | " + phase.verdict().replace("|", "\\|").replace("\n", " ") + " |");
        }
        lines.add("");
        lines.add("Profile `" + job.profile() + "`, run `" + job.runId() + "`, exit code " + job.exitCode() + ".");
        return String.join("\n", lines) + "\n";
    }

    private String json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("cluster", job.cluster());
        map.put("profile", job.profile());
        map.put("installer", job.installer());
        map.put("runId", job.runId());
        map.put("began", job.began().truncatedTo(ChronoUnit.SECONDS).toString());
        map.put("passed", job.passed());
        map.put("exitCode", job.exitCode());
        map.put("phases", job.phases().stream().map(JobFiles::map).toList());
        return JsonText.write(map);
    }

    private static Map<String, Object> map(Phase phase) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", phase.name());
        map.put("result", word(phase.result()));
        map.put("seconds", Double.parseDouble(Markdown.seconds(phase.took())));
        map.put("verdict", phase.verdict());
        map.put("folder", phase.folder());
        return map;
    }

    /// The steps and checks of `up` or `verify`, if it came so far, and the phases behind them.
    private String junit(Path artifacts, boolean withTest) throws IOException {
        String empty = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"kprov ci\">" + END;
        // Only those of this job: the folder may hold an earlier one's.
        Optional<Path> steps = job.phases().stream()
                .filter(phase ->
                        CLUSTER.contains(phase.name()) && !phase.folder().isEmpty())
                .map(phase -> artifacts.resolve(phase.folder()).resolve("junit.xml"))
                .filter(Files::exists)
                .findFirst();
        String before = steps.isPresent() ? Files.readString(steps.get()) : empty;
        List<Phase> shown = job.phases().stream()
                .filter(phase -> withTest || !phase.name().equals("Test"))
                .toList();
        return before.replace(END, suite(shown) + "\n" + END);
    }

    private String suite(List<Phase> phases) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "kprov ci");
            xml.writeAttribute(
                    "timestamp", job.began().truncatedTo(ChronoUnit.SECONDS).toString());
            xml.writeAttribute("tests", String.valueOf(phases.size()));
            xml.writeAttribute("failures", count(phases, Result.FAILED));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", count(phases, Result.SKIPPED));
            for (Phase phase : phases) {
                testcase(xml, phase);
            }
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a report that is no XML", e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void testcase(XMLStreamWriter xml, Phase phase) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "kprov.ci");
        xml.writeAttribute("name", phase.name());
        xml.writeAttribute("time", Markdown.seconds(phase.took()));
        if (phase.result() == Result.FAILED) {
            xml.writeEmptyElement("failure");
            xml.writeAttribute("message", phase.verdict());
        } else if (phase.result() == Result.SKIPPED) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", phase.verdict());
        }
        xml.writeEndElement();
    }

    private static String count(List<Phase> phases, Result result) {
        return String.valueOf(
                phases.stream().filter(phase -> phase.result() == result).count());
    }

    private static String word(Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }
}
