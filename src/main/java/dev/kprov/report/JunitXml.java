package dev.kprov.report;

import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes a report as JUnit XML, so that any CI shows steps and checks as tests.
public final class JunitXml {
    private final XMLStreamWriter xml;
    private final Report report;

    private JunitXml(XMLStreamWriter xml, Report report) {
        this.xml = xml;
        this.report = report;
    }

    /// The file's content, in UTF-8.
    public static byte[] of(Report report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            new JunitXml(xml, report).write();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a report that is no XML", e);
        }
        return bytes.toByteArray();
    }

    private void write() throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        attribute("name", "kprov " + report.verb() + " " + report.cluster());
        attribute("time", seconds(report.took()));
        steps(report.steps());
        checks(report.checks());
        leftOut(report.leftOut());
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void steps(List<Report.StepReport> steps) throws XMLStreamException {
        suite("steps", steps.size());
        attribute("failures", count(steps, step -> step.word().equals("failed")));
        attribute("errors", count(steps, step -> isError(step.word())));
        attribute("skipped", count(steps, step -> step.word().equals("skipped")));
        for (Report.StepReport step : steps) {
            testcase(step.step().host(), step.step().title(), step.took());
            if (step.outcome().isPresent()) {
                outcome(step, step.outcome().get());
            } else {
                empty("error", "the run ended before this step did");
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void outcome(Report.StepReport step, Outcome outcome) throws XMLStreamException {
        switch (outcome) {
            case Outcome.Changed changed -> {}
            case Outcome.Unchanged unchanged -> {}
            case Outcome.Failed failed -> failure(failed.problem());
            case Outcome.Interrupted interrupted -> empty("error", "interrupted");
            case Outcome.Skipped skipped ->
                empty(
                        "skipped",
                        skipped.because().equals(step.step().id())
                                ? "not begun: the run was interrupted"
                                : skipped.because() + " did not succeed");
        }
    }

    private void checks(List<Report.CheckReport> checks) throws XMLStreamException {
        suite("checks", checks.size());
        attribute("failures", count(checks, Report.CheckReport::open));
        attribute("errors", "0");
        attribute("skipped", count(checks, JunitXml::beside));
        for (Report.CheckReport check : checks) {
            testcase("check." + check.id(), check.title(), Duration.ZERO);
            if (beside(check)) {
                empty("skipped", check.detail());
            } else if (check.open()) {
                String text = check.detail() + (check.remedy().isBlank() ? "" : "\nfix: " + check.remedy());
                failure(check.verdict(), check.detail(), text);
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static boolean beside(Report.CheckReport check) {
        return check.verdict().equals("NotApplicable");
    }

    /// Only where there are any: a suite without tests alarms some readers.
    private void leftOut(List<Report.LeftOut> hosts) throws XMLStreamException {
        if (hosts.isEmpty()) {
            return;
        }
        suite("hosts left out", hosts.size());
        attribute("failures", "0");
        attribute("errors", "0");
        attribute("skipped", String.valueOf(hosts.size()));
        for (Report.LeftOut host : hosts) {
            testcase(host.host(), "Is part of the cluster", Duration.ZERO);
            empty("skipped", host.why());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void suite(String name, int tests) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        attribute("name", name);
        attribute("timestamp", report.started().truncatedTo(ChronoUnit.SECONDS).toString());
        attribute("tests", String.valueOf(tests));
    }

    private void testcase(String classname, String name, Duration took) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        attribute("classname", classname);
        attribute("name", name);
        attribute("time", seconds(took));
    }

    private void failure(Problem problem) throws XMLStreamException {
        String text = "why: " + problem.why() + "\nfix: " + problem.remedy();
        failure(problem.exitCode().name(), problem.what(), text);
    }

    private void failure(String type, String message, String text) throws XMLStreamException {
        xml.writeStartElement("failure");
        attribute("type", type);
        attribute("message", message);
        xml.writeCharacters(legal(text));
        xml.writeEndElement();
    }

    private void empty(String element, String message) throws XMLStreamException {
        xml.writeEmptyElement(element);
        attribute("message", message);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value));
    }

    private static boolean isError(String word) {
        return word.equals("interrupted") || word.equals("unfinished");
    }

    private static <T> String count(List<T> all, Predicate<T> which) {
        return String.valueOf(all.stream().filter(which).count());
    }

    private static String seconds(Duration took) {
        return BigDecimal.valueOf(took.toMillis(), 3).toString();
    }

    /// Without the characters that XML 1.0 cannot hold, escaped or not.
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints().filter(JunitXml::isLegal).forEach(legal::appendCodePoint);
        return legal.toString();
    }

    private static boolean isLegal(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        boolean control = Character.isISOControl(c) && c != '\t' && c != '\n';
        return !surrogate && !control && c != 0xfffe && c != 0xffff;
    }
}
