package dev.kprov.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A value of a file that is asked for its type. A value of another type is a problem and comes back empty.
public final class Value {
    private static final Pattern DURATION = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final int LONGEST_DURATION = 24;
    private static final Duration DAY = Duration.ofDays(1);

    private final Node node;
    private final String path;
    private final Reading reading;

    Value(Node node, String path, Reading reading) {
        this.node = node;
        this.path = path;
        this.reading = reading;
    }

    /// Such as `hosts[2].ssh.port`.
    public String path() {
        return path;
    }

    /// Adds a problem at this value's place.
    public void refuse(String what, String why, String remedy) {
        reading.add(node.position(), what, why, remedy);
    }

    /// Where it stands, as `line:column`.
    public String place() {
        return node.position().toString();
    }

    /// Any text but an empty one.
    public Optional<String> text() {
        if (!(node instanceof Node.Scalar scalar) || scalar.kind() != Node.Kind.TEXT) {
            return wrongType(
                    "text", node instanceof Node.Scalar ? "put it in quotes: " + quoted() : "write a single value");
        }
        if (scalar.text().isBlank()) {
            refuse(path + " is an empty text", "it says nothing", "give it a value or remove the line");
            return Optional.empty();
        }
        return Optional.of(scalar.text());
    }

    public Optional<String> text(Shape shape) {
        Optional<String> text = text();
        if (text.isPresent() && !shape.fits(text.get())) {
            refuse(path + " " + quoted() + " is not " + shape.name(), shape.rule(), shape.remedy());
            return Optional.empty();
        }
        return text;
    }

    /// `true` or `false`.
    public Optional<Boolean> flag() {
        return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.FLAG
                ? Optional.of(scalar.text().equalsIgnoreCase("true"))
                : wrongType("true or false", "write true or false, without quotes");
    }

    /// One of a few words.
    public <T> Optional<T> choice(Map<String, T> choices) {
        Optional<String> text = text();
        if (text.isPresent() && !choices.containsKey(text.get())) {
            List<String> words = List.copyOf(new TreeMap<>(choices).keySet());
            refuse(
                    path + " " + quoted() + " is not known",
                    "valid here: " + String.join(", ", words),
                    Nearest.to(text.get(), words)
                            .map(word -> "did you mean " + word + "?")
                            .orElse("use one of them"));
        }
        return text.flatMap(word -> Optional.ofNullable(choices.get(word)));
    }

    public Optional<Integer> wholeNumber(int least, int most) {
        if (!(node instanceof Node.Scalar scalar) || scalar.kind() != Node.Kind.INTEGER) {
            boolean quotedNumber =
                    node instanceof Node.Scalar text && text.text().matches("\\d{1,9}");
            return wrongType("a whole number", quotedNumber ? "remove the quotes" : "write a number such as " + least);
        }
        if (Native.integer(scalar.text()) instanceof Integer number && number >= least && number <= most) {
            return Optional.of(number);
        }
        refuse(
                path + " " + quoted() + " is out of range",
                "it must be from " + least + " to " + most,
                "write a number in that range");
        return Optional.empty();
    }

    /// Such as `500ms`, `15s`, `10m` or `1h30m`; more than nothing, at most a day.
    public Optional<Duration> duration() {
        String rule = "a duration is a whole number with h, m, s or ms, or several: 1h30m";
        if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.INTEGER) {
            refuse(path + " " + quoted() + " has no unit", rule, "write " + scalar.text() + "s if seconds are meant");
            return Optional.empty();
        }
        Optional<String> text = text();
        Optional<Duration> duration = text.flatMap(Value::duration);
        if (text.isPresent() && duration.isEmpty()) {
            refuse(path + " " + quoted() + " is not a duration of at most 24h", rule, "write 500ms, 15s, 10m or 1h30m");
        }
        return duration;
    }

    public Optional<Block> block() {
        return node instanceof Node.Mapping mapping
                ? Optional.of(new Block(mapping, path, reading))
                : wrongType("a mapping", "write key: value lines below it, indented");
    }

    /// The items of a list; an item without a value is a problem and left out.
    public List<Value> list() {
        if (!(node instanceof Node.Sequence sequence)) {
            boolean single = node instanceof Node.Scalar;
            wrongType("a list", single ? "put it in brackets: [" + quoted() + "]" : "write - before each item");
            return List.of();
        }
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            Value item = new Value(sequence.items().get(i), path + "[" + i + "]", reading);
            if (item.isNothing()) {
                item.refuse(item.path + " has no value", "an empty item says nothing", "give it a value or remove it");
            } else {
                items.add(item);
            }
        }
        return items;
    }

    /// A path of this machine, made absolute: relative to the file it is written in, `~` is the home folder.
    public Optional<String> file() {
        return text().map(this::resolve);
    }

    public String resolve(String written) {
        return reading.resolve(written);
    }

    /// Whether it is exactly this text; never a problem.
    public boolean isText(String text) {
        return isText() && ((Node.Scalar) node).text().equals(text);
    }

    public boolean isText() {
        return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.TEXT;
    }

    public boolean isBlock() {
        return node instanceof Node.Mapping;
    }

    /// Whether it is a number, quoted or not does not matter to a reader but does to YAML: `1.30` is `1.3`.
    public boolean isNumber() {
        return node instanceof Node.Scalar scalar
                && (scalar.kind() == Node.Kind.INTEGER || scalar.kind() == Node.Kind.DECIMAL);
    }

    public boolean isEmptyList() {
        return node instanceof Node.Sequence sequence && sequence.items().isEmpty();
    }

    boolean isNothing() {
        return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.NOTHING;
    }

    /// As written, in quotes, short enough for a message. Not for secrets.
    public String quoted() {
        return node instanceof Node.Scalar scalar ? quoted(scalar.text()) : node.description();
    }

    static String quoted(String text) {
        StringBuilder plain = new StringBuilder("\"");
        text.chars().limit(60).forEach(c -> plain.append(Character.isISOControl(c) ? '?' : (char) c));
        return plain.append(text.length() > 60 ? "…\"" : "\"").toString();
    }

    /// Such as `500ms`, `15s`, `10m` or `1h30m`; empty for anything else, for nothing, and for more than a day.
    public static Optional<Duration> duration(String text) {
        return text.length() > LONGEST_DURATION
                ? Optional.empty()
                : parseDuration(text).filter(length -> length.isPositive() && length.compareTo(DAY) <= 0);
    }

    private static Optional<Duration> parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long[] millis = {3_600_000, 60_000, 1000, 1};
        long sum = 0;
        for (int i = 0; i < millis.length; i++) {
            String digits = Optional.ofNullable(matcher.group(i + 1)).orElse("0");
            sum += digits.length() > 9 ? DAY.toMillis() + 1 : Long.parseLong(digits) * millis[i];
        }
        return Optional.of(Duration.ofMillis(sum));
    }

    private <T> Optional<T> wrongType(String wanted, String remedy) {
        refuse(
                path + " must be " + wanted + ", but is " + node.description(),
                "only " + wanted + " makes sense here",
                remedy);
        return Optional.empty();
    }
}
