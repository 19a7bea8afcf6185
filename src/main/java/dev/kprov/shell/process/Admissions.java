package dev.kprov.shell.process;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What a run has learned about becoming root, host by host; it outlives their connections.
public final class Admissions {
    private final Map<String, Admission> hosts = new ConcurrentHashMap<>();

    public Admission of(String host) {
        return hosts.computeIfAbsent(host, name -> new Admission());
    }
}
