package dev.kprov.cli.tell;

import static dev.kprov.cli.desk.Arguments.said;
import static dev.kprov.cli.desk.Arguments.word;

import dev.kprov.cli.answer.ProfileAnswer;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import dev.kprov.profile.ProfileCatalog;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// `kprov profiles`, and what it shows of one of them.
public final class ProfilesCommand {
    private final ArgSpec profile = word(String.class, 0, "1", "NAME|FILE", "The profile.");
    private final CommandSpec show = Syntax.of(this::show, "show", "Print a profile as it is written.")
            .with(profile)
            .with(Group.ANSWER)
            .build();
    private final Session session;
    private final CommandSpec spec;

    public ProfilesCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "profiles",
                        "List the profiles, and where each comes from.",
                        "Looked for in ./profiles, in the folder kprov/profiles of your configuration, and among those"
                                + " shipped.")
                .with(Group.ANSWER)
                .commands(show)
                .build();
    }

    public CommandSpec spec() {
        return spec;
    }

    private int call() {
        Desk desk = new Desk(session, spec);
        List<ProfileCatalog.Entry> entries = desk.parts().profiles().list();
        desk.answer(ProfileAnswer.text(entries), ProfileAnswer.maps(entries));
        return 0;
    }

    private int show() {
        Desk desk = new Desk(session, show);
        Path file = desk.parts().profiles().find(said(profile));
        String content = ProfileAnswer.content(file);
        desk.answer(content, ProfileAnswer.map(file, content));
        return 0;
    }
}
