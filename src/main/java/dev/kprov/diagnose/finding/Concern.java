package dev.kprov.diagnose.finding;

/// What a finding is about, in the order in which a reader wants to know.
public enum Concern {
    HOSTS("Hosts that could not be looked at", "host not looked at", "hosts not looked at"),
    API("The API server", "fault of the API server", "faults of the API server"),
    NODES("Nodes that are not as they should be", "fault of nodes", "faults of nodes"),
    PODS("Pods that do not run, or were restarted", "pod", "pods"),
    EVENTS("Newest warnings among the events", "warning", "warnings"),
    UNREAD("Parts that could not be read", "part not read", "parts not read");

    private final String title;
    private final String one;
    private final String many;

    Concern(String title, String one, String many) {
        this.title = title;
        this.one = one;
        this.many = many;
    }

    public String title() {
        return title;
    }

    /// What is counted.
    public String word(int count) {
        return count == 1 ? one : many;
    }
}
