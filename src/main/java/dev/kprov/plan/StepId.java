package dev.kprov.plan;

/// Names a step, as `host/verb-noun`, e.g. `cp-1/kubeadm-init`.
public record StepId(String host, String name) {
    public static StepId parse(String text) {
        int slash = text.indexOf('/');
        return new StepId(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return host + "/" + name;
    }
}
