package dev.kprov.cli;

import static dev.kprov.cli.desk.Arguments.flag;
import static dev.kprov.cli.desk.Arguments.on;

import dev.kprov.cli.answer.TrustAnswer;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.request.Confirmation;
import dev.kprov.console.ProblemText;
import dev.kprov.console.Theme;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.ScannedKeys;
import dev.kprov.shell.UnknownKey;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

final class TrustCommand {
    private final OptionSpec yes = flag("Do not ask.", "-y", "--yes");
    private final Session session;
    private final CommandSpec spec;

    TrustCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "trust",
                        "Show the host keys that are not known yet, and add them to known_hosts.",
                        "Asks first on a terminal; needs --yes elsewhere. A key that has changed is never added.")
                .with(yes)
                .with(Group.CLUSTER, Group.PACE, Group.ANSWER)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    private int call() throws InterruptedException {
        Desk desk = new Desk(session, spec);
        Inventory inventory = desk.parts().inventory(desk.request().inventory());
        inventory.hosts().forEach(host -> tellIfSkipped(desk, host));
        TrustAnswer trust = trust(desk, inventory);
        desk.answer(trust.text(), trust.map());
        ProblemText text = new ProblemText(Theme.PLAIN);
        trust.problems().forEach(problem -> text.lines(problem).forEach(desk::remark));
        return trust.exitCode().code();
    }

    /// Where ssh connects, its own configuration says how, which kprov does not read.
    private static void tellIfSkipped(Desk desk, Host host) {
        if (host.access() instanceof Access.OpenSsh(Access.Ssh ssh)) {
            String port = ssh.port().map(number -> "-p " + number + " ").orElse("");
            desk.remark(host.name() + " is not asked, since it has connection: openssh; to add its key, run: ssh "
                    + port + ssh.address());
        }
    }

    /// In rounds: behind a jump host nobody can look before it is trusted.
    private TrustAnswer trust(Desk desk, Inventory inventory) throws InterruptedException {
        List<UnknownKey> added = new ArrayList<>();
        ScannedKeys scan = desk.parts().hostKeys(inventory, desk.parallel());
        while (!scan.unknown().isEmpty()) {
            show(desk, scan.unknown());
            try {
                confirm(scan.unknown());
            } catch (KprovException e) {
                List<Problem> problems = new ArrayList<>(scan.problems());
                problems.addAll(e.problems());
                return new TrustAnswer(added, scan.unknown(), problems);
            }
            scan.unknown().forEach(UnknownKey::trust);
            added.addAll(scan.unknown());
            boolean more = scan.unknown().stream().anyMatch(UnknownKey::jump);
            scan = more
                    ? desk.parts().hostKeys(inventory, desk.parallel())
                    : new ScannedKeys(List.of(), scan.problems());
        }
        return new TrustAnswer(added, List.of(), scan.problems());
    }

    private void confirm(List<UnknownKey> keys) throws InterruptedException {
        if (!on(yes)) {
            new Confirmation(session.surroundings().terminal()).ofTrusting(keys.size());
        }
    }

    private static void show(Desk desk, List<UnknownKey> keys) {
        String table = TrustAnswer.table(keys);
        if (desk.json()) {
            desk.remark(table);
        } else {
            desk.answer(table);
        }
    }
}
