package dev.kprov.installer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// From one version of Kubernetes to another, as an upgrade goes. The rules are
/// [Kubernetes'](https://kubernetes.io/releases/version-skew-policy/).
///
/// @param from such as `1.35.8`, or `v1.35.8`
/// @param to likewise
public record VersionStep(String from, String to) {
    private static final Pattern VERSION = Pattern.compile("v?1\\.(\\d{1,4})(?:\\.(\\d{1,4}))?(.*)");

    /// Why it cannot be taken; empty where it can, also where nothing would change.
    public Optional<String> obstacle() {
        Matcher before = VERSION.matcher(from);
        Matcher after = VERSION.matcher(to);
        if (!before.matches() || !after.matches() || from.equals(to)) {
            return Optional.empty();
        }
        int minors = number(after, 1) - number(before, 1);
        if (minors < 0 || (minors == 0 && number(after, 2) < number(before, 2))) {
            return Optional.of("Kubernetes does not go back from " + from + " to " + to);
        }
        return minors > 1
                ? Optional.of("from " + from + " to " + to
                        + " it is more than one minor version, and Kubernetes takes them one by one: 1."
                        + (number(before, 1) + 1) + " is next")
                : Optional.empty();
    }

    private static int number(Matcher version, int group) {
        return version.group(group) == null ? 0 : Integer.parseInt(version.group(group));
    }
}
