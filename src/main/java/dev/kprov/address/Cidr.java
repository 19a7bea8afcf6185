package dev.kprov.address;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A network: an address and how many of its first bits count.
public record Cidr(IpAddress address, int prefix) {
    private static final Pattern TEXT = Pattern.compile("([^/]+)/(0|[1-9][0-9]{0,2})");

    /// Empty when the text is no `address/prefix`. The address may still have host bits, see `network`.
    public static Optional<Cidr> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(matcher.group(2));
        return IpAddress.parse(matcher.group(1))
                .filter(address -> prefix <= address.bits())
                .map(address -> new Cidr(address, prefix));
    }

    /// The same network with all host bits zero.
    public Cidr network() {
        int hostBits = address.bits() - prefix;
        BigInteger number = address.number().shiftRight(hostBits).shiftLeft(hostBits);
        return new Cidr(new IpAddress(number, address.bits()), prefix);
    }

    public boolean contains(IpAddress other) {
        return other.bits() == address.bits()
                && new Cidr(other, prefix).network().equals(network());
    }

    public boolean overlaps(Cidr other) {
        return prefix <= other.prefix ? contains(other.address) : other.contains(address);
    }

    @Override
    public String toString() {
        return address + "/" + prefix;
    }
}
