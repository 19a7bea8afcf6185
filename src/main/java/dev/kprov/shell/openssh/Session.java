package dev.kprov.shell.openssh;

import dev.kprov.problem.KprovException;
import java.util.ArrayList;
import java.util.List;

/// A connection that is logged in, and how commands go through it.
record Session(Server server, Program program, Folder folder, Master master) implements AutoCloseable {
    OpenSshRunning run(List<String> argv) {
        Wrapped command = Wrapped.of(argv);
        return new OpenSshRunning(this, program.start(line(command.line())), command);
    }

    /// Without waiting for it.
    void send(String command) {
        program.start(line(command));
    }

    boolean alive() throws InterruptedException {
        List<String> line = through();
        line.addAll(List.of("-O", "check", "kprov"));
        return program.ask(line).exitStatus() == 0;
    }

    KprovException lost() throws InterruptedException {
        return ConnectTrouble.lost(server, master.said());
    }

    KprovException refused(String said, int exitStatus) {
        return ConnectTrouble.session(
                server, said.isEmpty() ? "it ended with " + exitStatus + " and said nothing" : said);
    }

    private List<String> line(String command) {
        List<String> line = through();
        line.addAll(List.of("-T", "-a", "-x", "kprov", command));
        return line;
    }

    /// No configuration counts here. Without the master ssh would connect by itself, so it must not be able to.
    private List<String> through() {
        return new ArrayList<>(List.of(
                "ssh",
                "-F",
                "none",
                "-S",
                folder.socket().toString(),
                "-o",
                "ProxyCommand=false",
                "-o",
                "LogLevel=ERROR"));
    }

    @Override
    public void close() {
        master.close();
    }
}
