package dev.kprov.profile.file;

import dev.kprov.yaml.Value;
import java.util.Optional;
import java.util.regex.Pattern;

/// A version of Kubernetes, such as `1.36.4`.
final class KubernetesVersion {
    private static final String NUMBER = "(?:0|[1-9][0-9]{0,3})";
    private static final Pattern RIGHT =
            Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-(?:alpha|beta|rc)\\." + NUMBER + ")?");
    private static final Pattern SHORT = Pattern.compile("v?" + NUMBER + "\\." + NUMBER);
    private static final int LONGEST = 30;

    private KubernetesVersion() {}

    static Optional<String> read(Value value) {
        if (value.isNumber()) {
            value.refuse(
                    value.path() + " " + value.quoted() + " is a number, not a version",
                    "YAML reads 1.30 as the number 1.3; a version also needs its third part",
                    "write all three parts, such as version: 1.36.4");
            return Optional.empty();
        }
        Optional<String> text = value.text();
        if (text.isEmpty() || fits(RIGHT, text.get())) {
            return text;
        }
        String what = value.path() + " " + value.quoted() + " is not a version of Kubernetes";
        if (text.get().startsWith("v") && fits(RIGHT, text.get().substring(1))) {
            value.refuse(
                    what,
                    "versions are written here without a v",
                    "write version: " + text.get().substring(1));
        } else if (fits(SHORT, text.get())) {
            value.refuse(
                    what, "the third part, the patch release, is missing", "write all three parts, such as 1.36.4");
        } else {
            value.refuse(what, "it has three numbers with dots, and may end in -rc.0 or the like", "write 1.36.4");
        }
        return Optional.empty();
    }

    /// The part that names the package repository, e.g. `1.36`.
    static String minor(String version) {
        int second = version.indexOf('.', version.indexOf('.') + 1);
        return second < 0 ? version : version.substring(0, second);
    }

    private static boolean fits(Pattern pattern, String text) {
        return text.length() <= LONGEST && pattern.matcher(text).matches();
    }
}
