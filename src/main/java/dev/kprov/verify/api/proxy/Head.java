package dev.kprov.verify.api.proxy;

import java.io.IOException;
import java.io.InputStream;

/// What an HTTP message begins with, up to the empty line.
final class Head {
    private static final int LONGEST = 8_192;

    private Head() {}

    /// Not an octet more. What ends before, or does not end, is cut off.
    static String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST && head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                return "";
            }
            head.append((char) octet);
        }
        return head.toString();
    }
}
