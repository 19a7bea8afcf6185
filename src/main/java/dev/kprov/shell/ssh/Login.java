package dev.kprov.shell.ssh;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Secrets;
import dev.kprov.shell.ssh.auth.Credentials;
import dev.kprov.shell.ssh.auth.Identities;
import dev.kprov.shell.ssh.auth.Identity;
import dev.kprov.shell.ssh.auth.PublickeyLogin;
import dev.kprov.shell.ssh.auth.UnusableKeyException;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.PasswordResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.PasswordUtils;

/// Logs in to one server: the key or keys first, then the password. Remembers each answer for the message.
final class Login {
    private final Server server;
    private final SSHClient client;
    private final SshSettings settings;
    private final Secrets secrets;
    private final boolean trusted;
    private final List<String> answers = new ArrayList<>();
    private final List<String> remedies = new ArrayList<>();

    /// @param trusted whether the server has proved who it is; otherwise it gets no password
    Login(Server server, SSHClient client, SshSettings settings, Secrets secrets, boolean trusted) {
        this.server = server;
        this.client = client;
        this.settings = settings;
        this.secrets = secrets;
        this.trusted = trusted;
    }

    void go() throws InterruptedException {
        try {
            boolean in = keys() || password();
            if (!in) {
                throw new KprovException(problem());
            }
        } catch (TransportException e) {
            throw ConnectProblem.refused(server, answers, e);
        } catch (IllegalStateException e) {
            if (client.isConnected()) {
                throw e;
            }
            // That is how SSHJ says that the server hung up before it was asked anything.
            throw ConnectProblem.refused(server, answers, new TransportException(e.getMessage(), e));
        }
    }

    private boolean keys() throws TransportException, InterruptedException {
        Credentials credentials = server.credentials(settings.config());
        if (credentials.usual() && server.access().password().isPresent()) {
            return false;
        }
        for (Identity identity : Identities.of(credentials, settings.keys(), secrets)) {
            boolean in = switch (identity) {
                case Identity.Usable usable -> key(usable);
                case Identity.Unusable unusable -> unusable(unusable.name(), unusable.why(), unusable.remedy());
            };
            if (in || !mayTry("publickey")) {
                return in;
            }
        }
        return false;
    }

    private boolean key(Identity.Usable identity) throws TransportException, InterruptedException {
        try {
            return switch (new PublickeyLogin(client, server.user()).attempt(identity)) {
                case IN -> true;
                case REFUSED -> refused(identity.name(), "refused");
                case NOT_ENOUGH ->
                    refused(
                            identity.name(),
                            client.getUserAuth().hadPartialSuccess()
                                    ? "accepted, but not enough"
                                    : "signature refused");
            };
        } catch (UnusableKeyException e) {
            return unusable(identity.name(), "the server wants it, but " + e.why(), e.remedy());
        }
    }

    private boolean unusable(String name, String why, String remedy) {
        answers.add(name + ": " + why);
        remedies.add(remedy);
        return false;
    }

    private boolean refused(String name, String how) {
        String allowed = String.join(", ", client.getUserAuth().getAllowedMethods());
        answers.add(name + ": " + how + ", the server would take " + (allowed.isEmpty() ? "nothing" : allowed));
        return false;
    }

    /// Until it has refused something, nobody knows what a server takes.
    private boolean mayTry(String method) {
        var allowed = client.getUserAuth().getAllowedMethods();
        return allowed.isEmpty() || allowed.contains(method);
    }

    private boolean password() throws TransportException {
        if (server.access().password().isEmpty()) {
            return false;
        }
        if (!trusted) {
            return unusable(
                    "password",
                    "not sent, because the host key has changed",
                    "ask why the key changed, and remove StrictHostKeyChecking no");
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
            client.auth(server.user(), method);
            return true;
        } catch (UserAuthException e) {
            if (!client.isConnected() || ConnectProblem.has(e, InterruptedException.class)) {
                throw new TransportException(e.getMessage(), e);
            }
            return refused(name, "refused");
        }
    }

    private Problem problem() {
        String user = server.user();
        if (answers.isEmpty()) {
            return ConnectProblem.problem(
                    server,
                    "there is nothing to log in with to " + server.shown(),
                    "the inventory names neither key nor password, no agent has a key, and "
                            + settings.config().user().ssh() + " has no usual key",
                    "set " + server.setting("identityFile") + ", or create a key: ssh-keygen -t ed25519");
        }
        boolean onlyPassword = answers.stream().allMatch(answer -> answer.startsWith("password"));
        String remedy = onlyPassword
                ? "correct the password that " + server.setting("password") + " refers to; kprov tried it once only"
                : "let the key in: ssh-copy-id -p " + server.port() + " " + user + "@" + server.address()
                        + "; or correct " + server.setting("user") + " or identityFile";
        return ConnectProblem.problem(
                server,
                "cannot log in to " + server.shown() + " as " + user,
                String.join(";\n", answers),
                remedies.isEmpty() ? remedy : String.join("; or ", remedies));
    }
}
