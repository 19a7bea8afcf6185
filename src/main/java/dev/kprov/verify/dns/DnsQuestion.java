package dev.kprov.verify.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A question for a name's address of which the only right answer is known.
public final class DnsQuestion {
    private static final int LENGTH = 2;
    private static final int ID = 0x4B50;

    private final String name;
    private final InetAddress expected;

    /// @param name what to ask for, without a dot at its end
    /// @param expected the only right answer, an IP address
    public DnsQuestion(String name, String expected) {
        this.name = name;
        try {
            this.expected = InetAddress.getByName(expected);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: " + expected, e);
        }
    }

    /// As it is sent over UDP.
    ///
    /// @param number tells it from others of its kind
    byte[] message(int number) {
        return DnsMessage.question(ID + number, name, DnsMessage.Type.of(expected));
    }

    /// As it is sent over TCP.
    public byte[] framed(int number) {
        byte[] message = message(number);
        byte[] framed = new byte[message.length + LENGTH];
        framed[0] = (byte) (message.length >> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, LENGTH, message.length);
        return framed;
    }

    /// Whether this is all that is to come of an answer over TCP.
    public static boolean complete(byte[] framed) {
        return framed.length >= LENGTH && framed.length - LENGTH >= ((framed[0] & 0xFF) << 8 | framed[1] & 0xFF);
    }

    /// The message in an answer over TCP.
    static byte[] unframed(byte[] framed) {
        return Arrays.copyOfRange(framed, Math.min(LENGTH, framed.length), framed.length);
    }

    /// What is wrong with an answer over TCP; empty when it is right.
    public Optional<String> complaintOfFramed(byte[] framed, int number) {
        return complaint(unframed(framed), number);
    }

    /// What is wrong with an answer; empty when it is right.
    Optional<String> complaint(byte[] message, int number) {
        Optional<DnsMessage.Answer> answer = DnsMessage.read(message).filter(read -> read.id() == ID + number);
        if (answer.isEmpty()) {
            return Optional.of("the answer is not one to our query, somebody else sent it");
        }
        if (answer.get().code() != 0) {
            return Optional.of("DNS error " + answer.get().code() + " for " + name);
        }
        List<InetAddress> addresses = answer.get().addresses();
        return addresses.equals(List.of(expected))
                ? Optional.empty()
                : Optional.of("the answer is "
                        + addresses.stream().map(InetAddress::getHostAddress).toList() + " and not "
                        + expected.getHostAddress());
    }

    /// The right answer, for a reader.
    public String rightAnswer() {
        return name + " is " + expected.getHostAddress();
    }
}
