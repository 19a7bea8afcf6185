package dev.kprov.verify.judge;

/// A check that asks another one in its own way.
interface Around extends Check {
    Check check();

    @Override
    default String id() {
        return check().id();
    }

    @Override
    default String title() {
        return check().title();
    }

    @Override
    default boolean takesTime() {
        return check().takesTime();
    }
}
