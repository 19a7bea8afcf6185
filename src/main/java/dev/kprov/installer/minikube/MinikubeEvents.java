package dev.kprov.installer.minikube;

import dev.kprov.shell.Speech;
import dev.kprov.yaml.json.JsonText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Understands `minikube --output=json`: CloudEvents 1.0, one a line, of `io.k8s.sigs.minikube` types, all of whose
/// values are texts. Programs that minikube starts may print between them.
final class MinikubeEvents implements Speech {
    /// Before the first line of what it says about an end that is none.
    static final String FAILED = "minikube failed: ";
    /// Before the id of the reason and the exit code, e.g. `GUEST_START, 80`.
    static final String REASON = "minikube's reason: ";
    /// Before what it advises.
    static final String ADVICE = "minikube's advice: ";

    private static final String TYPE = "io.k8s.sigs.minikube.";
    /// kubeadm's, in what minikube passes on.
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");
    /// A download tells of itself several times a second.
    private static final int PROGRESS_STEP = 5;

    private final Set<String> warned = new HashSet<>();
    private int progress = -PROGRESS_STEP;

    @Override
    public Said hear(String line) {
        if (!line.startsWith("{")) {
            return PLAIN.hear(line);
        }
        for (Map<?, ?> event : JsonText.objects(line)) {
            String type = JsonText.text(event, "type");
            if (type.startsWith(TYPE) && event.get("data") instanceof Map<?, ?> data) {
                return hear(type.substring(TYPE.length()), data);
            }
        }
        return PLAIN.hear(line);
    }

    private Said hear(String type, Map<?, ?> data) {
        String message = COLOURS.matcher(JsonText.text(data, "message")).replaceAll("");
        return switch (type) {
            case "step" -> said(lines(message), Optional.of("minikube: " + first(message)), Optional.empty());
            case "download" -> download(JsonText.text(data, "artifact"));
            case "download.progress" -> progress(JsonText.text(data, "artifact"), JsonText.text(data, "progress"));
            case "warning" ->
                said(
                        lines(message),
                        Optional.empty(),
                        warned.add(message) ? Optional.of("minikube warns: " + first(message)) : Optional.empty());
            case "error" -> error(message, data);
            default -> said(lines(message), Optional.empty(), Optional.empty());
        };
    }

    private Said download(String artifact) {
        progress = -PROGRESS_STEP;
        return said(
                List.of("Downloading " + artifact), Optional.of("minikube: downloading " + artifact), Optional.empty());
    }

    /// The progress is a share of one.
    private Said progress(String artifact, String share) {
        int percent = percent(share);
        if (percent < progress + PROGRESS_STEP) {
            return said(List.of(), Optional.empty(), Optional.empty());
        }
        progress = percent;
        return said(
                List.of(), Optional.of("minikube: downloading " + artifact + ", " + percent + " %"), Optional.empty());
    }

    private static int percent(String share) {
        try {
            return (int) Math.round(Double.parseDouble(share) * 100);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// Many a line of this type is only a hint; the end has an exit code.
    private static Said error(String message, Map<?, ?> data) {
        String exitCode = JsonText.text(data, "exitcode");
        if (exitCode.isEmpty()) {
            return said(lines(message), Optional.empty(), Optional.empty());
        }
        List<String> lines = new ArrayList<>(lines(FAILED + message));
        lines.add(REASON + JsonText.text(data, "name") + ", " + exitCode);
        for (String key : List.of("advice", "url")) {
            String text = JsonText.text(data, key);
            if (!text.isBlank()) {
                lines.add((key.equals("advice") ? ADVICE : "see: ") + text.replace('\n', ' '));
            }
        }
        return said(lines, Optional.empty(), Optional.empty());
    }

    private static Said said(List<String> lines, Optional<String> waiting, Optional<String> remark) {
        return new Said(lines, waiting, remark);
    }

    private static List<String> lines(String message) {
        return message.lines().filter(line -> !line.isBlank()).toList();
    }

    private static String first(String message) {
        return message.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .replaceAll("[ .]+$", "");
    }
}
