package dev.kprov.cli.tell;

import dev.kprov.cli.answer.ProfileAnswer;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.parts.Session;
import dev.kprov.profile.ProfileCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "profiles",
        description = {
            "List the profiles, and where each comes from.",
            "Looked for in ./profiles, in the folder kprov/profiles of your configuration, and among those shipped."
        })
public final class ProfilesCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    Options.Answer answer;

    @Mixin
    Options.Help help;

    private final Session session;

    public ProfilesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Desk desk = new Desk(session, spec);
        List<ProfileCatalog.Entry> entries = desk.parts().profiles().list();
        desk.answer(ProfileAnswer.text(entries), ProfileAnswer.maps(entries));
        return 0;
    }

    @Command(name = "show", description = "Print a profile as it is written.")
    int show(
            @Parameters(paramLabel = "NAME|FILE", description = "The profile.") String profile,
            @Mixin Options.Answer showAnswer,
            @Mixin Options.Help showHelp) {
        Desk desk = new Desk(
                session, Objects.requireNonNull(spec.subcommands().get("show")).getCommandSpec());
        Path file = desk.parts().profiles().find(profile);
        String content = ProfileAnswer.content(file);
        desk.answer(content, ProfileAnswer.map(file, content));
        return 0;
    }
}
