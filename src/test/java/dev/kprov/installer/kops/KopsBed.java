package dev.kprov.installer.kops;

import dev.kprov.installer.Credentials;
import dev.kprov.installer.Intent;
import dev.kprov.installer.ProfileText;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.observe.Facts;
import dev.kprov.profile.Profile;
import dev.kprov.yaml.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Profiles of kops's as texts, and what a real kops 1.36.2 said of such clusters.
final class KopsBed {
    static final String HEAD = """
        apiVersion: kprov/v1
        installer: kops
        name: lab
        """;
    static final String AWS = HEAD + """
        kubernetes: {version: 1.36.0}
        kops:
          cloud: aws
          stateStore: s3://kops-state
          zones: [us-east-1a]
          controlPlanes: {size: t3.medium}
          workers: {count: 2, size: t3.medium}
          labels: {team: kprov}
        """;
    static final String METAL = HEAD + """
        kubernetes: {version: 1.36.0}
        kops:
          cloud: metal
          stateStore: file:///srv/kops
          zones: [main]
          networking: cni
          featureFlags: [Metal, -ImageDigest]
          set: [spec.api.publicName=192.0.2.10]
        """;
    static final String TERRAFORM = AWS + "  target: terraform\n";
    static final String STORE = "store s3://kops-state\nanswer version " + encoded("1.36.2\n") + "\n";
    static final String KEY = "ssh-ed25519 AAAA ops\n";

    private KopsBed() {}

    static Profile profile(String text) {
        return ProfileText.read(text);
    }

    static Intent intent(String profile, String state) {
        return intent(profile, state, Map.of());
    }

    static Intent intent(String profile, String state, Map<String, String> documents) {
        return new Intent(
                profile(profile),
                new Inventory("lab", List.of(Host.controller()), Source.NONE),
                new Facts(Map.of(), documents, List.of(), state),
                new Credentials("abcdef.0123456789abcdef", "f".repeat(64)));
    }

    /// What `look.sh` prints where there is no such cluster.
    static String absent(String wanted) {
        return STORE + recording("wanted", wanted);
    }

    /// What it prints of a cluster that was made from here, and is as it should be.
    static String made() {
        return "answer begun\nanswer kubeconfig\n" + applied() + STORE + recording("stored", "stored.yaml")
                + recording("wanted", "wanted-aws.yaml") + recording("preview", "update-nothing.txt")
                + recording("resources", "delete.txt");
    }

    static String applied() {
        return recording("applied", "wanted-aws.yaml");
    }

    static String recording(String question, String file) {
        return answer(question, recorded(file));
    }

    static String answer(String question, String text) {
        return "answer " + question + " " + encoded(text) + "\n";
    }

    static String failed(String question, int code, String said) {
        return STORE + failure(question, code, said);
    }

    static String failure(String question, int code, String said) {
        return "failed " + question + " " + code + " " + encoded(said) + "\n";
    }

    static String recorded(String file) {
        try {
            return Files.readString(Path.of("src/test/resources/dev/kprov/installer/kops", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
