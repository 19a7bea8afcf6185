package dev.kprov.verify.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.api.login.Credential;
import dev.kprov.verify.api.login.CredentialProgram;
import dev.kprov.verify.api.login.OidcToken;
import dev.kprov.verify.api.login.RenewedToken;
import dev.kprov.verify.api.proxy.Way;
import dev.kprov.verify.api.tls.Tls;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads a kubeconfig into Fabric8's settings. Fabric8's own reader loads all of its six hundred models on the way,
/// which takes two seconds of a processor.
final class Kubeconfig {
    private static final Pattern OTHER_SCHEME =
            Pattern.compile("(?!https?://)[a-z][a-z0-9+.-]*://", Pattern.CASE_INSENSITIVE);

    private Kubeconfig() {}

    /// The name of the context that is meant, which the file has.
    static String contextName(Context chosen) throws IOException {
        JsonNode root = tree(chosen.kubeconfig());
        String name = chosen.name().orElseGet(() -> Json.text(root, "current-context"));
        named(root, "contexts", name, "context");
        return name;
    }

    /// What a kubeconfig says of one context.
    ///
    /// @param proxy the URL of the one that it names; empty where it names none
    record Settings(Config config, String proxy) {}

    /// The same, ready for use.
    record Read(Config config, Tls tls, Way way) {}

    /// @param environment of this process
    static Read read(Context chosen, Map<String, String> environment) throws IOException, InterruptedException {
        Settings settings = settings(chosen, environment);
        Config config = settings.config();
        if (config.getTlsServerName() == null) {
            // It may be asked for by another.
            ipv6(config.getMasterUrl()).ifPresent(config::setTlsServerName);
        }
        Tls tls = Tls.takenFrom(config);
        Way way = Way.to(config.getMasterUrl(), settings.proxy(), environment, tls::forProxies);
        way.proxy().ifPresent(proxy -> {
            config.setHttpProxy(proxy);
            config.setHttpsProxy(proxy);
        });
        return new Read(config, tls, way);
    }

    private static Optional<String> ipv6(String server) {
        return Optional.ofNullable(URI.create(server).getHost())
                .filter(host -> host.startsWith("["))
                .map(host -> host.substring(1, host.length() - 1));
    }

    static Settings settings(Context chosen, Map<String, String> environment) throws IOException, InterruptedException {
        Path file = chosen.kubeconfig();
        JsonNode root = tree(file);
        String name = chosen.name().orElseGet(() -> Json.text(root, "current-context"));
        JsonNode context = named(root, "contexts", name, "context");
        JsonNode cluster = named(root, "clusters", Json.text(context, "cluster"), "cluster");
        JsonNode user = named(root, "users", Json.text(context, "user"), "user");
        Config config = Config.empty();
        reach(cluster, file, config);
        identify(user, file, config);
        if (user.has("auth-provider")) {
            config.setOauthToken(OidcToken.of(user.path("auth-provider"), file, Instant.now()));
        }
        if (user.has("exec")) {
            ObjectNode known = ToldCluster.of(cluster, file);
            obtain(CredentialProgram.of(user.path("exec"), known, file, environment), config);
        }
        set(cluster, "tls-server-name", config::setTlsServerName);
        impersonate(user, config);
        return new Settings(config, Json.text(cluster, "proxy-url"));
    }

    private static void reach(JsonNode cluster, Path file, Config config) throws IOException {
        config.setMasterUrl(server(cluster));
        set(cluster, "certificate-authority-data", config::setCaCertData);
        set(cluster, "certificate-authority", path -> config.setCaCertFile(beside(file, path)));
        config.setTrustCerts(Json.flag(cluster, "insecure-skip-tls-verify"));
    }

    /// Nobody else is asked where there is none: Fabric8 would take the cluster that it runs in.
    private static String server(JsonNode cluster) throws IOException {
        String server = Json.text(cluster, "server");
        if (server.isEmpty()) {
            throw new IOException("the cluster of its context has no server");
        }
        if (OTHER_SCHEME.matcher(server).lookingAt()) {
            throw new IOException("the server of its cluster is no URL of https or http: " + server);
        }
        return server;
    }

    private static void obtain(CredentialProgram program, Config config) throws InterruptedException {
        Credential given = program.run();
        if (given.token().isPresent()) {
            config.setOauthTokenProvider(new RenewedToken(program, given, Clock.systemUTC()));
        }
        given.certificate().ifPresent(pem -> config.setClientCertData(base64(pem)));
        given.key().ifPresent(pem -> config.setClientKeyData(base64(pem)));
    }

    private static void identify(JsonNode user, Path file, Config config) throws IOException {
        set(user, "client-certificate-data", config::setClientCertData);
        set(user, "client-certificate", path -> config.setClientCertFile(beside(file, path)));
        set(user, "client-key-data", config::setClientKeyData);
        set(user, "client-key", path -> config.setClientKeyFile(beside(file, path)));
        set(user, "token", config::setOauthToken);
        if (user.has("tokenFile")) {
            // Of the two kubectl takes the file's, too.
            config.setOauthToken(Files.readString(Path.of(beside(file, Json.text(user, "tokenFile"))))
                    .strip());
        }
        set(user, "username", config::setUsername);
        set(user, "password", config::setPassword);
    }

    /// As whom to act: without it the answer would be about what somebody else may do.
    private static void impersonate(JsonNode user, Config config) {
        set(user, "as", config::setImpersonateUsername);
        if (user.has("as-groups")) {
            config.setImpersonateGroups(texts(user.path("as-groups")).toArray(String[]::new));
        }
        Map<String, List<String>> extras = new HashMap<>();
        user.path("as-user-extra").properties().forEach(extra -> extras.put(extra.getKey(), texts(extra.getValue())));
        if (!extras.isEmpty()) {
            config.setImpersonateExtras(extras);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText("")));
        return texts;
    }

    private static JsonNode tree(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new KprovException(problem(file, "the file does not exist or cannot be read"));
        }
        return Json.read(new YAMLFactory().createParser(Files.readAllBytes(file)));
    }

    private static JsonNode named(JsonNode root, String list, String name, String content) throws IOException {
        for (JsonNode entry : root.path(list)) {
            if (Json.text(entry, "name").equals(name)) {
                return entry.path(content);
            }
        }
        List<String> names = new ArrayList<>();
        root.path(list).forEach(entry -> names.add(Json.text(entry, "name")));
        throw new IOException("it has no entry \"" + name + "\" among its " + list
                + (names.isEmpty() ? "" : ", which are " + String.join(", ", names)));
    }

    private static void set(JsonNode object, String field, Consumer<String> setter) {
        Optional.of(Json.text(object, field)).filter(text -> !text.isEmpty()).ifPresent(setter);
    }

    /// A path in a kubeconfig is meant from its own folder.
    private static String beside(Path file, String path) {
        return file.toAbsolutePath().resolveSibling(path).toString();
    }

    /// The innermost message: the client's own often says no more than that an error occurred.
    private static String reason(Throwable failure) {
        String reason = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            reason = cause.getMessage() == null || cause.getMessage().isBlank() ? reason : cause.getMessage();
        }
        return reason;
    }

    static KprovException unusable(Path kubeconfig, Exception cause) {
        return cause instanceof KprovException told
                ? told
                : new KprovException(List.of(problem(kubeconfig, reason(cause))), cause);
    }

    private static Problem problem(Path kubeconfig, String why) {
        return Problem.of(
                ExitCode.INVALID,
                "cannot use the kubeconfig " + kubeconfig,
                why,
                "fetch it again with `kprov up`, which changes nothing on a cluster that is already right; or name another"
                        + " with --kubeconfig and --context");
    }
}
