package dev.kprov.shell.script;

import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A script with its parameters and files as a tar archive (ustar), readable by root only wherever it is unpacked.
final class ScriptArchive {
    private static final int BLOCK = 512;
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,79}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]*");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private ScriptArchive() {}

    static byte[] of(Script script, Values values) {
        return of(script, values, Map::of);
    }

    /// @param more files beside the script's own, by name; asked for when all values are known
    static byte[] of(Script script, Values values, Supplier<Map<String, String>> more) {
        ScriptArchive archive = new ScriptArchive();
        archive.add("files/", "0000700", '5', new byte[0]);
        script.files()
                .forEach((name, value) -> archive.file("files/" + checked(FILE_NAME, name), values.resolve(value)));
        archive.file("prelude", resource("prelude.bash") + assignments(script.parameters(), values));
        more.get().forEach(archive::file);
        archive.add("script/", "0000700", '5', new byte[0]);
        archive.file("script/" + checked(FILE_NAME, script.name()), script.text());
        archive.bytes.writeBytes(new byte[2 * BLOCK]);
        return archive.bytes.toByteArray();
    }

    /// Shell code that comes with kprov.
    static String resource(String name) {
        try (InputStream in = ScriptArchive.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("kprov is incomplete: " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String assignments(Map<String, Value> parameters, Values values) {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, value) -> {
            String plain = values.resolve(value);
            if (plain.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a shell variable cannot hold the NUL character: " + name);
            }
            text.append(checked(VARIABLE, name))
                    .append("='")
                    .append(plain.replace("'", "'\\''"))
                    .append("'\n");
        });
        return text.toString();
    }

    private static String checked(Pattern pattern, String name) {
        if (!pattern.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name that a script can use: " + name);
        }
        return name;
    }

    private void file(String name, String content) {
        add(name, "0000600", '0', content.getBytes(StandardCharsets.UTF_8));
    }

    private void add(String name, String mode, char type, byte[] content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, mode);
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format(Locale.ROOT, "%011o", content.length));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 257, "ustar\u000000");
        int sum = 0;
        for (byte b : header) {
            sum += b;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        bytes.writeBytes(header);
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, header, at, ascii.length);
    }
}
