package dev.kprov.cli.kubeconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.cli.request.Surroundings;
import dev.kprov.problem.KprovException;
import dev.kprov.yaml.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserKubeconfigTest {
    private static final String ADDED = """
            apiVersion: v1
            kind: Config
            clusters:
            - name: kubernetes
              cluster:
                server: https://10.0.0.1:6443
                certificate-authority-data: Q0E=
            users:
            - name: kubernetes-admin
              user:
                client-key-data: S0VZ
            contexts:
            - name: kubernetes-admin@kubernetes
              context:
                cluster: kubernetes
                user: kubernetes-admin
                namespace: default
            current-context: kubernetes-admin@kubernetes
            """;

    private static final String OWN = """
            apiVersion: v1
            kind: Config
            preferences: {}
            clusters:
            - name: work
              cluster:
                server: https://work.example.org
            users:
            - name: me
              user:
                exec:
                  command: login
                  args: ["0123", "yes", "1e3"]
                  env: null
            contexts:
            - name: work
              context:
                cluster: work
                user: me
            current-context: work
            extensions:
            - name: mine
            """;

    @TempDir
    Path folder;

    private Path added;
    private Path own;

    @BeforeEach
    void write() throws IOException {
        added = Files.writeString(folder.resolve("added"), ADDED);
        own = folder.resolve("home/.kube/config");
    }

    @Test
    void makes_the_file_where_there_is_none_for_its_owner_only() throws IOException {
        assertThat(merge("demo")).isEqualTo(own);

        Map<String, Object> tree = read(own);
        assertThat(tree).containsEntry("current-context", "demo").containsEntry("kind", "Config");
        assertThat(names(tree, "clusters")).containsExactly("demo");
        assertThat(tree.get("contexts"))
                .isEqualTo(List.of(Map.of(
                        "name", "demo", "context", Map.of("cluster", "demo", "user", "demo", "namespace", "default"))));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own.getParent())))
                .isEqualTo("rwx------");
        assertThat(own.getParent()).isDirectoryContaining("glob:**/config").isDirectoryNotContaining("glob:**/.kube*");
    }

    @Test
    void leaves_everything_else_as_it_was() throws IOException {
        own(OWN);
        Map<String, Object> before = read(own);
        merge("demo");

        Map<String, Object> after = read(own);
        assertThat(after).containsEntry("current-context", "work");
        for (String list : List.of("clusters", "users", "contexts")) {
            assertThat(names(after, list)).last().isEqualTo("demo");
            assertThat(((List<?>) after.get(list)).getFirst()).isEqualTo(((List<?>) before.get(list)).getFirst());
        }
        assertThat(after.get("extensions")).isEqualTo(before.get("extensions"));
        assertThat(after.get("preferences")).isEqualTo(before.get("preferences"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rw-------");
    }

    @Test
    void replaces_what_an_earlier_merge_added() throws IOException {
        own(OWN);
        merge("demo");
        Files.writeString(added, ADDED.replace("10.0.0.1", "10.0.0.2"));
        merge("demo");

        assertThat(names(read(own), "clusters")).containsExactly("work", "demo");
        assertThat(Files.readString(own)).contains("10.0.0.2").doesNotContain("10.0.0.1");
    }

    @Test
    void a_second_merge_of_the_same_writes_nothing() throws IOException {
        own(OWN);
        merge("demo");
        Object key = Files.readAttributes(own, "unix:ino").get("ino");
        merge("demo");

        assertThat(Files.readAttributes(own, "unix:ino")).containsEntry("ino", key);
    }

    @Test
    void an_empty_file_counts_as_none() throws IOException {
        own("");
        merge("demo");

        assertThat(read(own)).containsEntry("apiVersion", "v1").containsEntry("current-context", "demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clusters: [", "clusters: 5\n", "- a\n- b\n", "a: 1\n---\nb: 2\n", "a: &x 1\nb: *x\n"})
    void a_broken_file_is_a_problem_and_stays_untouched(String broken) throws IOException {
        own(broken);

        assertThatThrownBy(() -> merge("demo")).isInstanceOf(KprovException.class);
        assertThat(Files.readString(own)).isEqualTo(broken);
    }

    @Test
    void the_first_file_of_the_variable_is_taken() {
        Path first = folder.resolve("first");
        Surroundings around = surroundings(Map.of("KUBECONFIG", ":" + first + ":" + folder.resolve("second")));

        assertThat(new UserKubeconfig(around).add("demo", added)).isEqualTo(first);
        assertThat(folder.resolve("second")).doesNotExist();
    }

    @Test
    void a_link_stays_a_link() throws IOException {
        Path real = Files.writeString(folder.resolve("real"), OWN);
        Files.createDirectories(own.getParent());
        Files.createSymbolicLink(own, real);
        merge("demo");

        assertThat(own).isSymbolicLink();
        assertThat(names(read(real), "clusters")).containsExactly("work", "demo");
    }

    @Test
    void takes_out_what_a_merge_added_and_nothing_else() throws IOException {
        own(OWN);
        Map<String, Object> before = read(own);
        merge("demo");

        assertThat(user().remove("demo", added)).contains("took cluster demo out of " + own);
        assertThat(read(own)).isEqualTo(before);
        assertThat(user().remove("demo", added)).isEmpty();
    }

    @Test
    void no_context_is_current_after_the_current_one_was_taken_out() throws IOException {
        merge("demo");
        user().remove("demo", added);

        assertThat(read(own)).doesNotContainKey("current-context").containsEntry("users", List.of());
    }

    @Test
    void a_cluster_of_the_same_name_elsewhere_is_left() throws IOException {
        merge("demo");
        String before = Files.readString(own);
        Files.writeString(added, ADDED.replace("10.0.0.1", "10.0.0.2"));

        assertThat(user().remove("demo", added)).isEmpty();
        assertThat(own).hasContent(before);
    }

    @Test
    void a_broken_file_is_told_but_no_failure_when_a_cluster_goes() throws IOException {
        own("clusters: [");

        assertThat(user().remove("demo", added).orElseThrow()).startsWith("cluster demo may still be in " + own);
        assertThat(own).hasContent("clusters: [");
    }

    @Test
    void there_is_nothing_to_take_out_of_no_file() {
        assertThat(user().remove("demo", added)).isEmpty();
        assertThat(own).doesNotExist();
    }

    private Path merge(String cluster) {
        return user().add(cluster, added);
    }

    private UserKubeconfig user() {
        return new UserKubeconfig(surroundings(Map.of()));
    }

    private Surroundings surroundings(Map<String, String> environment) {
        return new Surroundings(environment, folder.resolve("home"), new NoTerminal(), Clock.systemUTC());
    }

    private void own(String content) throws IOException {
        Files.createDirectories(own.getParent());
        Files.writeString(own, content);
    }

    private static Map<String, Object> read(Path file) throws IOException {
        return YamlText.readAll(Files.readString(file)).getFirst();
    }

    private static List<Object> names(Map<String, Object> tree, String list) {
        return ((List<?>) tree.get(list))
                .stream().<Object>map(entry -> ((Map<?, ?>) entry).get("name")).toList();
    }

    private record NoTerminal() implements Surroundings.Terminal {
        @Override
        public boolean interactive() {
            return false;
        }

        @Override
        public boolean watched() {
            return false;
        }

        @Override
        public String ask(String question) {
            throw new AssertionError(question);
        }
    }
}
