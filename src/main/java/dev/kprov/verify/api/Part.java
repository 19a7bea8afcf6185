package dev.kprov.verify.api;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One thing that was asked of the cluster: what it is, or why it could not be read.
public sealed interface Part<T> {
    record Known<T>(T value) implements Part<T> {
        @Override
        public <R> R either(Function<T, R> known, BiFunction<String, Cause, R> missing) {
            return known.apply(value);
        }
    }

    record Missing<T>(String why, Cause cause) implements Part<T> {
        @Override
        public <R> R either(Function<T, R> known, BiFunction<String, Cause, R> missing) {
            return missing.apply(why, cause);
        }
    }

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

    /// What is made of what it is, or else of why it could not be read.
    <R> R either(Function<T, R> known, BiFunction<String, Cause, R> missing);

    default <R> Part<R> map(Function<T, R> change) {
        return flatMap(value -> new Known<>(change.apply(value)));
    }

    default <R> Part<R> flatMap(Function<T, Part<R>> change) {
        return either(change, Missing::new);
    }

    default Optional<T> known() {
        return either(Optional::of, (why, cause) -> Optional.empty());
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
