package dev.kprov.diagnose.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactorTest {
    /// Stands for the secret in every form below.
    private static final String SECRET = "hunter2Geheim";

    private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2lnbmF0dXJl_-x";

    private static final String KEY = """
            -----BEGIN RSA PRIVATE KEY-----
            MIIEowIBAAKCAQEA1c7+9z5Pad7OejecsQ0bu3aozN3tihPmUD5ZKmEJRAs8hQ5V
            XP8GAwvzdIbX8D1AqNDMGOKz7ExZpJPQKFV8fIUX8h1QWFk5tpO8i0zGYBzTpHbP
            -----END RSA PRIVATE KEY-----
            """;

    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIDBTCCAe2gAwIBAgIIYoZp8kB5bEswDQYJKoZIhvcNAQELBQAwFTETMBEGA1UE
            -----END CERTIFICATE-----
            """;

    private final Redactor redactor = new Redactor();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: %",
                "  password: \"% and more %\"",
                "- token: % # of the admin",
                "client-key-data: %",
                "    \"token\": \"%\",",
                "{\"user\":\"a\",\"password\":\"%\",\"x\":1}",
                "{'db_passwd': '%'}",
                "E1130 log: body={\\\"apiKey\\\":\\\"%\\\",\\\"a\\\":\\\"b\\\"}",
                "kubeadm join 10.0.0.1:6443 --token % --discovery-token-ca-cert-hash sha256:1234",
                "--token=%",
                "--api-key '% %'",
                "--certificate-key %",
                "args: [\"--password\", \"%\", \"--v=2\"]",
                "DB_PASSWORD=%",
                "export AWS_SECRET_ACCESS_KEY=\"% %\"",
                "password = \"%\"",
                "GET /x?token=%&page=2",
                "{token: %, name: x}",
                "msg=\"login\" password=\\\"%\\\" user=x",
                "login failed, password: %",
                "could not use the secret token: %",
                "Authorization: Basic %",
                "Authorization: %",
                "\"Authorization\": \"Bearer %\"",
                "curl -H 'Authorization: Bearer %' https://10.0.0.1",
                "Bearer %.abcdef",
                "proxy https://admin:%@proxy.example.com:3128/",
                "http://:%@host/",
                "postgres://app:%@db/app?sslmode=disable",
                "apikey: %",
                "X-Auth-Token: %",
                "cookie: %",
                "vault_secret_id: %",
                ".dockerconfigjson: %",
                "password=\"%",
                "password=%,and-%",
            })
    void hides_what_bears_the_name_of_a_secret(String form) {
        String text = redactor.text(form.replace("%", SECRET));
        assertThat(text).doesNotContain(SECRET).contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abcdef.0123456789abcdef",
                "the token abcdef.0123456789abcdef.",
                "AKIAIOSFODNN7EXAMPLE",
                "ASIAIOSFODNN7EXAMPLE",
                "ghp_0123456789abcdefghij0123456789abcdef",
                "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlF",
                "LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS0tLS0tCk1IY0NB",
                "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUV2",
            })
    void hides_what_has_the_form_of_a_secret(String form) {
        assertThat(redactor.text("x " + form)).startsWith("x ").contains("***").doesNotContain(form.substring(10));
        assertThat(redactor.text(form + "\nnext\n")).contains("***").endsWith("\nnext\n");
    }

    @Test
    void hides_tokens_of_service_accounts() {
        assertThat(redactor.text("got " + JWT + " from x")).isEqualTo("got *** from x");
        assertThat(redactor.text("Authorization: Bearer " + JWT)).doesNotContain("eyJ", "c2lnbm");
    }

    @Test
    void long_texts_need_no_deep_stack() {
        String escaped = "\\n\\t x".repeat(100_000);
        String nested = "\\\\\\\"x".repeat(100_000);
        for (String text : List.of(escaped, nested, "'".repeat(200_000), "x".repeat(500_000))) {
            assertThat(redactor.text("{\"token\": \"" + text + "\", \"b\": 1}")).doesNotContain("\\t x\\n");
            assertThat(redactor.text("--token='" + text)).startsWith("--token=");
            assertThat(redactor.text("token: " + text)).startsWith("token: ");
        }
        assertThat(redactor.text(("A".repeat(64) + "\n").repeat(20_000))).hasSize(65 * 20_000);
    }

    @Test
    void hides_private_keys_and_leaves_certificates() {
        assertThat(redactor.text("before\n" + KEY + "after\n" + CERTIFICATE))
                .doesNotContain("MIIEow", "XP8GAw", "PRIVATE")
                .startsWith("before\n***\n")
                .endsWith("after\n" + CERTIFICATE);
        assertThat(redactor.text("\"key\": \"" + KEY.replace("\n", "\\n") + "\", \"b\": 1"))
                .doesNotContain("MIIEow", "XP8GAw")
                .endsWith("\"b\": 1");
        assertThat(redactor.text(KEY.replace("RSA ", "OPENSSH "))).doesNotContain("MIIEow");
        assertThat(redactor.text(KEY.replace("RSA ", "ENCRYPTED "))).doesNotContain("MIIEow");
    }

    @Test
    void a_key_that_is_cut_off_is_hidden_and_hides_no_more_than_itself() {
        String cutAtEnd = KEY.substring(0, 120);
        assertThat(redactor.text(cutAtEnd + "\n")).doesNotContain("MIIEow");
        assertThat(redactor.text(cutAtEnd + "\n" + "line\n".repeat(200))).endsWith("line\nline\n");
        String cutAtBegin = KEY.substring(50) + "after\n";
        assertThat(redactor.text(cutAtBegin)).doesNotContain("XP8GAw").endsWith("\nafter\n");
    }

    @Test
    void hides_blocks_lists_and_variables_of_yaml() {
        String text = redactor.text("""
                stringData:
                  password: |
                    geheim one

                    geheim two
                  user: admin
                args:
                - --token
                - geheim
                - --v=2
                env:
                - name: DB_PASSWORD
                  value: geheim
                - name: LEVEL
                  value: info
                """);
        assertThat(text).doesNotContain("geheim");
        assertThat(text).contains("user: admin", "- --v=2", "name: DB_PASSWORD", "value: info", "- --token\n- ***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secretName: webhook-certs",
                "secretKeyRef: {name: app, key: mode}",
                "tokenExpirationSeconds: 3600",
                "tokenRequests: [{audience: vault}]",
                "automountServiceAccountToken: false",
                "\"secretName\": \"webhook-certs\", \"optional\": true",
                "--service-account-key-file=/etc/kubernetes/pki/sa.pub",
                "--tls-private-key-file=/etc/kubernetes/pki/apiserver.key",
                "--token-auth-file=/etc/tokens",
                "--authorization-mode=Node,RBAC",
                "--enable-bootstrap-token-auth=true",
                "--authentication-token-webhook-cache-ttl=10s",
                "--use-service-account-credentials=true",
                "PASSWORD_FILE=/run/secrets/db",
                "DB_PASSWORD=$(DB_SECRET)",
                "token: ${TOKEN}",
                "token-id: abcdef",
                "MountVolume.SetUp failed for volume \"certs\" : secret \"webhook-certs\" not found",
                "failed to fetch token: Post \"https://10.0.0.1:6443/api\": context deadline exceeded",
                "couldn't find key mode in Secret default/app",
                "Bearer authentication is not configured",
                "Www-Authenticate: Bearer realm=\"https://registry.example.com/token\"",
                "the server has asked for the client to provide credentials",
                "https://10.0.0.1:6443/api/v1/nodes?limit=500",
                "image registry.example.com:5000/app@sha256:0123456789abcdef0123456789abcdef",
                "ssh://admin@10.0.0.1",
                "Created pod: coredns-76f75df574-abcde",
                "coredns-76f75df574-abcde.17b2f3c4d5e6f7a8",
                "2026-11-30T00:20:54.123456Z Warning BackOff back-off 5m0s restarting failed container",
                "net.bridge.bridge-nf-call-iptables = 1",
                "10.96.0.1 via 10.0.0.1 dev eth0 proto kernel",
                "-A KUBE-SERVICES -d 10.96.0.1/32 -p tcp -m comment --comment \"default/kubernetes:https cluster IP\"",
                "kube-apiserver-cp-1   1/1   Running   0   5m",
                "tcp LISTEN 0 4096 *:6443 *:* users:((\"kube-apiserver\",pid=1234,fd=3))",
                "key: value",
                "keyFile: /etc/x.key",
                "monkey=banana",
            })
    void leaves_ordinary_text_alone(String text) {
        assertThat(redactor.text(text)).isEqualTo(text);
        assertThat(redactor.text("first\n  " + text + "\nlast\n")).isEqualTo("first\n  " + text + "\nlast\n");
    }

    @Test
    void hides_the_secrets_of_an_object_and_keeps_the_rest() throws IOException {
        JsonNode pod = tree("""
                {"metadata": {"name": "app", "annotations": {"kubectl.kubernetes.io/last-applied-configuration":
                   "{\\"spec\\":{\\"env\\":[{\\"name\\":\\"DB_PASSWORD\\",\\"value\\":\\"geheim\\"}],\\"a\\":1}}"}},
                 "spec": {"automountServiceAccountToken": false, "hostPID": true, "priority": 7,
                  "imagePullSecrets": [{"name": "registry"}],
                  "containers": [{"name": "main", "command": ["app", "--password", "geheim", "--token=geheim", "--v=2"],
                    "env": [{"name": "API_KEY", "value": "geheim"}, {"name": "LEVEL", "value": "info"},
                      {"name": "DSN", "value": "mysql://root:geheim@db/x"},
                      {"name": "PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}}]}],
                  "volumes": [{"secret": {"secretName": "certs", "defaultMode": 420}},
                    {"projected": {"sources": [{"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}}]}}]},
                 "data": {"password": "geheim", "pin-token": 12345, "config.yaml": "a: 1\\ntoken: geheim\\nb: 2\\n",
                  "tokens": ["geheim"]}}
                """);
        String text = redactor.tree(pod).toString();

        assertThat(text).doesNotContain("geheim", "12345");
        assertThat(redactor.tree(pod).at("/spec")).isEqualTo(tree("""
                        {"automountServiceAccountToken": false, "hostPID": true, "priority": 7,
                         "imagePullSecrets": [{"name": "registry"}],
                         "containers": [{"name": "main", "command": ["app", "--password", "***", "--token=***", "--v=2"],
                           "env": [{"name": "API_KEY", "value": "***"}, {"name": "LEVEL", "value": "info"},
                             {"name": "DSN", "value": "mysql://***@db/x"},
                             {"name": "PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}}]}],
                         "volumes": [{"secret": {"secretName": "certs", "defaultMode": 420}},
                          {"projected": {"sources": [{"serviceAccountToken":
                            {"expirationSeconds": 3607, "path": "token"}}]}}]}
                        """));
        assertThat(redactor.tree(pod).at("/data/config.yaml").asText()).isEqualTo("a: 1\ntoken: ***\nb: 2\n");
    }

    @Test
    void what_is_hidden_stays_as_it_is() {
        String once = redactor.text("token: geheim\n--password=x\nhttps://a:b@c\n" + KEY);
        assertThat(redactor.text(once)).isEqualTo(once);
    }

    @Test
    void long_lines_take_no_long_time() {
        for (String part : new String[] {"a.b-c/", "password ", "\"token\" ", "--x ", "=: ", "eyJ", "-----BEGIN "}) {
            String line = part.repeat(1 << 17);
            long begin = System.nanoTime();
            redactor.text(line);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(part).isLessThan(Duration.ofSeconds(20));
        }
    }

    private static JsonNode tree(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }
}
