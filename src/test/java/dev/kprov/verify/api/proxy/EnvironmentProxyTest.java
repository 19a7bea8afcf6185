package dev.kprov.verify.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxyTest {
    @Test
    void each_scheme_has_its_own_and_the_capital_letters_win() {
        EnvironmentProxy proxies = new EnvironmentProxy(Map.of(
                "HTTPS_PROXY", "http://upper:3128", "https_proxy", "http://lower:3128", "http_proxy", "plain:8080"));

        assertThat(proxies.of("https://10.0.0.1:6443")).contains("http://upper:3128");
        assertThat(proxies.of("http://10.0.0.1:8080")).contains("http://plain:8080");
        assertThat(new EnvironmentProxy(Map.of("HTTPS_PROXY", " ", "https_proxy", "")).of("https://10.0.0.1"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost:6443", "https://127.0.0.1:6443", "https://127.1.2.3", "https://[::1]:1"})
    void nobody_asks_a_proxy_for_this_machine(String server) {
        assertThat(with("").of(server)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*, https://api.example.com",
        "example.com, https://api.example.com",
        "example.com, https://example.com",
        ".example.com, https://api.example.com",
        "*.example.com, https://api.example.com",
        "'a, API.example.com ,b', https://api.EXAMPLE.com:6443",
        "api.example.com:6443, https://api.example.com:6443",
        "api.example.com:443, https://api.example.com",
        "10.0.0.0/8, https://10.1.2.3:6443",
        "10.1.2.3, https://10.1.2.3:6443",
        "10.1.2.3:6443, https://10.1.2.3:6443",
        "fd00::/8, https://[fd00::1]:6443",
        "fd00::1, https://[fd00::1]:6443",
        "[fd00::1]:6443, https://[fd00::1]:6443",
    })
    void whoever_no_proxy_names_is_asked_directly(String exceptions, String server) {
        assertThat(with(exceptions).of(server)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        ".example.com, https://example.com",
        "example.com, https://badexample.com",
        "api.example.com:443, https://api.example.com:6443",
        "10.0.0.0/8, https://11.1.2.3:6443",
        "10.0.0.0/8, https://api.example.com",
        "10.0.0.0/x, https://10.1.2.3",
        "2.3, https://10.1.2.3",
        "fd00::1, https://[fd00::2]:6443",
    })
    void nobody_else_is(String exceptions, String server) {
        assertThat(with(exceptions).of(server)).contains("http://proxy:3128");
    }

    private static EnvironmentProxy with(String exceptions) {
        return new EnvironmentProxy(Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", exceptions));
    }
}
