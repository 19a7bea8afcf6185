package dev.kprov.verify.api;

import java.util.Optional;
import java.util.function.Function;

/// One thing that was asked of the cluster: what it is, or why it could not be read.
public sealed interface Part<T> {
    record Known<T>(T value) implements Part<T> {}

    record Missing<T>(String why, Cause cause) implements Part<T> {}

    enum Cause {
        /// Nobody answers.
        SILENT,
        /// Nobody answers through the proxy on the way: it leads nowhere, or the server is silent.
        ASTRAY,
        /// Its certificate or ours is not accepted.
        UNTRUSTED,
        /// Its certificate is for other names than the one it was asked by.
        MISNAMED,
        /// It answers, but not to us.
        DENIED,
        /// There is no such object.
        ABSENT,
        /// There is one already: an answer may have been lost after it was made.
        EXISTS,
        /// It answers with an error, or with something that is not Kubernetes.
        BROKEN;

        public boolean silent() {
            return this == SILENT || this == ASTRAY;
        }

        /// Whether waiting does not help.
        public boolean lasting() {
            return this == UNTRUSTED || this == MISNAMED || this == DENIED;
        }
    }

    /// Nothing was asked yet.
    static <T> Part<T> notAsked() {
        return new Missing<>("not asked yet", Cause.ABSENT);
    }

    default <R> Part<R> map(Function<T, R> change) {
        return switch (this) {
            case Known<T>(T value) -> new Known<>(change.apply(value));
            case Missing<T>(String why, Cause cause) -> new Missing<>(why, cause);
        };
    }

    default Optional<T> known() {
        return switch (this) {
            case Known<T>(T value) -> Optional.of(value);
            case Missing<T> missing -> Optional.empty();
        };
    }

    default boolean absent() {
        return isMissing(Cause.ABSENT);
    }

    default boolean silent() {
        return this instanceof Missing<T> missing && missing.cause().silent();
    }

    default boolean exists() {
        return isMissing(Cause.EXISTS);
    }

    private boolean isMissing(Cause cause) {
        return this instanceof Missing<T> missing && missing.cause() == cause;
    }
}
