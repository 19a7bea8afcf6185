package dev.kprov.verify;

import dev.kprov.shell.Result;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.HexFormat;

/// Hosts that answer the probe's script without running it.
final class FakeHosts {
    private FakeHosts() {}

    /// Every query gets the same address.
    static Result answer(Script script, String address) {
        if (!script.parameters().containsKey("QUERIES")) {
            // It keeps no certificates.
            return new Result(0, "", "");
        }
        StringBuilder out = new StringBuilder();
        for (String line : queries(script)) {
            String[] words = line.split(" ", -1);
            byte[] query = unescape(words[3]);
            boolean tcp = words[1].equals("tcp");
            out.append(words[0])
                    .append(" 0 ")
                    .append(tcp ? "0000" : "")
                    .append(HexFormat.of().formatHex(reply(query, tcp ? 2 : 0, address)))
                    .append('\n');
        }
        return new Result(0, out.toString(), "");
    }

    /// Queries at a Service other than that of the DNS may get no answer.
    static Result silent(Script script, boolean silent) {
        if (!silent) {
            return answer(script, "10.96.0.1");
        }
        String served = answer(script, "10.96.0.1")
                .stdout()
                .lines()
                .map(line -> line.startsWith("service:") ? line.substring(0, line.indexOf(' ')) + " 124 " : line)
                .reduce("", (all, line) -> all + line + "\n");
        return new Result(0, served, "");
    }

    /// What a DNS server answers to a question over TCP.
    static byte[] answerOverTcp(byte[] framed, String address) {
        byte[] reply = reply(framed, 2, address);
        byte[] answer = new byte[reply.length + 2];
        answer[0] = (byte) (reply.length >> 8);
        answer[1] = (byte) reply.length;
        System.arraycopy(reply, 0, answer, 2, reply.length);
        return answer;
    }

    private static String[] queries(Script script) {
        return ((Value.Text) script.parameters().get("QUERIES")).text().split("\n", -1);
    }

    private static byte[] unescape(String octal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < octal.length(); i += 4) {
            bytes.write(Integer.parseInt(octal.substring(i + 1, i + 4), 8));
        }
        return bytes.toByteArray();
    }

    private static byte[] reply(byte[] query, int from, String address) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(out);
            data.write(query, from, 2);
            data.writeShort(0x8580);
            data.writeShort(1);
            data.writeShort(1);
            data.writeInt(0);
            data.write(query, from + 12, query.length - from - 12);
            data.writeShort(0xC00C);
            data.writeShort(1);
            data.writeShort(1);
            data.writeInt(5);
            data.writeShort(4);
            data.write(InetAddress.getByName(address).getAddress());
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
