package dev.kprov.installer.kind;

import dev.kprov.profile.Profile;
import java.util.Map;
import java.util.Optional;

/// Which image makes nodes of which Kubernetes.
final class NodeImages {
    /// As the release notes of kind v0.31.0 and v0.32.0 pin them; a tag alone may be another image tomorrow.
    private static final Map<String, String> PINNED = Map.of(
            "1.36.1", "3489c7674813ba5d8b1a9977baea8a6e553784dab7b84759d1014dbd78f7ebd5",
            "1.35.5", "ce977ae6d65918d0b58a5f8b5e940429c2ce42fa3a5619ec2bbc60b949c0ac95",
            "1.35.0", "452d707d4862f52530247495d180205e029056831160e22870e37e3f6c1ac31f",
            "1.34.8", "02722c2dedddcfc00febf5d27fbeb9b7b2c14294c82109ff4a85d89ac9ba3256");

    private NodeImages() {}

    /// Empty when the profile names neither an image nor a version.
    static Optional<String> of(Profile profile) {
        KindSettings settings = KindSettings.of(profile);
        String version = profile.kubernetesVersion();
        return settings.nodeImage()
                .or(() -> Optional.ofNullable(settings.nodeImages().get(version)))
                .or(() -> version.isEmpty() ? Optional.empty() : Optional.of(released(version)));
    }

    private static String released(String version) {
        String tag = "kindest/node:v" + version;
        return PINNED.containsKey(version) ? tag + "@sha256:" + PINNED.get(version) : tag;
    }
}
