package dev.kprov.cli;

import static dev.kprov.cli.desk.Arguments.flag;
import static dev.kprov.cli.desk.Arguments.on;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.kubeconfig.UserKubeconfig;
import dev.kprov.cli.parts.Session;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

final class KubeconfigCommand {
    private final OptionSpec merge = flag(
            "Add it, under the cluster's name, to the file that kubectl uses, and print that file's path. Nothing else in"
                    + " there is touched; kprov down takes it out again.",
            "--merge");
    private final Session session;
    private final CommandSpec spec;

    KubeconfigCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(this::call, "kubeconfig", "Print the path of the cluster's kubeconfig.")
                .with(merge)
                .with(Group.CLUSTER, Group.WISH, Group.ANSWER)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    private int call() {
        Desk desk = new Desk(session, spec);
        String name = desk.nodes().cluster();
        Path path = desk.state().existingKubeconfig(name);
        if (on(merge)) {
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
