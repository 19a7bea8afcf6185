package dev.kprov.cli.request;

import dev.kprov.plan.Plan;

/// The user's word that what a plan removes may go.
@FunctionalInterface
public interface Consent {
    /// It was given before, or nobody has to give it.
    Consent GIVEN = plan -> {};

    /// Returns when the user agrees; throws a `KprovException` otherwise.
    void to(Plan plan) throws InterruptedException;
}
