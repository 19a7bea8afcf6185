package dev.kprov.verify.check.facility;

import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check;
import java.util.List;

/// Asked for only where the cluster is to have one.
public final class DefaultStorageClass implements Check {
    @Override
    public String id() {
        return "storage-class";
    }

    @Override
    public String title() {
        return "There is a default StorageClass";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(snapshot.facilities().defaultClasses(), DefaultStorageClass::judge);
    }

    private static Answer judge(List<String> names) {
        return names.isEmpty()
                ? new Answer.No(
                        "a StorageClass that is the default",
                        "none is",
                        "install a provisioner, then: kubectl annotate storageclass NAME"
                                + " storageclass.kubernetes.io/is-default-class=true",
                        false)
                : new Answer.Yes(String.join(", ", names));
    }
}
