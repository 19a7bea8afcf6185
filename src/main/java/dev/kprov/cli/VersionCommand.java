package dev.kprov.cli;

import dev.kprov.cli.answer.Version;
import dev.kprov.cli.line.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `kprov version` alone is answered by `Kprov` without picocli; this is the same for all who give options.
@Command(name = "version", description = "Print the versions of kprov and of its Java.")
final class VersionCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    Options.Answer answer;

    @Mixin
    Options.Help help;

    private final Session session;

    VersionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Version version = Version.current();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", version.number());
        map.put("commit", version.commit());
        map.put("java", version.java());
        new Desk(session, spec).answer(version.text(), map);
        return 0;
    }
}
