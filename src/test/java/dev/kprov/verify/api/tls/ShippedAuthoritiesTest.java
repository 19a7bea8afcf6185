package dev.kprov.verify.api.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShippedAuthoritiesTest {
    @Test
    void java_still_reads_them_where_it_did() throws ClassNotFoundException {
        assertThat(Class.forName(ShippedAuthorities.READER, false, null)).isNotNull();
    }
}
