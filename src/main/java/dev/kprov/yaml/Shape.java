package dev.kprov.yaml;

import java.util.regex.Pattern;

/// What a text must look like.
///
/// @param name what such a text is, e.g. `a host name`
/// @param longest in characters; also keeps patterns away from endless texts
/// @param rule the rule in words
/// @param remedy an example that keeps it
public record Shape(String name, Pattern pattern, int longest, String rule, String remedy) {
    /// A label of a DNS name, as Kubernetes wants it (RFC 1123, lower case).
    public static final Shape DNS_LABEL = new Shape(
            "a DNS label",
            Pattern.compile("[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?"),
            63,
            "a DNS label has 1 to 63 of a-z, 0-9 and -, and neither starts nor ends with -",
            "write a name such as lab or eu-west-1");

    /// Labels of a DNS name with dots between them.
    public static final Shape DNS_NAME = new Shape(
            "a lower-case DNS name",
            Pattern.compile("[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)*"),
            253,
            "it has labels of a-z, 0-9 and -, joined by dots; a label neither starts nor ends with - (RFC 1123)",
            "write a name such as worker-1 or k8s.example.com");

    /// A container image.
    public static final Shape IMAGE = new Shape(
            "a reference to an image",
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]*(?:@sha256:[0-9a-f]{64})?"),
            400,
            "it is a name with a tag, and may have a digest: REPOSITORY:TAG@sha256:…",
            "write NAME:TAG, such as kindest/node:v1.36.1, with its digest behind it where it is known");

    public boolean fits(String text) {
        return text.length() <= longest && pattern.matcher(text).matches();
    }
}
