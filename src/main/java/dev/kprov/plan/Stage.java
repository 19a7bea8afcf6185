package dev.kprov.plan;

/// A heading for steps in what is shown; it orders nothing.
public enum Stage {
    PREPARE("prepare hosts"),
    /// What a profile brings along.
    SCRIPTS("run scripts"),
    CONTROL_PLANE("start control plane"),
    NETWORK("connect pods"),
    JOIN("join workers"),
    ADDONS("install add-ons"),
    KUBECONFIG("fetch kubeconfig"),
    REMOVE("remove cluster");

    private final String title;

    Stage(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
