package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Workplace.Done;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What `kprov verify` says of a real cluster that is broken on purpose, up to the level standard.
@LabOfHosts
class BrokenClusterLab extends ClusterToBreak {
    @Test
    void what_stands_in_the_way_of_new_pods_and_of_nodes() {
        try {
            hosts.get(1)
                    .run(
                            "cp /var/lib/kubelet/config.yaml /root/; echo 'serverTLSBootstrap: true' >>/var/lib/kubelet/config.yaml;"
                                    + " systemctl restart kubelet");
            kubectl("apply -f " + file("faults"));
            kubectl("cordon worker-1; kubectl taint node worker-2 lab=on:NoSchedule"
                    + " node.cloudprovider.kubernetes.io/uninitialized=true:NoSchedule; kubectl label node cp-1"
                    + " node-role.kubernetes.io/control-plane-");
            kubectl("apply -f " + file("webhook"));
            await("get csr | grep -q Pending");
            await("get pods -n kube-system | grep -E 'lab-image.*(ErrImagePull|ImagePullBackOff)'");
            await("get pods -n kube-system | grep -E 'lab-crash.*(CrashLoopBackOff|Error)'");
            await(
                    "get csr -o jsonpath='{.items[?(@.spec.signerName==\"kubernetes.io/kubelet-serving\")].metadata.creationTimestamp}'"
                            + " | xargs -d' ' -n1 date +%s -d | sort -n | head -1 | awk -v now=$(date +%s) '{exit now - $1 < 25}'");
            found(
                    verify(),
                    new Fault("node-set", "lab-extra"),
                    new Fault("node-settings", "worker-1 is cordoned"),
                    new Fault("node-settings", "worker-2 has the taint lab=on:NoSchedule"),
                    new Fault("node-settings", "worker-2 has the taint node.cloudprovider.kubernetes.io/uninitialized"),
                    new Fault("node-settings", "cp-1 is not marked as a control plane"),
                    new Fault("workloads", "deployment kube-system/lab-nowhere: 0 of 1 pods ready"),
                    new Fault("api-services", "v1beta1.lab.example.com is not available"),
                    new Fault("certificate-requests", "system:node:worker-1 has waited"),
                    new Fault(
                            "webhooks",
                            "default/lab-policy of the webhook policy.lab.example.com has no ready endpoint"),
                    new Fault("stable-pods", "of registry.k8s.io/lab/nothing:1"),
                    new Fault("stable-pods", "lab-crash"));
        } finally {
            kubectl("delete -f " + file("webhook") + " -f " + file("faults"));
            kubectl(
                    "uncordon worker-1; kubectl taint node worker-2 lab- node.cloudprovider.kubernetes.io/uninitialized-; kubectl label node cp-1"
                            + " node-role.kubernetes.io/control-plane=");
            hosts.get(1).run("cp /root/config.yaml /var/lib/kubelet/config.yaml; systemctl restart kubelet");
            kubectl("delete csr --all");
        }
        mended();
    }

    @Test
    void a_control_plane_without_some_of_its_parts() {
        try {
            hosts.get(0)
                    .run("mkdir -p /root/away; cd /etc/kubernetes/manifests;"
                            + " mv kube-scheduler.yaml kube-controller-manager.yaml /root/away");
            await("get pods -n kube-system | grep -E 'kube-(scheduler|controller-manager)' && exit 1; true");
            found(
                    verify(),
                    new Fault("control-plane", "there is no pod kube-scheduler-cp-1"),
                    new Fault("control-plane", "there is no pod kube-controller-manager-cp-1"));
            kubectl("-n kube-system run kube-scheduler-cp-1 --image registry.k8s.io/pause:3.10.2 --overrides"
                    + " '{\"spec\":{\"nodeName\":\"cp-1\"}}'");
            await("-n kube-system wait --for=condition=Ready --timeout 10s pod/kube-scheduler-cp-1");
            found(verify(), new Fault("control-plane", "kube-scheduler-cp-1 is no static pod of cp-1"));
        } finally {
            kubectl("-n kube-system delete pod kube-scheduler-cp-1 --force --ignore-not-found");
            hosts.get(0).run("mv /root/away/* /etc/kubernetes/manifests");
        }
        mended();
    }

    @Test
    void an_api_server_that_is_not_there() {
        try {
            hosts.get(0).run("mkdir -p /root/away; mv /etc/kubernetes/manifests/kube-apiserver.yaml /root/away");
            // It would take half a minute to end.
            hosts.get(0)
                    .run(
                            "timeout 60 bash -c 'while pkill -KILL -x kube-apiserver || crictl ps -q --name kube-apiserver |"
                                    + " grep -q .; do sleep 0.3; done' >/dev/null");
            found(verify(), new Fault("api-ready", "connection refused"));
        } finally {
            hosts.get(0).run("mv /root/away/* /etc/kubernetes/manifests");
            await("get --raw /readyz");
        }
        mended();
    }

    @Test
    void networks_that_do_not_carry_what_they_should() {
        try {
            hosts.get(1).run("iptables -I INPUT -p udp --dport 8472 -j DROP");
            hosts.get(2).run("iptables -t raw -I OUTPUT -d 10.96.0.10 -j DROP");
            // Somebody's firewall starts with a clean table, and kube-proxy does not notice.
            hosts.get(0).run("iptables -t nat -F");
            found(
                    verify(),
                    new Fault("service-requests", "from cp-1"),
                    new Fault("cluster-dns", "from worker-1"),
                    new Fault("cluster-dns", "from worker-2"),
                    new Fault("service-requests", "from worker-1"));
        } finally {
            hosts.get(1).run("iptables -D INPUT -p udp --dport 8472 -j DROP");
            hosts.get(2).run("iptables -t raw -D OUTPUT -d 10.96.0.10 -j DROP");
            kubectl("-n kube-system delete pod -l k8s-app=kube-proxy --field-selector spec.nodeName=cp-1");
        }
        mended();
    }

    @Test
    void a_network_and_services_without_those_who_make_them() {
        try {
            save("kube-system", "daemonset", "kube-proxy");
            save("kube-flannel", "daemonset", "kube-flannel-ds");
            kubectl("delete -f /root/kube-proxy.yaml -f /root/kube-flannel-ds.yaml");
            found(
                    verify(),
                    new Fault("kube-proxy", "there is no DaemonSet kube-system/kube-proxy"),
                    new Fault("network-plugin", "there is no DaemonSet of the network plugin"));
        } finally {
            kubectl("create -f /root/kube-proxy.yaml -f /root/kube-flannel-ds.yaml");
        }
        mended();
    }

    @Test
    void a_dns_that_answers_wrong_or_not_at_all() {
        try {
            save("kube-system", "configmap", "coredns");
            save("kube-system", "service", "kube-dns");
            kubeconfig("admin.conf", "cat");
            kubectl("-n kube-system patch service kube-dns --type json -p '["
                    + "{\"op\":\"replace\",\"path\":\"/spec/ports/0/targetPort\",\"value\":5353},"
                    + "{\"op\":\"replace\",\"path\":\"/spec/ports/1/targetPort\",\"value\":5353}]'");
            await("-n kube-system get endpointslices -l kubernetes.io/service-name=kube-dns | grep 5353");
            found(stranger("admin.conf"), new Fault("cluster-dns", "asked at port 5353"));

            kubectl("-n kube-system patch service kube-dns -p '{\"spec\":{\"selector\":{\"k8s-app\":\"nobody\"}}}'");
            found(
                    stranger("admin.conf"),
                    new Fault("core-dns", "nobody is ready behind the Service kube-system/kube-dns"));

            kubectl("replace --force -f /root/kube-dns.yaml");
            kubectl(
                    "-n kube-system get configmap coredns -o yaml | sed 's/kubernetes cluster.local/kubernetes other.local/'"
                            + " | kubectl apply -f -; kubectl -n kube-system rollout restart deployment coredns;"
                            + " kubectl -n kube-system rollout status deployment coredns --timeout 90s");
            found(verify(), new Fault("cluster-dns", "kubernetes.default.svc.cluster.local"));

            kubectl(
                    "-n kube-system get configmap coredns -o yaml | sed 's/forward . .*{/forward . 127.0.0.1 {/; s/other.local/cluster.local/'"
                            + " | kubectl apply -f -; kubectl -n kube-system scale deployment coredns --replicas 0;"
                            + " kubectl -n kube-system scale deployment coredns --replicas 2");
            await("get pods -n kube-system -l k8s-app=kube-dns | grep -E 'CrashLoopBackOff|Error'");
            found(verify(), new Fault("core-dns", "Loop ("));

            kubectl(
                    "-n kube-system scale deployment coredns --replicas 0; kubectl -n kube-system delete service kube-dns");
            found(verify(), new Fault("core-dns", "0 of 0 pods ready"), new Fault("cluster-dns", "kube-dns"));

        } finally {
            kubectl("replace --force -f /root/coredns.yaml -f /root/kube-dns.yaml;"
                    + " kubectl -n kube-system scale deployment coredns --replicas 0;"
                    + " kubectl -n kube-system scale deployment coredns --replicas 2");
        }
        mended();
    }

    /// By the kubeconfig alone; the names of the DNS are RKE2's.
    @Test
    void what_other_distributions_have_otherwise() {
        kubeconfig("admin.conf", "cat");
        save("kube-system", "configmap", "coredns");
        hosts.get(0).run("mv /root/coredns.yaml /root/corefile.yaml");
        save("kube-system", "deployment", "coredns");
        save("kube-system", "service", "kube-dns");
        String foreign = file("foreign");
        kubectl("apply -f " + foreign);
        try {
            ready("lab-win");
            hosts.get(0)
                    .run(
                            "cd /root; sed 's/^  name: .*/  name: rke2-coredns-rke2-coredns/; s/\\(containerPort\\|targetPort\\):"
                                    + " 53$/\\1: 1053/' coredns.yaml >rke2.yaml; (echo ---; sed 's/^  name: .*/  name:"
                                    + " rke2-coredns-rke2-coredns/; s/targetPort: 53$/targetPort: 1053/' kube-dns.yaml) >>rke2.yaml");
            kubectl("-n kube-system delete deployment/coredns service/kube-dns; sed 's/\\.:53 /.:1053 /'"
                    + " /root/corefile.yaml | kubectl apply -f -; kubectl create -f /root/rke2.yaml; kubectl -n kube-system"
                    + " rollout status deployment rke2-coredns-rke2-coredns --timeout 90s");
            sound(stranger("admin.conf"), "a node of Windows", "a DNS of other names, at another port");
        } finally {
            kubectl("delete --ignore-not-found -f /root/rke2.yaml -f " + foreign
                    + "; kubectl replace --force -f /root/corefile.yaml -f /root/coredns.yaml -f /root/kube-dns.yaml");
        }
        mended();
    }

    /// Says of a node that is played that it is Ready.
    private void ready(String node) {
        kubectl("patch node " + node
                + " --subresource=status -p '{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\","
                + "\"reason\":\"KubeletReady\"}],\"nodeInfo\":{\"kubeletVersion\":\"v1.36.4\"},\"capacity\":{\"cpu\":\"8\","
                + "\"memory\":\"8Gi\",\"pods\":\"99\"}}}'");
    }

    @Test
    void nodes_that_are_silent() {
        hosts.get(1).put("/root/over.pem", expired());
        hosts.get(1)
                .run("cd /var/lib/kubelet/pki; readlink kubelet-client-current.pem >/root/current;"
                        + " ln -sf /root/over.pem kubelet-client-current.pem; systemctl restart kubelet");
        hosts.get(2).freeze();
        // It stays Ready, and does nothing any more.
        kubectl(
                "version >/dev/null; (kubectl get clusterrolebinding system:kube-scheduler -o yaml; echo ---; kubectl -n kube-system get"
                        + " rolebinding system::leader-locking-kube-scheduler -o yaml) | sed '/^  resourceVersion:/d; /^  uid:/d'"
                        + " >/root/scheduler.yaml; kubectl delete -f /root/scheduler.yaml");
        try {
            await("get nodes | grep -c NotReady | grep -qx 2", 90);
            found(
                    verify("10s"),
                    new Fault("control-plane", "no kube-scheduler does its work: cp-1_"),
                    new Fault("nodes-ready", "worker-1"),
                    new Fault("nodes-ready", "worker-2"),
                    new Fault("certificates", "on worker-1: /var/lib/kubelet/pki/kubelet-client-current.pem expired"));
        } finally {
            kubectl("create -f /root/scheduler.yaml");
            hosts.get(2).thaw();
            hosts.get(1)
                    .run("cd /var/lib/kubelet/pki; ln -sf \"$(cat /root/current)\" kubelet-client-current.pem;"
                            + " systemctl restart kubelet");
        }
        mended();
    }

    @Test
    void expectations_that_do_not_hold() {
        kubeconfig("admin.conf", "cat");
        found(
                stranger("admin.conf", "--nodes", "4", "--kubernetes-version", "1.35.0"),
                new Fault("node-set", "3 nodes"),
                new Fault("node-settings", "not v1.35.0"));
        Done basic = stranger("admin.conf", "--level", "basic");
        assertThat(basic.exitCode()).as(basic.all()).isZero();
        assertThat(basic.out()).contains("\"api-ready\"").doesNotContain("\"stable-pods\"");
    }

    @Test
    void credentials_and_addresses_that_are_not_good() {
        kubectl("create serviceaccount lab-nobody");
        nobody();
        found(
                stranger("nobody.conf"),
                new Fault("nodes-ready", "cannot list resource \"nodes\""),
                new Fault("nodes-ready", "kprov verify --rbac"));
        hosts.get(0).put("/root/role.yaml", place.kprov("verify", "--rbac").out());
        kubectl("apply -f /root/role.yaml; kubectl create clusterrolebinding lab-reader --clusterrole=kprov-verify"
                + " --serviceaccount=default:lab-nobody");
        Done reader = stranger("nobody.conf");
        assertThat(reader.exitCode()).as(reader.all()).isZero();
        kubeconfig(
                "mitm.conf",
                "sed \"s|certificate-authority-data:.*|certificate-authority-data: $(base64 -w0"
                        + " /etc/kubernetes/pki/front-proxy-ca.crt)|\"");
        found(stranger("mitm.conf"), new Fault("api-ready", "x509"));
        kubeconfig("closed.conf", "sed 's/:6443/:6444/'");
        found(stranger("closed.conf"), new Fault("api-ready", "connection refused"));
        emptyBalancer(6445);
        kubeconfig("empty.conf", "sed 's/:6443/:6445/'");
        found(stranger("empty.conf"), new Fault("api-ready", "HTTP 503"));
        hosts.get(0).run("systemctl stop lab-balancer");
        kubectl("delete serviceaccount lab-nobody; kubectl delete clusterrolebinding lab-reader");
    }

    /// Answers as a load balancer does that has nobody behind it.
    private void emptyBalancer(int port) {
        hosts.get(0)
                .run("mkdir -p /root/balancer; cd /root/balancer; printf 'HTTP/1.0 503 Service Unavailable\\r\\n"
                        + "Content-Type: text/plain\\r\\n\\r\\nNo server is available to handle this request.\\n'"
                        + " | tee version >'readyz?verbose'; systemd-run --unit lab-balancer --working-directory"
                        + " /root/balancer openssl s_server -quiet -HTTP -accept " + port
                        + " -cert /etc/kubernetes/pki/apiserver.crt -key /etc/kubernetes/pki/apiserver.key");
    }

    /// A kubeconfig of this service account.
    private void nobody() {
        kubeconfig(
                "nobody.conf",
                "sed \"/client-key-data/d; s/client-certificate-data:.*/token: $(kubectl --kubeconfig"
                        + " /etc/kubernetes/admin.conf create token lab-nobody)/\"");
    }

    @Test
    void a_verdict_that_does_not_hold() {
        hosts.get(0)
                .run("systemd-run --unit lab-flap -E KUBECONFIG=/etc/kubernetes/admin.conf bash -c 'while true; do"
                        + " kubectl cordon worker-1; sleep 2; kubectl uncordon worker-1; sleep 2; done'");
        try {
            Done verify =
                    place.kprov("verify", "--profile", "kubeadm", "--timeout", "15s", "--for", "10s", "-o", "json");
            found(verify, new Fault("node-settings", "it came and went"));
        } finally {
            hosts.get(0).run("systemctl stop lab-flap");
            kubectl("uncordon worker-1");
        }
        Done held = place.kprov("verify", "--profile", "kubeadm", "--timeout", "30s", "--for", "6s", "--passes", "5");
        assertThat(held.exitCode()).as(held.all()).isZero();
    }

    @Test
    void nodes_that_are_short_of_something() {
        hosts.get(1)
                .run(
                        "cp /var/lib/kubelet/config.yaml /root/; printf '%s\\n' \"evictionSoft: {nodefs.available: '99.9%',"
                                + " memory.available: '99.9%', pid.available: '99.9%'}\" 'evictionSoftGracePeriod:"
                                + " {nodefs.available: 1h, memory.available: 1h, pid.available: 1h}'"
                                + " >>/var/lib/kubelet/config.yaml; systemctl restart kubelet");
        try {
            await("get node worker-1 -o jsonpath='{.spec.taints[*].key}' | grep -o pressure | wc -l | grep -qx 3");
            found(
                    verify(),
                    new Fault("nodes-ready", "worker-1 has MemoryPressure"),
                    new Fault("nodes-ready", "DiskPressure"),
                    new Fault("nodes-ready", "PIDPressure"));
        } finally {
            hosts.get(1).run("cp /root/config.yaml /var/lib/kubelet/config.yaml; systemctl restart kubelet");
            await("get node worker-1 -o jsonpath='{.spec.taints[*].key}' | grep pressure && exit 1; true");
        }
        mended();
    }

    @Test
    void nodes_that_lack_what_others_have() {
        String elsewhere = " -p '{\"spec\":{\"template\":{\"spec\":{\"affinity\":{\"nodeAffinity\":{"
                + "\"requiredDuringSchedulingIgnoredDuringExecution\":{\"nodeSelectorTerms\":[{\"matchExpressions\":["
                + "{\"key\":\"kubernetes.io/hostname\",\"operator\":\"NotIn\",\"values\":[\"worker-1\"]}]}]}}}}}}}'";
        save("kube-system", "daemonset", "kube-proxy");
        save("kube-flannel", "daemonset", "kube-flannel-ds");
        try {
            kubectl("delete node worker-2; kubectl -n kube-system patch daemonset kube-proxy" + elsewhere
                    + "; kubectl -n kube-flannel patch daemonset kube-flannel-ds" + elsewhere);
            await("get pods -A -o wide | grep -E '(flannel|proxy).*worker-1' && exit 1; true");
            found(
                    verify(),
                    new Fault("node-set", "node worker-2 is missing"),
                    new Fault("kube-proxy", "worker-1 has no pod of kube-system/kube-proxy"),
                    new Fault("network-plugin", "worker-1 has no pod of kube-flannel/kube-flannel-ds"));
        } finally {
            kubectl("replace --force -f /root/kube-proxy.yaml -f /root/kube-flannel-ds.yaml");
            hosts.get(2).run("systemctl restart kubelet");
        }
        mended();
    }

    @Test
    void a_node_that_has_another_name_now() {
        hosts.get(2)
                .run("systemctl stop kubelet; cp -a /var/lib/kubelet/kubeadm-flags.env /var/lib/kubelet/pki"
                        + " /etc/kubernetes/kubelet.conf /root/");
        kubectl("delete node worker-2");
        // Its own credentials are good for its old name only.
        hosts.get(2).put("/etc/kubernetes/kubelet.conf", hosts.get(0).run("cat /etc/kubernetes/admin.conf"));
        hosts.get(2)
                .run("sed -i 's/ARGS=\"/&--hostname-override=worker-9 /' /var/lib/kubelet/kubeadm-flags.env;"
                        + " systemctl start kubelet");
        try {
            await("get node worker-9");
            found(
                    verify(),
                    new Fault("node-set", "node worker-2 is missing"),
                    new Fault("node-set", "node worker-9 is in no inventory"));
        } finally {
            hosts.get(2)
                    // It has got itself a certificate for the other name, too.
                    .run("systemctl stop kubelet; rm -r /var/lib/kubelet/pki; cp -a /root/kubeadm-flags.env /root/pki"
                            + " /var/lib/kubelet/;"
                            + " cp /root/kubelet.conf /etc/kubernetes/");
            kubectl("delete node worker-9");
            // Its pods get addresses of another range now: what is left of the former one must not be used once more.
            hosts.get(2).run("ip link delete cni0 2>/dev/null; rm -f /run/flannel/subnet.env; systemctl start kubelet");
            // And flannel on the others may hear of the one that went after the one that came.
            await("get node worker-2");
            kubectl("-n kube-flannel delete pods --all --grace-period 1 --wait=false");
        }
        mended();
    }

    @Test
    void an_api_server_and_a_store_that_do_not_move() {
        hosts.get(0).run("pkill -STOP -x kube-apiserver");
        try {
            found(verify(), new Fault("api-ready", "no answer in time"));
        } finally {
            hosts.get(0).run("pkill -CONT -x kube-apiserver");
        }
        await("get --raw /readyz");
        hosts.get(0).run("pkill -STOP -x etcd");
        try {
            found(verify(), new Fault("api-ready", "etcd"));
        } finally {
            hosts.get(0).run("pkill -CONT -x etcd");
        }
        mended();
    }

    @Test
    void an_api_server_that_comes_and_goes() {
        hosts.get(0)
                .run(
                        "systemd-run --unit lab-flap bash -c 'while true; do sleep 6; pkill -STOP -x kube-apiserver; sleep 7;"
                                + " pkill -CONT -x kube-apiserver; done'");
        try {
            Done verify =
                    place.kprov("verify", "--profile", "kubeadm", "--timeout", "40s", "--for", "20s", "-o", "json");
            // Which check it is depends on the moment.
            found(verify, new Fault(ANY, "no answer in time"));
        } finally {
            hosts.get(0).run("systemctl stop lab-flap; pkill -CONT -x kube-apiserver");
            await("get --raw /readyz");
        }
        mended();
    }

    /// A certificate that is over, and its key.
    private String expired() {
        hosts.get(0).put("/root/certificates.sh", text("certificates.sh"));
        return hosts.get(0)
                .run("bash /root/certificates.sh /root/certificates >/dev/null 2>&1; cd /root/certificates;"
                        + " cat client.crt client.key");
    }

    @Test
    void certificates_that_are_over_or_soon_will_be() {
        expired();
        hosts.get(0).run("cp /etc/kubernetes/pki/apiserver.crt /root/");
        kubeconfig(
                "over.conf",
                "sed \"s|client-certificate-data:.*|client-certificate-data: $(base64 -w0 /root/certificates/client.crt)|;"
                        + " s|client-key-data:.*|client-key-data: $(base64 -w0 /root/certificates/client.key)|\"");
        found(stranger("over.conf"), new Fault("nodes-ready", "the client certificate of the kubeconfig expired on"));
        try {
            serve("soon");
            found(
                    verify(),
                    new Fault("certificates", "CN=kube-apiserver"),
                    new Fault("certificates", "on cp-1: /etc/kubernetes/pki/apiserver.crt expires on"));
            serve("over");
            found(verify(), new Fault("api-ready", "the certificate has expired"));
        } finally {
            hosts.get(0).run("cp /root/apiserver.crt /etc/kubernetes/pki/");
            await("get --raw /readyz");
        }
        mended();
    }

    /// Has the API server show a certificate that was made for this.
    private void serve(String name) {
        hosts.get(0)
                .run("cp /root/certificates/" + name
                        + ".crt /etc/kubernetes/pki/apiserver.crt; wanted=$(openssl x509 -in"
                        + " /etc/kubernetes/pki/apiserver.crt -noout -enddate); timeout 90 bash -c 'until openssl s_client"
                        + " -connect 127.0.0.1:6443 </dev/null 2>/dev/null | openssl x509 -noout -enddate | grep -qF"
                        + " \"$0\"; do sleep 0.3; done' \"$wanted\"");
    }

    @Test
    void a_store_without_room_and_an_api_without_seats() {
        alarm("ACTIVATE");
        try {
            found(verify(), new Fault("etcd", "NOSPACE"));
        } finally {
            alarm("DEACTIVATE");
        }
        kubectl("create serviceaccount lab-nobody");
        kubectl("create clusterrolebinding lab-reader --clusterrole=cluster-admin --serviceaccount=default:lab-nobody");
        nobody();
        kubectl("apply -f " + file("crowded"));
        // The API server says so once it goes by it.
        await("get flowschema lab-crowded -o jsonpath='{.status.conditions[?(@.type==\"Dangling\")].status}'"
                + " | grep -qx False");
        try {
            found(stranger("nobody.conf"), new Fault(ANY, "HTTP 429"));
        } finally {
            kubectl("delete -f " + file("crowded") + "; kubectl delete serviceaccount lab-nobody; kubectl delete"
                    + " clusterrolebinding lab-reader");
        }
        mended();
    }

    /// Of every member, through etcd's own gateway.
    private void alarm(String action) {
        String ask =
                "cd /etc/kubernetes/pki/etcd; ask() { printf 'POST %s HTTP/1.0\\r\\nHost: etcd\\r\\nContent-Length:"
                        + " %s\\r\\n\\r\\n%s' \"$1\" ${#2} \"$2\" | timeout 5 openssl s_client -quiet -connect 127.0.0.1:2379"
                        + " -cert healthcheck-client.crt -key healthcheck-client.key 2>/dev/null; }; ";
        String member = "id=$(ask /v3/maintenance/status '{}' | grep -o '\"member_id\":\"[0-9]*' | grep -o '[0-9]*$');";
        String said = hosts.get(0)
                .run(ask + member + " ask /v3/maintenance/alarm \"{\\\"action\\\":\\\"" + action
                        + "\\\",\\\"memberID\\\":\\\"$id\\\",\\\"alarm\\\":\\\"NOSPACE\\\"}\"");
        assertThat(said).contains("NOSPACE");
    }

    @Test
    void a_machine_of_kprov_s_own_that_is_years_ahead() {
        Done ahead = new Workplace(place.folder())
                .with("LD_PRELOAD", lab.get("clock.library"))
                .with("CLOCK_AHEAD_SECONDS", "63072000")
                .kprov("verify", "--profile", "kubeadm", "--timeout", "5s", "-o", "json");
        found(ahead, new Fault("api-ready", "expired by this machine's clock"));
    }

    @Test
    void a_diagnosis_names_what_is_broken_and_takes_no_secret_along() {
        kubectl("create secret generic lab-diag --from-literal=password=lab-secret-1");
        kubectl("-n kube-system create configmap lab-diag --from-literal=db-password=lab-secret-2");
        String token = hosts.get(0).run("kubeadm token create");
        try {
            kubectl("apply -f " + file("faults"));
            await("get pods -n kube-system | grep -E 'lab-crash.*(CrashLoopBackOff|Error)'");
            hosts.get(1).run("systemctl stop kubelet");
            await("get node worker-1 | grep -q NotReady", 90);

            Path archive = place.folder().resolve("diagnosis.tar.gz");
            Done done = place.kprov("diagnose", "--profile", "kubeadm", "--archive", archive.toString());
            assertThat(done.exitCode()).as(done.all()).isZero();
            hosts.get(0).copy(archive, "/root/diagnosis.tar.gz");
            hosts.get(0).run("rm -rf /root/diagnosis; tar -C /root -xzf /root/diagnosis.tar.gz");
            assertThat(hosts.get(0).run("cat /root/diagnosis/index.md")).contains("worker-1", "kube-system/lab-crash");
            assertThat(hosts.get(0).run("cd /root/diagnosis; find . -type f"))
                    .contains("hosts/cp-1.txt", "hosts/worker-1.txt", "hosts/worker-2.txt")
                    .containsPattern("logs/kube-system/lab-crash[^/]*/");
            assertThat(hosts.get(0)
                            .run("grep -rlE 'lab-secret|" + token + "|PRIVATE KEY-----|client-key-data: LS0t'"
                                    + " /root/diagnosis || echo none"))
                    .isEqualTo("none");
        } finally {
            hosts.get(1).run("systemctl start kubelet");
            kubectl("delete -f " + file("faults") + "; kubectl delete secret lab-diag; kubectl -n kube-system delete"
                    + " configmap lab-diag");
        }
        mended();
    }

    @Test
    void odd_things_that_are_no_faults() {
        kubectl("apply -f " + file("odd"));
        kubectl("label node worker-1 lab.example.com/odd=yes; kubectl -n kube-system wait job/lab-done"
                + " --for=condition=complete --timeout=90s");
        sound(
                verify("2m"),
                "a completed Job",
                "a Deployment scaled to 0",
                "a DaemonSet that fits no node",
                "a broken pod of somebody else's",
                "a webhook that may fail",
                "a webhook of another kind of object",
                "a Service with nothing behind it",
                "a label that nobody asked for");
        kubectl("delete -f " + file("odd"));
    }

    @Test
    void odd_things_that_are_meant_so() {
        kubectl("apply -f " + file("stranger"));
        ready("lab-cloud");
        kubectl("cordon worker-2");
        try {
            found(
                    verify(),
                    new Fault("node-set", "node lab-cloud is in no inventory"),
                    new Fault("node-settings", "worker-2"));
            sound(
                    verify("1m", "--cordoned", "worker-2", "--other-nodes", "lab-cloud"),
                    "a node that is cordoned as expected",
                    "a node that is no machine, as expected",
                    "a Service that would take both families");
        } finally {
            // Nobody on that node says that its pods are gone, and the cluster waits for it.
            kubectl("uncordon worker-2; kubectl delete -f " + file("stranger")
                    + "; kubectl delete pods -A --field-selector spec.nodeName=lab-cloud --force --grace-period 0");
        }
        hosts.get(0)
                .run("systemd-run --unit lab-slow bash -c 'while true; do pkill -STOP -x kube-apiserver; sleep 1; pkill"
                        + " -CONT -x kube-apiserver; sleep 0.3; done'");
        try {
            sound(verify("1m"), "an API that takes a second and more for each answer");
        } finally {
            hosts.get(0).run("systemctl stop lab-slow; pkill -CONT -x kube-apiserver");
        }
        save("kube-system", "daemonset", "kube-proxy");
        hosts.get(0).run("mv /root/kube-proxy.yaml /root/proxies.yaml");
        save("kube-system", "configmap", "kube-proxy");
        kubectl("-n kube-system delete daemonset,configmap kube-proxy");
        try {
            kubeconfig("admin.conf", "cat");
            sound(stranger("admin.conf"), "no kube-proxy, by design");
        } finally {
            kubectl("create -f /root/kube-proxy.yaml -f /root/proxies.yaml");
        }
        mended();
    }
}
