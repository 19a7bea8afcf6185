package dev.kprov.shell.script;

import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.process.Kept;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Follows what a detached step prints over one connection after the other: passes on each line once, and knows
/// which one to ask for next.
final class Following implements Output {
    /// The host puts it at the end of a line that is whole; one that was cut with its connection comes again.
    private static final char WHOLE = '\u001f';

    /// Stands for a carriage return, which would end a line before it is whole.
    private static final char RETURN = '\u001e';

    private static final String HERE = "::kprov:: here";
    private static final String HIDE = "::kprov:: hid";
    private static final String END = "::kprov:: end ";

    private final Output to;
    private final Side out = new Side(Stream.OUT);
    private final Side err = new Side(Stream.ERR);
    private volatile boolean began;
    private volatile boolean connected;

    /// @param began whether it is known that the step began
    Following(Output to, boolean began) {
        this.to = to;
        this.began = began;
    }

    @Override
    public void line(Stream stream, String line) {
        (stream == Stream.OUT ? out : err).piece(line);
    }

    /// A new connection: what was not whole is sent again.
    void again() {
        connected = false;
        out.cut.setLength(0);
        err.cut.setLength(0);
    }

    /// The numbers of the lines to go on from, of output and errors.
    List<String> next() {
        return List.of(String.valueOf(out.lines + 1), String.valueOf(err.lines + 1));
    }

    /// Whether the step is known to have begun.
    boolean began() {
        return began;
    }

    /// Whether the last connection got as far as the step.
    boolean connected() {
        return connected;
    }

    /// The exit status, or what became of the step, once both streams have been read to their ends.
    Optional<String> end() {
        return err.end.flatMap(status -> out.end);
    }

    Result result(int exitStatus) {
        return new Result(exitStatus, out.text.text(), err.text.text());
    }

    /// What the host said in the step's place.
    static String complaint(Result result) {
        return result.stderr()
                .lines()
                .filter(line -> line.indexOf(WHOLE) < 0)
                .reduce((first, second) -> first + "\n" + second)
                .orElse("");
    }

    private final class Side {
        private final Stream stream;
        private final StringBuilder cut = new StringBuilder();
        private final Kept text = Kept.stream();
        private Optional<String> end = Optional.empty();
        private int lines;

        Side(Stream stream) {
            this.stream = stream;
        }

        void piece(String piece) {
            cut.append(piece);
            int last = cut.length() - 1;
            if (last >= 0 && cut.charAt(last) == WHOLE) {
                String line = cut.substring(0, last);
                cut.setLength(0);
                whole(line);
            }
        }

        private void whole(String line) {
            if (line.equals(HERE)) {
                began = true;
                connected = true;
            } else if (line.startsWith(HIDE)) {
                to.line(stream, line);
            } else if (line.startsWith(END)) {
                end = Optional.of(line.substring(END.length()));
            } else {
                lines++;
                pass(line);
            }
        }

        private void pass(String line) {
            byte[] bytes = (line.replace(RETURN, '\r') + "\n").getBytes(StandardCharsets.UTF_8);
            text.add(bytes, 0, bytes.length);
            String[] states = line.split(String.valueOf(RETURN), -1);
            // A return right before the line's end belongs to it.
            int count = states.length > 1 && states[states.length - 1].isEmpty() ? states.length - 1 : states.length;
            for (int i = 0; i < count; i++) {
                to.line(stream, states[i]);
            }
        }
    }
}
