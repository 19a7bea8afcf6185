package dev.kprov.profile;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How thoroughly the cluster is checked.
///
/// @param window how long no critical pod may restart; default 3 s
/// @param defaultStorageClass whether the cluster is to have one; default false
/// @param hold for how long all checks have to hold; default: for one look
/// @param probe the pods of the deepest level
/// @param exceptions what is meant to be other than usual; default: nothing
public record Verification(
        Level level, Duration window, boolean defaultStorageClass, Hold hold, Probe probe, Exceptions exceptions) {
    /// What nobody has changed.
    public static final Verification DEFAULT = new Verification(
            Level.STANDARD, Duration.ofSeconds(3), false, Hold.ONE_LOOK, Probe.DEFAULT, Exceptions.NONE);

    /// Which checks are made; each has those of the one before it.
    public enum Level {
        /// The API, its version, and the nodes.
        BASIC,
        /// All that runs in kube-system, the network, the DNS, and what stands in the way of new pods.
        STANDARD,
        /// Pods of kprov's own on every node use the network, the DNS, Services, the API and volumes.
        DEEP
    }

    /// @param image with busybox's sh, httpd, wget and nslookup
    /// @param externalName a DNS name from outside of the cluster that pods must find; empty for none
    public record Probe(String image, Optional<String> externalName) {
        /// The one that Kubernetes' own tests use.
        public static final String IMAGE = "registry.k8s.io/e2e-test-images/busybox:1.37.0-1";

        public static final Probe DEFAULT = new Probe(IMAGE, Optional.empty());
    }

    /// Both have to be reached.
    ///
    /// @param looks in a row, at least 1
    public record Hold(Duration time, int looks) {
        public static final Hold ONE_LOOK = new Hold(Duration.ZERO, 1);
    }

    /// By name.
    ///
    /// @param cordoned nodes that may be cordoned
    /// @param otherNodes nodes that may be there beside those of the inventory
    public record Exceptions(Set<String> cordoned, Set<String> otherNodes) {
        public static final Exceptions NONE = new Exceptions(Set.of(), Set.of());

        public Exceptions {
            cordoned = Set.copyOf(cordoned);
            otherNodes = Set.copyOf(otherNodes);
        }
    }

    public Verification with(Level other) {
        return new Verification(other, window, defaultStorageClass, hold, probe, exceptions);
    }

    /// @param other how long no critical pod may restart
    public Verification withWindow(Duration other) {
        return new Verification(level, other, defaultStorageClass, hold, probe, exceptions);
    }

    public Verification with(Hold other) {
        return new Verification(level, window, defaultStorageClass, other, probe, exceptions);
    }

    public Verification with(Probe other) {
        return new Verification(level, window, defaultStorageClass, hold, other, exceptions);
    }

    public Verification with(Exceptions other) {
        return new Verification(level, window, defaultStorageClass, hold, probe, other);
    }
}
