package dev.kprov.verify.api.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OidcTokenTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void one_that_holds_is_taken() throws Exception {
        String token =
                jwt("{\"iss\":\"https://a\",\"exp\":" + NOW.plusSeconds(1).getEpochSecond() + "}");

        assertThat(of("oidc", token)).isEqualTo(token);
    }

    /// Their end is the server's business.
    @ParameterizedTest
    @ValueSource(strings = {"opaque", "a.b.c", "e30.e30.c2ln", "e30.eyJleHAiOiJzb29uIn0.c2ln"})
    void one_that_does_not_tell_its_end_is_taken(String token) throws Exception {
        assertThat(of("oidc", token)).isEqualTo(token);
    }

    @Test
    void one_whose_time_is_over_is_told_with_when_and_what_to_do() {
        String token = jwt("{\"exp\":" + NOW.getEpochSecond() + "}");

        assertThatThrownBy(() -> of("oidc", token)).isInstanceOfSatisfying(KprovException.class, e -> {
            assertThat(e.problems().getFirst().exitCode()).isEqualTo(ExitCode.INVALID);
            assertThat(e.problems().getFirst().why())
                    .isEqualTo("the id-token of its auth-provider expired on 2026-11-30T12:00:00Z");
            assertThat(e.problems().getFirst().remedy()).contains("kubectl", "log in anew");
        });
    }

    @ParameterizedTest
    @CsvSource({"gcp, t, auth-provider is \"gcp\"", "oidc, '', no id-token"})
    void what_is_none_is_told(String provider, String token, String why) {
        assertThatThrownBy(() -> of(provider, token))
                .isInstanceOfSatisfying(
                        KprovException.class,
                        e -> assertThat(e.problems().getFirst().why()).contains(why));
    }

    private static String jwt(String claims) {
        return "e30."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    private static String of(String name, String token) throws Exception {
        JsonNode provider = new ObjectMapper().readTree("""
                {"name": "%s", "config": {"id-token": "%s", "idp-issuer-url": "https://a", "client-id": "k"}}
                """.formatted(name, token));
        return OidcToken.of(provider, Path.of("a.conf"), NOW);
    }
}
