"""fill.py PORT TOKEN CA NODES PODS_A_NODE KUBELET_PORT VERSION: makes the objects of a cluster of that size and waits
until kwok has made a lease for every node. Only Python's own library; connections stay open."""
import concurrent.futures, hashlib, http.client, json, ssl, sys, threading, time

PORT, TOKEN, CA, NODES, PODS_A_NODE, KUBELET_PORT, VERSION = sys.argv[1:]
NODES, PODS_A_NODE, KUBELET_PORT = int(NODES), int(PODS_A_NODE), int(KUBELET_PORT)
NOW = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
LOCAL, TLS = threading.local(), ssl.create_default_context(cafile=CA)
APPS = ["orders", "payments", "catalog", "search", "identity", "monitoring"]


def say(what):
    print("lab:   " + what, file=sys.stderr)


def call(method, path, body=None, writer="kubelet", allowed=()):
    if not hasattr(LOCAL, "connection"):
        LOCAL.connection = http.client.HTTPSConnection("127.0.0.1", int(PORT), timeout=60, context=TLS)
    headers = {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json", "User-Agent": writer}
    for last in (False, True):
        try:
            LOCAL.connection.request(method, path, body and json.dumps(body), headers)
            answer = LOCAL.connection.getresponse()
            text = answer.read()
            break
        except ConnectionError:  # the server ends those that were idle
            LOCAL.connection.close()
            if last:
                raise
    if answer.status >= 300 and answer.status not in allowed:
        raise SystemExit(f"{method} {path}: HTTP {answer.status}: {text[:500].decode()}")
    return text


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def node_name(i):
    return f"node-{i:05d}"


def address(i):
    return f"172.20.{i // 250}.{i % 250 + 1}"


def image(i):
    name = f"registry.example.com/{APPS[i % len(APPS)]}/service-{i}"
    return {"names": [f"{name}@sha256:{digest(name)}", f"{name}:v1.{i}.0"], "sizeBytes": 20_000_000 + 1_234_567 * i}


def condition(kind, status, reason, message):
    return {"type": kind, "status": status, "reason": reason, "message": message, "lastHeartbeatTime": NOW, "lastTransitionTime": NOW}


def node(i):
    name, net, room = node_name(i), f"10.{128 + i // 256}.{i % 256}.0/24", {"cpu": "16", "ephemeral-storage": "203070420Ki",
        "hugepages-1Gi": "0", "hugepages-2Mi": "0", "memory": "65843196Ki", "pods": "110"}
    return {"apiVersion": "v1", "kind": "Node", "metadata": {"name": name, "labels": {
        "beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64", "kubernetes.io/os": "linux",
        "kubernetes.io/hostname": name, "node.kubernetes.io/instance-type": "m-16x64", "topology.kubernetes.io/region": "eu-1",
        "topology.kubernetes.io/zone": f"eu-1{'abc'[i % 3]}"}, "annotations": {
        "flannel.alpha.coreos.com/backend-data": '{"VNI":1,"VtepMAC":"aa:bb:cc:dd:ee:ff"}', "flannel.alpha.coreos.com/backend-type": "vxlan",
        "flannel.alpha.coreos.com/kube-subnet-manager": "true", "flannel.alpha.coreos.com/public-ip": address(i),
        "node.alpha.kubernetes.io/ttl": "0", "volumes.kubernetes.io/controller-managed-attach-detach": "true"}},
        "spec": {"podCIDR": net, "podCIDRs": [net], "providerID": f"example://eu-1/{name}"},
        "status": {"phase": "Running", "capacity": room, "allocatable": room, "images": [image(k) for k in range(i % 10, i % 10 + 40)],
            # Where the API server looks first, and finds kwok.
            "addresses": [{"type": "InternalDNS", "address": "127.0.0.1"}, {"type": "InternalIP", "address": address(i)}, {"type": "Hostname", "address": name}],
            "daemonEndpoints": {"kubeletEndpoint": {"Port": KUBELET_PORT}},
            "conditions": [condition("NetworkUnavailable", "False", "FlannelIsUp", "Flannel is running on this node"),
                condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
                condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
                condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
                condition("Ready", "True", "KubeletReady", "kubelet is posting ready status")],
            "nodeInfo": {"architecture": "amd64", "bootID": digest(name)[:32], "containerRuntimeVersion": "containerd://2.1.4",
                "kernelVersion": "6.12.48", "kubeProxyVersion": "", "kubeletVersion": VERSION, "machineID": digest(name)[32:],
                "operatingSystem": "linux", "osImage": "Debian GNU/Linux 13 (trixie)", "systemUUID": digest(name)[:32]}}}


def container(name, picture, port):
    return {"name": name, "image": picture, "imagePullPolicy": "IfNotPresent", "ports": [{"name": "http", "containerPort": port, "protocol": "TCP"}],
        "env": [{"name": "NODE_NAME", "valueFrom": {"fieldRef": {"apiVersion": "v1", "fieldPath": "spec.nodeName"}}},
            *({"name": f"{name.upper()}_SETTING_{k}", "value": f"http://settings.example.com/{name}/{k}"} for k in range(4))],
        "resources": {"requests": {"cpu": "100m", "memory": "128Mi"}, "limits": {"memory": "256Mi"}},
        "livenessProbe": {"httpGet": {"path": "/healthz", "port": port}, "initialDelaySeconds": 30},
        "readinessProbe": {"httpGet": {"path": "/readyz", "port": port}},
        "securityContext": {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}},
        "volumeMounts": [{"name": "config", "mountPath": "/etc/" + name}, {"name": "kube-api-access", "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount", "readOnly": True}]}


VOLUMES = [{"name": "config", "configMap": {"name": "config"}}, {"name": "kube-api-access", "projected": {"sources": [
    {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
    {"configMap": {"name": "kube-root-ca.crt", "items": [{"key": "ca.crt", "path": "ca.crt"}]}},
    {"downwardAPI": {"items": [{"path": "namespace", "fieldRef": {"apiVersion": "v1", "fieldPath": "metadata.namespace"}}]}}]}}]


def template(labels, containers, priority=None, host=False):
    spec = {"containers": containers, "volumes": VOLUMES, "serviceAccountName": "default", "securityContext": {"seccompProfile": {"type": "RuntimeDefault"}}}
    if priority:
        spec.update(priorityClassName=priority, tolerations=[{"operator": "Exists"}])
    if host:
        spec.update(hostNetwork=True)
    return {"metadata": {"labels": labels}, "spec": spec}


# What runs there: namespace, name, what owns the pods, and how they look.
PROXY = ("kube-system", "kube-proxy", "DaemonSet", template({"k8s-app": "kube-proxy"},
    [container("kube-proxy", f"registry.k8s.io/kube-proxy:{VERSION}", 10249)], "system-node-critical", True))
FLANNEL = ("kube-flannel", "kube-flannel-ds", "DaemonSet", template({"app": "flannel", "tier": "node"},
    [container("kube-flannel", "ghcr.io/flannel-io/flannel:v0.28.4", 10250)], "system-node-critical", True))
DNS = ("kube-system", "coredns", "Deployment", template({"k8s-app": "kube-dns"},
    [container("coredns", "registry.k8s.io/coredns/coredns:v1.14.2", 53)], "system-cluster-critical"))
SERVICES = [(APPS[k % len(APPS)], f"service-{k}", "Deployment", template({"app.kubernetes.io/name": f"service-{k}", "app.kubernetes.io/part-of": APPS[k % len(APPS)]},
    [container("app", image(k)["names"][1], 8080)])) for k in range(PODS_A_NODE)]


def make_pod(it):
    """As its controller makes it, and then with what the kubelet says of it."""
    (namespace, owner, kind, looks), i, name, k, uid = it
    kind, full, mark = ("ReplicaSet", owner + "-7d4b9c6f58", {"pod-template-hash": "7d4b9c6f58"}) if kind == "Deployment" else (
        kind, owner, {"controller-revision-hash": "6c8d5f7b49", "pod-template-generation": "1"})
    metadata = {"namespace": namespace, "name": f"{full}-{name}", "generateName": full + "-", "labels": {**looks["metadata"]["labels"], **mark},
        "ownerReferences": [{"apiVersion": "apps/v1", "kind": kind, "name": full, "uid": uid, "controller": True, "blockOwnerDeletion": True}]}
    made, path = {"apiVersion": "v1", "kind": "Pod", "metadata": metadata}, f"/api/v1/namespaces/{namespace}/pods"
    create(path, {**made, "spec": {**looks["spec"], "nodeName": node_name(i)}}, "kube-controller-manager")
    ip = address(i) if looks["spec"].get("hostNetwork") else f"10.{128 + i // 256}.{i % 256}.{k + 2}"
    call("PUT", f"{path}/{full}-{name}/status", {**made, "status": {"phase": "Running", "startTime": NOW, "hostIP": address(i), "hostIPs": [{"ip": address(i)}],
        "podIP": ip, "podIPs": [{"ip": ip}], "qosClass": "Burstable", "conditions": [{"type": aspect, "status": "True", "lastTransitionTime": NOW}
            for aspect in ("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled")],
        "containerStatuses": [{"name": one["name"], "image": one["image"], "imageID": f"{one['image']}@sha256:{digest(one['image'])}",
            "containerID": "containerd://" + digest(metadata["name"] + one["name"]), "ready": True, "started": True, "restartCount": 0,
            "state": {"running": {"startedAt": NOW}}} for one in looks["spec"]["containers"]]}}, "kubelet")


def create(path, item, writer="kubectl"):
    return call("POST", path, item, writer, (409,))


def workload(what, status, **more):
    """As if its controller were done with it."""
    namespace, name, kind, looks = what
    path = f"/apis/apps/v1/namespaces/{namespace}/{kind.lower()}s"
    made = json.loads(create(path, {"apiVersion": "apps/v1", "kind": kind, "metadata": {"name": name},
        "spec": {"selector": {"matchLabels": looks["metadata"]["labels"]}, "template": looks, **more}}))
    made["status"] = {"observedGeneration": 1, **status}
    call("PUT", f"{path}/{name}/status", made, "kube-controller-manager")
    return made["metadata"]["uid"]


def config(name, data):
    create("/api/v1/namespaces/kube-system/configmaps", {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data})


def base():
    create("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding",
        "metadata": {"name": "kubeadm:cluster-admins"}, "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
        "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": "kubeadm:cluster-admins"}]})
    for name in ["kube-flannel", *APPS]:
        create("/api/v1/namespaces", {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})
    config("kube-proxy", {"config.conf": "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: nftables\n"})
    config("coredns", {"Corefile": ".:53 {\n    errors\n    health\n    ready\n    kubernetes cluster.local in-addr.arpa ip6.arpa {\n"
        "       pods insecure\n       fallthrough in-addr.arpa ip6.arpa\n       ttl 30\n    }\n    cache 30\n    reload\n    loadbalance\n}\n"})
    ports = [{"name": "dns", "port": 53, "protocol": "UDP"}, {"name": "dns-tcp", "port": 53, "protocol": "TCP"}]
    create("/api/v1/namespaces/kube-system/services", {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "kube-dns", "labels": {"k8s-app": "kube-dns"}},
        "spec": {"clusterIP": "10.96.0.10", "selector": {"k8s-app": "kube-dns"}, "ports": ports}})
    every = dict.fromkeys(["desiredNumberScheduled", "currentNumberScheduled", "updatedNumberScheduled", "numberReady", "numberAvailable"], NODES)
    create("/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices", {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
        "metadata": {"name": "kube-dns-x7k2p", "labels": {"kubernetes.io/service-name": "kube-dns"}}, "ports": ports,
        "endpoints": [{"addresses": [f"10.128.{i}.2"], "nodeName": node_name(i), "conditions": {"ready": True, "serving": True, "terminating": False},
            "targetRef": {"kind": "Pod", "namespace": "kube-system", "name": f"coredns-7d4b9c6f58-{'ab'[i] * 5}"}} for i in (0, 1)]})
    uids = {what[1]: workload(what, {**every, "numberMisscheduled": 0}) for what in (PROXY, FLANNEL)}
    uids["coredns"] = workload(DNS, dict.fromkeys(["replicas", "updatedReplicas", "readyReplicas", "availableReplicas"], 2), replicas=2)
    for what in SERVICES:
        uids[what[1]] = workload(what, dict.fromkeys(["replicas", "updatedReplicas", "readyReplicas", "availableReplicas"], NODES), replicas=NODES)
    return uids


def each(title, function, things):
    begin = time.time()
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        count = sum(1 for _ in pool.map(function, things))
    say(f"{count} {title} made in {time.time() - begin:.0f} s")


def leases():
    few = json.loads(call("GET", "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases?limit=1"))
    return len(few["items"]) + few["metadata"].get("remainingItemCount", 0)


uids = base()
each("nodes", lambda i: create("/api/v1/nodes", node(i), "kubelet"), range(NODES))
system = [(DNS, i, "abcde"[i] * 5, 0) for i in range(min(2, NODES))] + [(what, i, f"{i:05d}", 0) for what in (PROXY, FLANNEL) for i in range(NODES)]
apps = [(what, i, f"{i:05d}", k) for i in range(NODES) for k, what in enumerate(SERVICES, 1)]
each("pods", lambda it: make_pod((*it, uids[it[0][1]])), system + apps)
for _ in range(300):
    if leases() >= NODES:
        break
    time.sleep(1)
else:
    raise SystemExit("not every node has a lease after five minutes more")
