package dev.kprov.shell.ssh;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Secrets;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import net.schmizz.sshj.userauth.method.PasswordResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.PasswordUtils;

/// Logs in to one server: the key or keys first, then the password. Remembers each answer for the message.
final class Login {
    private final Server server;
    private final SSHClient client;
    private final List<String> answers = new ArrayList<>();
    private final List<String> remedies = new ArrayList<>();

    Login(Server server, SSHClient client) {
        this.server = server;
        this.client = client;
    }

    void go(KeyFiles files, Secrets secrets) throws TransportException {
        boolean in = keys(files) || password(secrets);
        if (!in) {
            throw new KprovException(problem(files));
        }
    }

    private boolean keys(KeyFiles files) throws TransportException {
        if (server.access().identityFile().isEmpty()
                && server.access().password().isPresent()) {
            return false;
        }
        for (KeyFiles.Key key : files.of(server.access().identityFile())) {
            if (key(key)) {
                return true;
            }
        }
        return false;
    }

    private boolean key(KeyFiles.Key key) throws TransportException {
        return switch (key) {
            case KeyFiles.Key.Usable usable -> tried(new AuthPublickey(usable.provider()), "key " + usable.file());
            case KeyFiles.Key.Unusable unusable -> {
                answers.add("key " + unusable.file() + ": " + unusable.why());
                remedies.add(unusable.remedy());
                yield false;
            }
        };
    }

    private boolean password(Secrets secrets) throws TransportException {
        if (server.access().password().isEmpty()) {
            return false;
        }
        String password = secrets.read(server.access().password().get());
        PasswordFinder finder = PasswordUtils.createOneOff(password.toCharArray());
        if (tried(new AuthPassword(finder), "password")) {
            return true;
        }
        // Once only: where the password itself was refused, the same one again would count as a second try.
        boolean refused = client.getUserAuth().getAllowedMethods().contains("password");
        AuthMethod interactive = new AuthKeyboardInteractive(
                new PasswordResponseProvider(PasswordUtils.createOneOff(password.toCharArray())));
        return !refused && tried(interactive, "password, asked for interactively");
    }

    private boolean tried(AuthMethod method, String name) throws TransportException {
        try {
            client.auth(server.access().user(), method);
            return true;
        } catch (UserAuthException e) {
            if (!client.isConnected() || ConnectProblem.has(e, InterruptedException.class)) {
                throw new TransportException(e.getMessage(), e);
            }
            String allowed = String.join(", ", client.getUserAuth().getAllowedMethods());
            answers.add(name + ": refused, the server would take " + (allowed.isEmpty() ? "nothing" : allowed));
            return false;
        }
    }

    private Problem problem(KeyFiles files) {
        String user = server.access().user();
        if (answers.isEmpty()) {
            return ConnectProblem.problem(
                    server,
                    "there is nothing to log in with to " + server.shown(),
                    "the inventory names neither key nor password, and " + files.home() + "/.ssh has no usual key",
                    "set " + server.setting("identityFile") + ", or create a key: ssh-keygen -t ed25519");
        }
        boolean onlyPassword = answers.stream().allMatch(answer -> answer.startsWith("password"));
        String remedy = onlyPassword
                ? "correct the password that " + server.setting("password") + " refers to; kprov tried it once only"
                : "let the key in: ssh-copy-id -p " + server.access().port() + " " + user + "@"
                        + server.access().address() + "; or correct " + server.setting("user") + " or identityFile";
        return ConnectProblem.problem(
                server,
                "cannot log in to " + server.shown() + " as " + user,
                String.join(";\n", answers),
                remedies.isEmpty() ? remedy : String.join("; or ", remedies));
    }
}
