package dev.kprov.lab;

import java.io.IOException;
import java.util.Map;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/// Stands before the lab's mirror and hands on what it says, or says something else.
final class FaultyMirror implements AutoCloseable {
    private static final String SETTINGS = """
            user root;
            daemon off;
            error_log stderr;
            pid /run/nginx.pid;
            events {}
            http {
              server {
                listen 80;
                location /manifests/ {
                  if (-f /run/manifests-503) { return 503; }
                  proxy_pass http://MIRROR;
                }
                location ~ [.]deb$ {
                  if (-f /run/packages-503) { return 503; }
                  if (-f /run/packages-cut) { return 200 "cut"; }
                  proxy_pass http://MIRROR;
                }
                location / {
                  if (-f /run/packages-503) { return 503; }
                  proxy_pass http://MIRROR;
                }
              }
            }
            """;

    private final LabSettings lab;
    private final GenericContainer<?> container;

    private FaultyMirror(LabSettings lab, GenericContainer<?> container) {
        this.lab = lab;
        this.container = container;
    }

    @SuppressWarnings("resource") // closed by FaultyMirror
    static FaultyMirror start(LabSettings lab) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(lab.get("image.mirror")))
                .withLabel(lab.get("label"), "host")
                .withNetworkMode(lab.get("network"))
                .withTmpFs(Map.of("/run", ""))
                .withCopyToContainer(
                        Transferable.of(SETTINGS.replace("MIRROR", lab.get("mirror.address"))), "/etc/lab/faulty.conf")
                .withCommand("nginx", "-c", "/etc/lab/faulty.conf");
        container.start();
        return new FaultyMirror(lab, container);
    }

    String address() {
        return container
                .getContainerInfo()
                .getNetworkSettings()
                .getNetworks()
                .get(lab.get("network"))
                .getIpAddress();
    }

    /// The lab's profile with packages and manifests from here; images come from the mirror itself.
    String profile() {
        return lab.profile().replace("http://" + lab.get("mirror.address") + "/", "http://" + address() + "/");
    }

    /// What is said from now on about `packages` or `manifests`: `503`, `cut` (short files), or `well`.
    void answer(String about, String how) {
        try {
            ExecResult result = container.execInContainer(
                    "sh",
                    "-c",
                    "touch /run/%1$s-%2$s; for f in /run/%1$s-*; do".formatted(about, how)
                            + " [ $f = /run/%s-%s ] || rm $f; done".formatted(about, how));
            if (result.getExitCode() != 0) {
                throw new AssertionError("the mirror cannot be switched: " + result.getStderr());
            }
        } catch (IOException e) {
            throw new AssertionError("the mirror cannot be switched", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
