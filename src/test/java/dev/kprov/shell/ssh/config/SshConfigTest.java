package dev.kprov.shell.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The configuration, compared with what `ssh -G` of this machine makes of the same file.
final class SshConfigTest {
    private static final Path CONFIGS = Path.of("src/test/resources/dev/kprov/shell/ssh/config");
    private static final List<String> HOSTS =
            List.of("a", "b.example.com", "web1", "web22", "DB", "10.0.0.7", "bastion", "other");
    private static final LocalUser USER =
            new LocalUser(System.getProperty("user.name"), Path.of(System.getProperty("user.home")), System.getenv());

    @TempDir
    private Path home;

    @TestFactory
    Stream<DynamicTest> it_is_read_as_ssh_reads_it() throws Exception {
        try (Stream<Path> files = Files.list(CONFIGS)) {
            return files.filter(file -> file.toString().endsWith(".config")).sorted().toList().stream()
                    .flatMap(file -> HOSTS.stream()
                            .map(host -> DynamicTest.dynamicTest(
                                    file.getFileName() + " for " + host, () -> compare(file, host))));
        }
    }

    private static void compare(Path file, String host) throws Exception {
        Map<String, List<String>> theirs = ssh(file, host);
        HostConfig config = new SshConfig(USER, List.of(file)).of(destination(host));
        assertThat(theirs.get("hostname")).containsExactly(config.host());
        assertThat(theirs.get("user")).containsExactly(config.user());
        assertThat(theirs.get("port")).containsExactly(Integer.toString(config.port()));
        assertThat(theirs.get("identitiesonly")).containsExactly(config.identitiesOnly() ? "yes" : "no");
        assertThat(theirs.get("userknownhostsfile"))
                .containsExactly(String.join(
                        " ", config.knownHosts().stream().map(Path::toString).toList()));
        assertThat(theirs.get("connecttimeout")).containsExactly(written(config, "connecttimeout", "none"));
        assertThat(theirs.get("serveraliveinterval")).containsExactly(written(config, "serveraliveinterval", "0"));
        assertThat(theirs.getOrDefault("identityagent", List.of()))
                .isEqualTo(config.written("identityagent").stream()
                        .map(agent -> USER.path(agent).toString())
                        .toList());
        assertThat(theirs.getOrDefault("hostkeyalias", List.of())).isEqualTo(config.written("hostkeyalias"));
        assertThat(theirs.getOrDefault("proxyjump", List.of()))
                .isEqualTo(config.jumpHosts().isEmpty() ? List.of() : config.written("proxyjump"));
        assertThat(theirs.getOrDefault("certificatefile", List.of())).isEqualTo(config.written("certificatefile"));
        assertThat(theirs.get("stricthostkeychecking"))
                .containsExactly(
                        switch (written(config, "stricthostkeychecking", "ask")) {
                            case "yes" -> "true";
                            case "no", "off" -> "false";
                            case String other -> other;
                        });
        if (config.identityFiles().isPresent()) {
            assertThat(theirs.get("identityfile")).isEqualTo(config.written("identityfile"));
        } else {
            assertThat(theirs.get("identityfile")).as("ssh's defaults").contains("~/.ssh/id_rsa");
        }
    }

    private static String written(HostConfig config, String keyword, String otherwise) {
        List<String> values = config.written(keyword);
        return values.isEmpty() ? otherwise : values.getFirst();
    }

    private static Map<String, List<String>> ssh(Path file, String host) throws Exception {
        Process process = new ProcessBuilder("ssh", "-T", "-G", "-F", file.toString(), host)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        Map<String, List<String>> values = new HashMap<>();
        for (String line : said.lines().toList()) {
            String[] words = line.split(" ", 2);
            values.computeIfAbsent(words[0], keyword -> new ArrayList<>()).add(words.length > 1 ? words[1] : "");
        }
        return values;
    }

    private static Destination destination(String host) {
        return new Destination(host, Optional.empty(), Optional.empty(), USER.name());
    }

    @Test
    void includes_are_looked_for_beside_the_file_and_do_not_reach_out_of_themselves() throws Exception {
        Files.writeString(home.resolve("10.conf"), "Host b\n  Port 10\nHost a\n");
        Files.writeString(home.resolve("20.conf"), "User twenty\nMatch host nobody\n");
        Files.writeString(home.resolve(".hidden.conf"), "User hidden\n");
        HostConfig config = read("Include *.conf nothing/*\nHost a\n  Port 30\n", "a");
        assertThat(config.port()).isEqualTo(30);
        assertThat(config.user()).isEqualTo("twenty");
        assertThat(read("Host b\n  Include 20.conf\n  Port 40\n", "a").user()).isEqualTo(USER.name());
    }

    @Test
    void what_the_user_says_wins() throws Exception {
        Path file = Files.writeString(home.resolve("config"), "User config\nPort 1\nMatch user me\n  Port 2\n");
        HostConfig config =
                new SshConfig(USER, List.of(file)).of(new Destination("a", Optional.of("me"), Optional.of(3), "root"));
        assertThat(config.user()).isEqualTo("me");
        assertThat(config.port()).isEqualTo(3);
    }

    @Test
    void tokens_and_variables_are_filled_in() throws Exception {
        LocalUser user = new LocalUser("me", home, Map.of("WHERE", "/there", "SSH_AUTH_SOCK", "/agent"));
        Path file = Files.writeString(home.resolve("config"), """
            HostName %h.example.com
            IdentityFile ~/%n-%h-%p-%r-%u-%d-%%
            IdentityFile ${WHERE}/key
            IdentityFile none
            UserKnownHostsFile ~/%k
            HostKeyAlias alias
            """);
        HostConfig config = new SshConfig(user, List.of(file)).of(destination("a"));
        assertThat(config.identityFiles().orElseThrow())
                .containsExactly(
                        home.resolve("a-a.example.com-22-" + USER.name() + "-me-" + home + "-%"),
                        Path.of("/there/key"));
        assertThat(config.knownHosts()).containsExactly(home.resolve("alias"));
        assertThat(config.agent()).hasValue(Path.of("/agent"));
    }

    @Test
    void jump_hosts_come_in_their_order_and_the_first_of_two_ways_counts() throws Exception {
        assertThat(read("ProxyJump a,me@[fd00::1]:22,ssh://x@y:2\nProxyCommand nc\n", "h")
                        .jumpHosts())
                .containsExactly(
                        new JumpHost(Optional.empty(), "a", Optional.empty()),
                        new JumpHost(Optional.of("me"), "fd00::1", Optional.of(22)),
                        new JumpHost(Optional.of("x"), "y", Optional.of(2)));
        assertThat(read("ProxyCommand nc %h\nProxyJump a\n", "h").jumpHosts()).isEmpty();
        assertThat(read("\nProxyCommand nc %h\n", "h").proxyCommand()).hasValue(home.resolve("config") + ":2");
        assertThat(read("ProxyJump none\n", "h").jumpHosts()).isEmpty();
    }

    @Test
    void wrong_lines_are_told_with_file_and_line_as_ssh_refuses_them_too() throws Exception {
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("IdentityFle x", "ssh knows no such keyword"),
                Map.entry("Port many", "many is no port"),
                Map.entry("Port", "it has no value"),
                Map.entry("User a b", "it has more than one value"),
                Map.entry("IdentityFile \"x", "a quote is never closed"),
                Map.entry("StrictHostKeyChecking perhaps", "perhaps is not known here"),
                Map.entry("IdentitiesOnly perhaps", "perhaps is not known here"),
                Map.entry("ConnectTimeout soon", "soon is no time"),
                Map.entry("Host", "it names no host"),
                Map.entry("Match", "it has no criteria"),
                Map.entry("Match host", "the criterion host has no value"),
                Map.entry("Match hots a", "the criterion hots is not known"),
                Map.entry("Match all host a", "all stands beside another criterion"),
                Map.entry("Include", "it names no file"));
        for (Map.Entry<String, String> entry : wrong.entrySet()) {
            String text = "# first\n\n" + entry.getKey() + "\n";
            Problem problem = problem(text);
            assertThat(problem.where()).isEqualTo(home.resolve("config") + ":3");
            assertThat(problem.why()).as(entry.getKey()).isEqualTo(entry.getValue());
            assertThat(problem.exitCode()).isEqualTo(ExitCode.INVALID);
            Process process = new ProcessBuilder(
                            "ssh", "-G", "-F", home.resolve("config").toString(), "a")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            assertThat(process.waitFor()).as("ssh -G with " + entry.getKey()).isNotZero();
        }
    }

    @Test
    void files_that_include_each_other_are_told() throws Exception {
        assertThat(problem("Include config\n").why()).contains("include each other");
    }

    @Test
    void a_keyword_of_a_newer_ssh_can_be_ignored() throws Exception {
        assertThat(read("IgnoreUnknown New*,Other\nNewThing yes\nPort 3\n", "a").port())
                .isEqualTo(3);
    }

    @Test
    void without_files_ssh_has_its_defaults() {
        HostConfig config = new SshConfig(new LocalUser("me", home, Map.of()), List.of(home.resolve("none")))
                .of(destination("Host"));
        assertThat(config.host()).isEqualTo("host");
        assertThat(config.agent()).isEmpty();
        assertThat(config.identityFiles()).isEmpty();
        assertThat(config.hostKeyPolicy()).isEqualTo(HostKeyPolicy.STRICT);
    }

    private HostConfig read(String text, String host) throws Exception {
        Path file = Files.writeString(home.resolve("config"), text);
        return new SshConfig(USER, List.of(file)).of(destination(host));
    }

    private Problem problem(String text) {
        KprovException refusal = catchThrowableOfType(KprovException.class, () -> read(text, "a"));
        assertThat(refusal).as(text).isNotNull();
        return refusal.problems().getFirst();
    }
}
