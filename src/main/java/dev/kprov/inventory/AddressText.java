package dev.kprov.inventory;

import dev.kprov.address.IpAddress;
import dev.kprov.yaml.Value;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An IP address or a DNS name.
final class AddressText {
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)*");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final int LONGEST_NAME = 253;

    private AddressText() {}

    static Optional<String> read(Value value) {
        Optional<String> text = value.text();
        if (text.isPresent() && !fits(text.get())) {
            value.refuse(
                    value.path() + " " + value.quoted() + " is neither an IP address nor a DNS name",
                    why(text.get()),
                    "write an address such as 10.0.0.11 or fd00::11, or a name such as worker-1.example.com");
            return Optional.empty();
        }
        return text;
    }

    /// The same for two spellings of one address.
    static String canonical(String address) {
        return IpAddress.parse(address).map(IpAddress::toString).orElse(address.toLowerCase(Locale.ROOT));
    }

    private static boolean fits(String text) {
        if (text.contains(":") || NUMBERS.matcher(text).matches()) {
            return IpAddress.parse(text).isPresent();
        }
        return text.length() <= LONGEST_NAME
                && NAME.matcher(text.toLowerCase(Locale.ROOT)).matches();
    }

    private static String why(String text) {
        if (text.contains("/")) {
            return "it has a / as a network has, but one machine is meant";
        }
        if (text.contains(":") && text.indexOf(':') == text.lastIndexOf(':')) {
            return "a port does not belong here but in ssh.port";
        }
        if (text.contains("@")) {
            return "a user does not belong here but in ssh.user";
        }
        return NUMBERS.matcher(text).matches()
                ? "an IPv4 address has four numbers from 0 to 255 without leading zeros"
                : "a DNS name has letters, digits, - and dots; an IPv6 address hexadecimal groups and no brackets";
    }
}
