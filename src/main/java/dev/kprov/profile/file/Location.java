package dev.kprov.profile.file;

import dev.kprov.yaml.Value;
import java.util.Optional;
import java.util.regex.Pattern;

/// URLs, and files that may be URLs as well.
final class Location {
    private static final Pattern URL = Pattern.compile(
            "https?://(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?(?:/[^\\s\"'<>\\\\^`{}|]*)?");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");
    private static final Pattern LOGIN = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/]*@");
    private static final int LONGEST = 2000;

    private Location() {}

    /// An `http` or `https` URL.
    static Optional<String> url(Value value) {
        Optional<String> text = value.text();
        if (text.isEmpty()) {
            return text;
        }
        if (LOGIN.matcher(text.get()).lookingAt()) {
            value.refuse(
                    value.path() + " holds a login",
                    "files like this are copied and committed, so a secret must not stand in them",
                    "take user and password out of the URL and let hosts reach it without, or by apt's auth.conf");
            return Optional.empty();
        }
        if (text.get().length() > LONGEST || !URL.matcher(text.get()).matches()) {
            value.refuse(
                    value.path() + " " + value.quoted() + " is not a URL",
                    "it starts with http:// or https:// and has no blanks",
                    "write a URL such as https://mirror.example.com/k8s/");
            return Optional.empty();
        }
        return text;
    }

    /// A URL, or a file of this machine as an absolute path.
    static Optional<String> fileOrUrl(Value value) {
        Optional<String> text = value.text();
        return text.isPresent() && SCHEME.matcher(text.get()).lookingAt() ? url(value) : text.map(value::resolve);
    }
}
