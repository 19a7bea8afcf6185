package dev.kprov;

import dev.kprov.cli.request.Surroundings;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The terminal that kprov was started from. `bin/kprov` tells which streams are one, as `-Dkprov.terminal=in,err`:
/// Java itself knows only whether all of them are.
record Keyboard(PrintWriter err) implements Surroundings.Terminal {
    @Override
    public boolean interactive() {
        return is("in") && is("err");
    }

    @Override
    public boolean watched() {
        return is("err") && !"dumb".equals(System.getenv("TERM"));
    }

    /// As `ask`, but what is typed is not shown.
    String askHidden(String question) throws InterruptedException {
        stty("-echo");
        try {
            return ask(question);
        } finally {
            stty("echo");
            err.println();
            err.flush();
        }
    }

    /// Java can only do this for a terminal that is its standard output, too.
    private static void stty(String setting) {
        try {
            new ProcessBuilder("stty", setting)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException("stty cannot be run, so that a secret would be shown", e);
        }
    }

    /// Reading cannot be interrupted, so that a thread of its own does it.
    @Override
    public String ask(String question) throws InterruptedException {
        err.print(question);
        err.flush();
        FutureTask<String> answer = new FutureTask<>(Keyboard::line);
        Thread.ofPlatform().daemon().name("keyboard").start(answer);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            // what comes next starts below the question
            err.println();
            throw e;
        } catch (ExecutionException e) {
            // a keyboard that cannot be read has said nothing
            return "";
        }
    }

    private static String line() throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), Charset.defaultCharset()));
        String line = reader.readLine();
        return line == null ? "" : line;
    }

    private static boolean is(String stream) {
        return List.of(System.getProperty("kprov.terminal", "").split(",", -1)).contains(stream);
    }
}
