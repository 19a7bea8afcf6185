package dev.kprov.profile;

import java.time.Duration;

/// How thoroughly the cluster is checked.
///
/// @param window how long no critical pod may restart; default 3 s
/// @param defaultStorageClass whether the cluster is to have one; default false
/// @param hold for how long all checks have to hold; default: for one look
public record Verification(Level level, Duration window, boolean defaultStorageClass, Hold hold) {
    /// What nobody has changed.
    public static final Verification DEFAULT =
            new Verification(Level.STANDARD, Duration.ofSeconds(3), false, Hold.ONE_LOOK);

    /// Which checks are made; each has those of the one before it.
    public enum Level {
        /// The API, its version, and the nodes.
        BASIC,
        /// All that runs in kube-system, the network, the DNS, and what stands in the way of new pods.
        STANDARD
    }

    /// Both have to be reached.
    ///
    /// @param looks in a row, at least 1
    public record Hold(Duration time, int looks) {
        public static final Hold ONE_LOOK = new Hold(Duration.ZERO, 1);
    }

    public Verification with(Level other) {
        return new Verification(other, window, defaultStorageClass, hold);
    }

    /// @param other how long no critical pod may restart
    public Verification withWindow(Duration other) {
        return new Verification(level, other, defaultStorageClass, hold);
    }

    public Verification with(Hold other) {
        return new Verification(level, window, defaultStorageClass, other);
    }
}
