package dev.kprov.shell.script;

import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.process.Kept;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Tells what a script says to kprov from what it merely prints.
final class ScriptOutput implements Output {
    private static final String MARK = "::kprov:: ";
    private static final Pattern MARKED = Pattern.compile("^" + MARK + ".*$\\R?", Pattern.MULTILINE);

    private final ScriptRun.Listener listener;
    private final Mask mask;
    private final List<String> changes = new ArrayList<>();
    private final Map<String, String> captured = new LinkedHashMap<>();

    ScriptOutput(ScriptRun.Listener listener, Mask mask) {
        this.listener = listener;
        this.mask = mask;
    }

    @Override
    public void line(Stream stream, String line) {
        if (stream == Stream.OUT && line.startsWith(MARK)) {
            String[] words = line.substring(MARK.length()).split(" ", 2);
            said(words[0], words.length > 1 ? words[1] : "");
        } else {
            listener.line(stream, mask.over(line));
        }
    }

    private void said(String verb, String rest) {
        switch (verb) {
            case "changed" -> changes.add(mask.over(rest));
            case "waiting" -> listener.waiting(mask.over(rest));
            case "capture" -> capture(rest, false);
            case "capture64" -> capture(rest, true);
            case "hide" -> mask.hide(decoded(rest));
            default -> listener.line(Stream.OUT, mask.over(MARK + verb + " " + rest));
        }
    }

    private void capture(String rest, boolean encoded) {
        String[] words = rest.split(" ", 2);
        String text = words.length > 1 ? words[1] : "";
        if (Kept.isCut(text)) {
            throw new IllegalArgumentException("no script may capture a value of more than 1 MiB: " + words[0]);
        }
        String value = encoded ? decoded(text) : text;
        mask.hideCaptured(value);
        captured.put(words[0], value);
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    ScriptRun.Finished finished(Result result) {
        String stdout = mask.over(MARKED.matcher(result.stdout()).replaceAll(""));
        Result masked = new Result(result.exitStatus(), stdout, mask.over(result.stderr()));
        return new ScriptRun.Finished(masked, changes.stream().map(mask::over).toList(), captured);
    }
}
