package dev.kprov.verify.dns;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The few pieces of RFC 1035 that asking for a name's address takes.
final class DnsMessage {
    private static final int HEADER = 12;
    private static final int POINTER = 0xC0;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RESPONSE = 0x8000;
    private static final int INTERNET = 1;

    private DnsMessage() {}

    enum Type {
        A(1),
        AAAA(28);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        /// What to ask for when this address is expected.
        static Type of(InetAddress address) {
            return address.getAddress().length == 4 ? A : AAAA;
        }
    }

    /// @param code 0 when all is well, 3 when there is no such name
    record Answer(int id, int code, List<InetAddress> addresses) {
        Answer {
            addresses = List.copyOf(addresses);
        }
    }

    static byte[] question(int id, String name, Type type) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int value : new int[] {id, RECURSION_DESIRED, 1, 0, 0, 0}) {
            put(out, value);
        }
        for (String label : name.split("\\.", -1)) {
            byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        out.write(0);
        put(out, type.code);
        put(out, INTERNET);
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }

    /// Empty when it is no complete answer.
    static Optional<Answer> read(byte[] message) {
        try {
            return Optional.of(parse(ByteBuffer.wrap(message)));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Answer parse(ByteBuffer in) {
        int id = unsigned(in);
        int flags = unsigned(in);
        if ((flags & RESPONSE) == 0) {
            throw new IllegalArgumentException("a question, not an answer");
        }
        int questions = unsigned(in);
        int answers = unsigned(in);
        in.position(HEADER);
        for (int i = 0; i < questions; i++) {
            skipName(in);
            in.position(in.position() + 4);
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            record(in).ifPresent(addresses::add);
        }
        return new Answer(id, flags & 0xF, addresses);
    }

    private static Optional<InetAddress> record(ByteBuffer in) {
        skipName(in);
        int type = unsigned(in);
        in.position(in.position() + 6);
        byte[] content = new byte[unsigned(in)];
        in.get(content);
        boolean address = Arrays.stream(Type.values()).anyMatch(known -> known.code == type);
        return address ? Optional.of(address(content)) : Optional.empty();
    }

    private static InetAddress address(byte[] content) {
        try {
            return InetAddress.getByAddress(content);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + content.length + " bytes", e);
        }
    }

    private static void skipName(ByteBuffer in) {
        int length = in.get() & 0xFF;
        while (length != 0 && (length & POINTER) == 0) {
            in.position(in.position() + length);
            length = in.get() & 0xFF;
        }
        if (length != 0) {
            in.get();
        }
    }

    private static int unsigned(ByteBuffer in) {
        return in.getShort() & 0xFFFF;
    }
}
