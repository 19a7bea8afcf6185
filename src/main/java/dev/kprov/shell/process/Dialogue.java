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
import java.util.regex.Pattern;

/// The talk with sudo or doas before one command: answers the password prompt, once, and knows when root was reached.
final class Dialogue {
    private static final int LONGEST_TALK = 1 << 16;

    /// PAM and doas have prompts of their own. A line that merely speaks of passwords has an end, a prompt has none.
    private static final Pattern PROMPT = Pattern.compile("(?i)pass(?:word|code|phrase|wort)[^\\n]*[:>?]\\s*$");

    private final Elevation elevation;
    private final String nonce;
    private final boolean wanted;
    private final boolean terminal;
    /// Since the last answer: one char for each byte, so that what follows the mark comes out unchanged.
    private final StringBuilder heard = new StringBuilder();

    private boolean root;
    private boolean answered;
    private boolean hasTurn;
    private boolean over;
    private String password = "";
    private Optional<Problem> refusal = Optional.empty();

    Dialogue(Elevation elevation, boolean wanted, String nonce, boolean terminal) {
        this.elevation = elevation;
        this.wanted = wanted;
        this.nonce = nonce;
        this.terminal = terminal;
    }

    List<String> argv(Command command) {
        return elevation.argv(command, nonce, terminal);
    }

    /// Whether the command may get its input. Before, sudo could take it for a password.
    synchronized boolean mayRead() {
        return !wanted || root || elevation.become().method() == Become.Method.NONE;
    }

    /// Listens to the standard error stream, answers, and returns what belongs to the command.
    byte[] hear(byte[] bytes, OutputStream stdin) throws IOException, InterruptedException {
        byte[] own = listen(bytes);
        if (isAsked()) {
            answer(stdin);
        }
        return own;
    }

    private synchronized byte[] listen(byte[] bytes) {
        if (!wanted || root) {
            return bytes;
        }
        heard.append(new String(bytes, StandardCharsets.ISO_8859_1));
        String mark = Elevation.mark(nonce) + "\n";
        int at = heard.indexOf(mark);
        if (at >= 0) {
            root = true;
            settle(answered);
            return heard.substring(at + mark.length()).getBytes(StandardCharsets.ISO_8859_1);
        }
        heard.delete(0, Math.max(0, heard.length() - LONGEST_TALK));
        return new byte[0];
    }

    private synchronized boolean isAsked() {
        boolean talks = wanted && !root && elevation.become().method() != Become.Method.NONE;
        return talks
                && (heard.indexOf(Elevation.prompt(nonce)) >= 0
                        || PROMPT.matcher(heard.substring(heard.lastIndexOf("\n") + 1))
                                .find());
    }

    /// A further try could lock the account. Outside the lock, because it may have to wait.
    private void answer(OutputStream stdin) throws IOException, InterruptedException {
        if (wasAnswered()) {
            throw refuse(BecomeProblem.wrongPassword(elevation));
        }
        if (elevation.become().password().isEmpty()) {
            throw refuse(BecomeProblem.noPassword(elevation));
        }
        String secret = elevation.secrets().read(elevation.become().password().orElseThrow());
        tookTurn(elevation.admission().takeTurn());
        answering(secret);
        stdin.write((secret + "\n").getBytes(StandardCharsets.UTF_8));
        stdin.flush();
    }

    private synchronized boolean wasAnswered() {
        return answered;
    }

    private synchronized void answering(String secret) {
        answered = true;
        password = secret;
        heard.setLength(0);
    }

    private synchronized void tookTurn(boolean taken) throws InterruptedException {
        hasTurn = taken;
        if (over) {
            settle(false);
            throw new InterruptedException("the command is over");
        }
    }

    private synchronized KprovException refuse(Problem problem) {
        refusal = Optional.of(elevation.admission().refuse(problem));
        return new KprovException(problem);
    }

    /// The next command may have its password looked at.
    private void settle(boolean accepted) {
        if (accepted) {
            elevation.admission().accept();
        }
        if (hasTurn) {
            hasTurn = false;
            elevation.admission().endTurn();
        }
    }

    /// The command is over, however it ended.
    synchronized void close() {
        over = true;
        settle(false);
    }

    /// Whether the host refused only because there is no terminal. Nothing has been begun then.
    synchronized boolean lacksTerminal() {
        return wanted && !root && !terminal && !answered && BecomeProblem.wantsTerminal(elevation, said());
    }

    /// Whether becoming root ended before it began, and without a reason. No password was refused then: of that it
    /// would have spoken.
    synchronized boolean neverSpoke() {
        boolean asks = elevation.become().method() != Become.Method.NONE;
        return wanted && asks && !root && refusal.isEmpty() && said().isEmpty();
    }

    /// Why the command never became root, once it has ended.
    synchronized Optional<Problem> refusal(int exitStatus) {
        if (!wanted || root || refusal.isPresent()) {
            return refusal;
        }
        Problem problem = BecomeProblem.ended(elevation, exitStatus, answered, said());
        if (answered && problem.equals(BecomeProblem.wrongPassword(elevation))) {
            elevation.admission().refuse(problem);
        }
        return Optional.of(problem);
    }

    /// Whether root is still being waited for.
    synchronized boolean pending() {
        return wanted && !root;
    }

    synchronized String said() {
        String text = new String(heard.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        String plain = password.isEmpty() ? text : text.replace(password, "***");
        return plain.replace(Elevation.prompt(nonce), "").strip();
    }
}
