package dev.kprov.yaml;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The text of a file, after everything that could make it dangerous or senseless to parse was ruled out.
record FileText(String content) {
    static final int LARGEST = 1 << 20;
    private static final int LONGEST_LINE = 1 << 16;

    private static final String RIGHT_BYTES = "save it as plain UTF-8 text";

    static FileText read(Path path, String kind, String model) {
        String file = path.toString();
        if (Files.isDirectory(path)) {
            throw refusal(file, "this " + kind + " is a folder", "a file is needed", "name a file in it");
        }
        if (Files.notExists(path)) {
            throw refusal(
                    file,
                    "this " + kind + " does not exist",
                    "there is no file " + path.toAbsolutePath().normalize(),
                    "name another file, or write this one; see " + model);
        }
        byte[] bytes = bytes(path, file, kind);
        return new FileText(decode(bytes, file, kind));
    }

    private static byte[] bytes(Path path, String file, String kind) {
        try {
            // A pipe or a device has no size, so what is read is bounded as well.
            if (Files.size(path) > LARGEST) {
                throw tooLarge(file, kind, String.format(Locale.ROOT, "it has %,d bytes", Files.size(path)));
            }
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw tooLarge(file, kind, "it does not end");
                }
                return bytes;
            }
        } catch (IOException failure) {
            throw new KprovException(
                    List.of(Problem.invalid(
                            file,
                            "this " + kind + " cannot be read",
                            Files.isReadable(path)
                                    ? "the system reports a failure of the disk or file"
                                    : "you may not read it",
                            "check the file and its permissions: ls -l " + file)),
                    failure);
        }
    }

    private static String decode(byte[] bytes, String file, String kind) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            throw refusal(
                    file + ":" + end(text),
                    "this " + kind + " is not UTF-8 text",
                    "the bytes here are no character of UTF-8",
                    RIGHT_BYTES);
        }
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        checkCharacters(plain, file, kind);
        return plain;
    }

    private static void checkCharacters(String text, String file, String kind) {
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lineStart = c == '\n' ? i + 1 : lineStart;
            if (isUnprintable(c)) {
                throw refusal(
                        file + ":" + end(text.substring(0, i)),
                        "this " + kind + " holds a character that no text has",
                        String.format(Locale.ROOT, "here is U+%04X; the file may be binary", (int) c),
                        RIGHT_BYTES);
            }
            // The parser takes seconds for very long words.
            if (i - lineStart > LONGEST_LINE) {
                throw refusal(
                        file + ":" + end(text.substring(0, lineStart)),
                        "a line of this " + kind + " is too long",
                        "at most " + LONGEST_LINE + " characters are read",
                        "break the line, or check that it is the right file");
            }
        }
    }

    private static boolean isUnprintable(char c) {
        boolean blank = c == '\t' || c == '\n' || c == '\r' || c == '\u0085';
        return (Character.isISOControl(c) && !blank) || c == '\uFFFE' || c == '\uFFFF' || c == '\uFEFF';
    }

    private static Position end(String text) {
        int lines = (int) text.chars().filter(c -> c == '\n').count();
        return new Position(lines + 1, text.length() - text.lastIndexOf('\n'));
    }

    private static KprovException tooLarge(String file, String kind, String why) {
        return refusal(
                file,
                "this " + kind + " is too large",
                why + "; at most 1 MiB is read, enough for thousands of hosts",
                "check that it is the right file");
    }

    private static KprovException refusal(String where, String what, String why, String remedy) {
        return new KprovException(Problem.invalid(where, what, why, remedy));
    }
}
