package dev.kprov.verify.api.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/// A TLS context whose engines greet a server as it is to be greeted: with the curves that it is offered, and by the
/// name that it goes by, where that is not its address: `tls-server-name` of a kubeconfig. That name is told to the
/// server, for those that choose by it whom they lead to, and is the one that its certificate must be for, as with
/// kubectl. The JDK's HTTP client knows only the address; who is asked for the rest is its TLS context.
final class ClientContext extends SSLContextSpi {
    private final SSLContext tls;
    private final String name;
    private final Greeting greeting;
    private final Resumption resumption;

    private ClientContext(SSLContext tls, String name, Greeting greeting, Resumption resumption) {
        this.tls = tls;
        this.name = name;
        this.greeting = greeting;
        this.resumption = resumption;
    }

    /// The same otherwise.
    ///
    /// @param name empty where the server goes by its address
    static SSLContext of(SSLContext tls, String name, Greeting greeting, Resumption resumption) {
        return new SSLContext(
                new ClientContext(tls, name, greeting, resumption), tls.getProvider(), tls.getProtocol()) {};
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        return new ClientEngine(tls.createSSLEngine(name.isEmpty() ? host : name, port), name, greeting, resumption);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        return new ClientEngine(tls.createSSLEngine(), name, greeting, resumption);
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trusted, SecureRandom random)
            throws KeyManagementException {
        tls.init(keys, trusted, random);
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        return tls.getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        return tls.getServerSocketFactory();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return tls.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return tls.getClientSessionContext();
    }
}
