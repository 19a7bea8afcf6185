package dev.kprov.cli;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.parts.Wanted;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

final class ValidateCommand {
    private final Session session;
    private final CommandSpec spec;

    ValidateCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "validate",
                        "Check inventory and profile; touches no host.",
                        "All problems of both files are told at once.")
                .with(Group.CLUSTER, Group.WISH, Group.ANSWER)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    private int call() {
        Desk desk = new Desk(session, spec);
        Wanted wanted = desk.wanted(desk.request());
        desk.answer(text(wanted), map(wanted));
        return 0;
    }

    private static String text(Wanted wanted) {
        return "valid: cluster " + wanted.inventory().cluster() + ", "
                + wanted.nodes().hosts().size() + " hosts, Kubernetes "
                + wanted.profile().kubernetesVersion() + " by "
                + wanted.profile().installer();
    }

    private static Map<String, Object> map(Wanted wanted) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("valid", true);
        map.put("cluster", wanted.inventory().cluster());
        map.put("hosts", wanted.nodes().hosts().size());
        map.put("profile", wanted.profile().name());
        map.put("installer", wanted.profile().installer());
        map.put("kubernetesVersion", wanted.profile().kubernetesVersion());
        return map;
    }
}
