package dev.kprov.verify.api.login;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.time.Clock;
import java.time.Duration;

/// A program's token, and another one when its time is over.
public final class RenewedToken implements OAuthTokenProvider {
    /// A request takes its time, and clocks differ.
    private static final Duration BEFORE = Duration.ofSeconds(10);

    private final CredentialProgram program;
    private final Clock clock;
    private Credential newest;

    /// @param first what the program has given already
    public RenewedToken(CredentialProgram program, Credential first, Clock clock) {
        this.program = program;
        this.newest = first;
        this.clock = clock;
    }

    @Override
    public synchronized String getToken() {
        if (!newest.holdsAt(clock.instant().plus(BEFORE))) {
            try {
                newest = program.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return newest.token().orElse("");
    }
}
