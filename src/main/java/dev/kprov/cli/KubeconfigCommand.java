package dev.kprov.cli;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.kubeconfig.UserKubeconfig;
import dev.kprov.cli.parts.Session;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "kubeconfig", description = "Print the path of the cluster's kubeconfig.")
final class KubeconfigCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--merge",
            description = "Add it, under the cluster's name, to the file that kubectl uses, and print that file's"
                    + " path. Nothing else in there is touched; kprov down takes it out again.")
    boolean merge;

    @Mixin
    Options.Cluster cluster;

    @Mixin
    Options.Wish wish;

    @Mixin
    Options.Answer answer;

    @Mixin
    Options.Help help;

    private final Session session;

    KubeconfigCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Desk desk = new Desk(session, spec);
        String name = desk.nodes().cluster();
        Path path = desk.state().existingKubeconfig(name);
        if (merge) {
            path = new UserKubeconfig(session.surroundings()).add(name, path);
            desk.remark("use it with: kubectl config use-context " + name);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("cluster", name);
        map.put("path", path);
        desk.answer(path.toString(), map);
        return 0;
    }
}
