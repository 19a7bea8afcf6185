package dev.kprov.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "255.255.255.255, 255.255.255.255",
        "fd00:0:0:0:0:0:0:11, fd00::11",
        "FD00::A:0:0:B, fd00::a:0:0:b",
        "::, ::",
        "::1, ::1",
        "fe80::, fe80::",
        "1:0:3:4:5:6:7:8, 1:0:3:4:5:6:7:8",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1"
    })
    void addresses_are_printed_in_one_way_only(String text, String canonical) {
        assertThat(IpAddress.parse(text)).map(IpAddress::toString).hasValue(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.4 ",
                "a.b.c.d",
                ":",
                ":::",
                "1::2::3",
                "12345::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8:9",
                "[::1]",
                "fe80::1%eth0",
                "::g"
            })
    void what_is_no_address_is_not_taken_for_one(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.244.3.7/16, 10.244.0.0/16",
        "10.0.0.1/0, 0.0.0.0/0",
        "10.0.0.1/32, 10.0.0.1/32",
        "fd00:10:244:1::/48, fd00:10:244::/48"
    })
    void the_network_of_an_address_has_no_host_bits(String text, String network) {
        assertThat(Cidr.parse(text).orElseThrow().network()).hasToString(network);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "/8", "10.0.0.0/08", "10.0.0.0/8/8", "fd00::/129", "a/8"
            })
    void what_is_no_network_is_not_taken_for_one(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @Test
    void networks_overlap_when_one_contains_the_other() {
        assertThat(cidr("10.0.0.0/8").overlaps(cidr("10.96.0.0/12"))).isTrue();
        assertThat(cidr("10.96.0.0/12").overlaps(cidr("10.0.0.0/8"))).isTrue();
        assertThat(cidr("10.96.0.0/12").overlaps(cidr("10.112.0.0/12"))).isFalse();
        assertThat(cidr("0.0.0.0/0").overlaps(cidr("::/0"))).isFalse();
    }

    private static Cidr cidr(String text) {
        return Cidr.parse(text).orElseThrow();
    }
}
