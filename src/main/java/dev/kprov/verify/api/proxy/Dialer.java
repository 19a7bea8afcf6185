package dev.kprov.verify.api.proxy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/// Makes connections through a proxy.
abstract class Dialer {
    private static final int MILLIS = 5_000;

    private final String proxy;
    private final int port;

    /// @param proxy its host
    /// @param port its own
    Dialer(String proxy, int port) {
        this.proxy = proxy;
        this.port = port;
    }

    /// Whoever is dialled speaks and listens at it. An `IOException` says in words why nobody is.
    ///
    /// @param host a name, which the proxy looks up, or an address without brackets
    final Socket dial(String host, int port) throws IOException {
        // Or it might be led through what Java takes for its proxy.
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            socket.connect(new InetSocketAddress(proxy, this.port), MILLIS);
            socket.setSoTimeout(MILLIS);
            Socket led = lead(socket, host, port);
            led.setSoTimeout(0);
            return led;
        } catch (UnknownHostException e) {
            throw ended(socket, new IOException("the name " + proxy + " is not known", e));
        } catch (SocketTimeoutException e) {
            throw ended(socket, new IOException("the proxy does not answer within " + MILLIS / 1000 + " s", e));
        } catch (ConnectException e) {
            throw ended(socket, new IOException("connection refused", e));
        } catch (IOException e) {
            throw ended(socket, e);
        }
    }

    /// Has the proxy lead on.
    ///
    /// @param socket to the proxy
    abstract Socket lead(Socket socket, String host, int port) throws IOException;

    final String proxy() {
        return proxy;
    }

    final int port() {
        return port;
    }

    private static IOException ended(Socket socket, IOException why) {
        try {
            socket.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        return why;
    }
}
