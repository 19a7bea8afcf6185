package dev.kprov.verify.api;

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

/// TLS with a server that goes by another name than its address has: `tls-server-name` of a kubeconfig. That name is
/// told to the server, for those that choose by it whom they lead to, and is the one that its certificate must be
/// for, as with kubectl. The JDK's HTTP client knows only the address; who is asked for the name is its TLS context.
final class NamedServer extends SSLContextSpi {
    private final String name;
    private final SSLContext tls;

    private NamedServer(String name, SSLContext tls) {
        this.name = name;
        this.tls = tls;
    }

    /// The same, but for this name.
    static SSLContext of(String name, SSLContext tls) {
        return new SSLContext(new NamedServer(name, tls), tls.getProvider(), tls.getProtocol()) {};
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        return new NamedEngine(name, tls.createSSLEngine(name, port));
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        return engineCreateSSLEngine(name, -1);
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
