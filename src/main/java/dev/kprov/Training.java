package dev.kprov;

import dev.kprov.training.Papers;
import dev.kprov.training.PlayedServer;
import dev.kprov.training.PlayedServer.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/// What `bin/kprov` starts to make its archive of loaded classes: it makes a cluster on a host that is not there, and
/// verifies two that this process plays itself. Nothing but this machine is asked, and nothing is left outside of the
/// working folder.
final class Training {
    private static final String INVENTORY = """
        apiVersion: kprov/v1
        cluster: training
        hosts:
          - {name: training, address: 127.0.0.1, roles: [control-plane], ssh: {user: root, port: 1}}
        """;

    /// Nothing of it comes from elsewhere, and nobody is waited for.
    private static final String PROFILE = """
        apiVersion: kprov/v1
        installer: kubeadm
        kubernetes: {version: 1.36.4}
        network: {plugin: none}
        packages:
          kubernetes: {url: "http://127.0.0.1:1/", suite: /, key: "http://127.0.0.1:1/key"}
        timeouts: {connect: 1s}
        """;

    private Training() {}

    public static void main(String[] args) throws IOException, InterruptedException, GeneralSecurityException {
        Path place = Path.of("").toAbsolutePath();
        Kprov.main(new String[] {"version"});
        make(place);
        verify(place);
        System.exit(0);
    }

    private static void make(Path place) throws IOException {
        Files.writeString(place.resolve("inventory.yaml"), INVENTORY);
        Path profile = Files.writeString(place.resolve("kubeadm.yaml"), PROFILE);
        Program.run("up", "--profile", profile.toString());
    }

    private static void verify(Path place) throws IOException, InterruptedException, GeneralSecurityException {
        Papers papers = Papers.issue(place);
        for (Protocol protocol : Protocol.values()) {
            try (PlayedServer server = PlayedServer.start(protocol, papers)) {
                Path kubeconfig =
                        Files.writeString(place.resolve(protocol + ".conf"), papers.kubeconfig(server.port()));
                Program.run("verify", "--kubeconfig", kubeconfig.toString(), "--timeout", "1s");
            }
        }
    }
}
