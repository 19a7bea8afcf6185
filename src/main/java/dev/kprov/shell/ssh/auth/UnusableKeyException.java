package dev.kprov.shell.ssh.auth;

/// A key that cannot be used. Its message is the reason; no secret is ever in it.
public final class UnusableKeyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    UnusableKeyException(String why, String remedy) {
        super(why);
        this.remedy = remedy;
    }

    UnusableKeyException(String why, String remedy, Throwable cause) {
        super(why, cause);
        this.remedy = remedy;
    }

    public String why() {
        return String.valueOf(getMessage());
    }

    public String remedy() {
        return remedy;
    }
}
