package dev.kprov.shell.process;

import dev.kprov.inventory.Become;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The talk with sudo or doas before one command: answers the password prompt, once, and knows when root was reached.
final class Dialogue {
    private static final int LONGEST_TALK = 1 << 16;

    private final Elevation elevation;
    private final String nonce;
    private final boolean wanted;
    /// One char for each byte, so that what follows the mark comes out unchanged.
    private final StringBuilder heard = new StringBuilder();

    private boolean root;
    private int answered;
    private Optional<Problem> refusal = Optional.empty();

    Dialogue(Elevation elevation, boolean wanted, String nonce) {
        this.elevation = elevation;
        this.wanted = wanted;
        this.nonce = nonce;
    }

    List<String> argv(Command command) {
        return elevation.argv(command, nonce);
    }

    /// Whether the command may get its input. Before, sudo could take it for a password.
    synchronized boolean mayRead() {
        return !wanted || root || elevation.become().method() == Become.Method.NONE;
    }

    /// Listens to the standard error stream, answers, and returns what belongs to the command.
    synchronized byte[] hear(byte[] bytes, OutputStream stdin) throws IOException {
        if (!wanted || root) {
            return bytes;
        }
        heard.append(new String(bytes, StandardCharsets.ISO_8859_1));
        String mark = Elevation.mark(nonce) + "\n";
        int at = heard.indexOf(mark);
        if (at >= 0) {
            root = true;
            return heard.substring(at + mark.length()).getBytes(StandardCharsets.ISO_8859_1);
        }
        if (prompts() > answered) {
            answer(stdin);
        }
        heard.delete(0, Math.max(0, answered == 0 ? heard.length() - LONGEST_TALK : 0));
        return new byte[0];
    }

    private void answer(OutputStream stdin) throws IOException {
        if (answered > 0) {
            // A further try could lock the account.
            refuse(BecomeProblem.wrongPassword(elevation));
        }
        if (elevation.become().password().isEmpty()) {
            refuse(BecomeProblem.noPassword(elevation));
        }
        answered++;
        String password = elevation.secrets().read(elevation.become().password().orElseThrow());
        stdin.write((password + "\n").getBytes(StandardCharsets.UTF_8));
        stdin.flush();
    }

    private void refuse(Problem problem) {
        refusal = Optional.of(problem);
        throw new KprovException(problem);
    }

    private int prompts() {
        String prompt = Elevation.prompt(nonce);
        int count = 0;
        for (int at = heard.indexOf(prompt); at >= 0; at = heard.indexOf(prompt, at + 1)) {
            count++;
        }
        return count;
    }

    /// Why the command never became root, once it has ended.
    synchronized Optional<Problem> refusal(int exitStatus) {
        if (!wanted || root || refusal.isPresent()) {
            return refusal;
        }
        return Optional.of(BecomeProblem.ended(elevation, exitStatus, answered > 0, said()));
    }

    /// Whether root is still being waited for.
    synchronized boolean pending() {
        return wanted && !root;
    }

    synchronized String said() {
        String text = new String(heard.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.replace(Elevation.prompt(nonce), "").strip();
    }
}
