package dev.kprov.diagnose.archive;

import dev.kprov.diagnose.redact.RedactedLines;
import dev.kprov.diagnose.redact.Redactor;

/// A text of the archive. What is written into it passes the redactor.
public final class TextDraft implements AutoCloseable {
    private final DraftFile file;
    private final Redactor redactor;
    private final RedactedLines lines;

    TextDraft(DraftFile file, Redactor redactor) {
        this.file = file;
        this.redactor = redactor;
        this.lines = redactor.lines();
    }

    public synchronized void line(String line) {
        file.write(lines.next(line) + "\n");
    }

    /// A text of its own, with all its lines.
    public synchronized void text(String text) {
        file.write(redactor.text(text));
    }

    /// Whether something was too long.
    public boolean cut() {
        return file.cut();
    }

    @Override
    public void close() {
        file.close(file.cut() ? "\n[kprov: what follows was left out, it is too long]\n" : "");
    }
}
