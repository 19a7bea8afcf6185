package dev.kprov.verify.api.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// The token of OpenID Connect that a kubeconfig keeps in `auth-provider`. Its rules are told in
/// <https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-kubectl>.
///
/// kprov renews none: that may use up the old ones, and the new ones would have to go into a file of the user's.
public final class OidcToken {
    private OidcToken() {}

    /// A `KprovException` says why there is none that holds.
    ///
    /// @param provider the user's entry in the kubeconfig
    public static String of(JsonNode provider, Path kubeconfig, Instant now) {
        String name = provider.path("name").asText("");
        if (!name.equals("oidc")) {
            throw failure(
                    kubeconfig,
                    "its auth-provider is \"" + name + "\", and kubectl itself knows only oidc since 1.26",
                    "write it anew with the provider's own command, such as gcloud container clusters get-credentials or"
                            + " az aks get-credentials with kubelogin: it then names a program in exec");
        }
        String token = provider.path("config").path("id-token").asText("");
        if (token.isEmpty()) {
            throw failure(kubeconfig, "its auth-provider has no id-token", "log in anew");
        }
        end(token).filter(end -> !end.isAfter(now)).ifPresent(end -> {
            throw failure(
                    kubeconfig,
                    "the id-token of its auth-provider expired on " + end,
                    "ask anything with kubectl and this kubeconfig, which renews the token where there is a"
                            + " refresh-token; else log in anew");
        });
        return token;
    }

    /// Of a JSON Web Token (RFC 7519).
    private static Optional<Instant> end(String token) {
        try {
            String[] parts = token.split("\\.", -1);
            JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[parts.length / 2]));
            return Optional.of(claims.path("exp"))
                    .filter(JsonNode::isNumber)
                    .map(exp -> Instant.ofEpochSecond(exp.asLong()));
        } catch (IOException | IllegalArgumentException e) {
            // Whatever it is, the server knows whether it holds.
            return Optional.empty();
        }
    }

    private static KprovException failure(Path kubeconfig, String why, String remedy) {
        return new KprovException(
                Problem.of(ExitCode.INVALID, "no credentials in the kubeconfig " + kubeconfig, why, remedy));
    }
}
