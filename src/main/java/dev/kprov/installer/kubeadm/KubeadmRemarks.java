package dev.kprov.installer.kubeadm;

import dev.kprov.address.IpAddress;
import dev.kprov.installer.Intent;
import dev.kprov.installer.Remark;
import dev.kprov.inventory.Host;
import java.util.ArrayList;
import java.util.List;

/// What is likely to go wrong on hosts that are to become nodes. A node that is one already is for the verification
/// to judge.
final class KubeadmRemarks {
    private final Intent intent;

    KubeadmRemarks(Intent intent) {
        this.intent = intent;
    }

    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        if (asksTheHostsResolver()) {
            HostState state = new HostState(intent);
            for (Host host : intent.inventory().hosts()) {
                if (state.membership(host).isEmpty()) {
                    state.facts(host).network().resolvers().stream()
                            .filter(KubeadmRemarks::isLoopback)
                            .findFirst()
                            .ifPresent(resolver -> remarks.add(new Remark(host.name(), loop(resolver))));
                }
            }
        }
        return remarks;
    }

    /// CoreDNS passes on what it does not know to the nameservers of its host, unless the kubelet gives it others.
    private boolean asksTheHostsResolver() {
        boolean others = KubeadmSettings.of(intent.profile())
                .get("kubeletConfiguration", "resolvConf")
                .isPresent();
        return !others && new KubeadmConfig(intent.profile(), intent.inventory()).installs("addon/coredns");
    }

    private static boolean isLoopback(String resolver) {
        return resolver.startsWith("127.") || IpAddress.parse(resolver).equals(IpAddress.parse("::1"));
    }

    private static String loop(String resolver) {
        return "its nameserver " + resolver + " is a loopback address: in a pod it is the pod itself, so CoreDNS would"
                + " ask itself and end in a crash loop; write the real nameservers to a file on every host, such as"
                + " /etc/kubelet-resolv.conf, and name it in kubeadm.kubeletConfiguration.resolvConf of the profile";
    }
}
