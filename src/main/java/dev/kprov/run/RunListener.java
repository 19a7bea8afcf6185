package dev.kprov.run;

/// Gets every event of a run, one at a time, in order.
@FunctionalInterface
public interface RunListener {
    void on(RunEvent event);
}
