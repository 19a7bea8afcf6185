package dev.kprov.diagnose.host;

/// A host took longer than it may.
final class SlowHostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SlowHostException() {
        super("the host took too long");
    }
}
