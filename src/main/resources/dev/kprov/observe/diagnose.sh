# What to look at on a host where something went wrong. Changes nothing.
export LC_ALL=C
section() { printf '\n===== %s\n' "$*"; }

runtime=
for socket in containerd/containerd k3s/containerd/containerd crio/crio cri-dockerd; do
    [ ! -S "/run/$socket.sock" ] || { runtime=unix:///run/$socket.sock; break; }
done
crictl() { timeout 5 crictl --runtime-endpoint "${runtime:-unix:///run/containerd/containerd.sock}" "$@"; }

section "kubelet"
systemctl status kubelet --no-pager -l -n 0 2>&1 | head -n 12
timeout 5 journalctl -u kubelet -n 200 --no-pager -o short-precise 2>&1
section "containerd"
systemctl status containerd --no-pager -l -n 0 2>&1 | head -n 12
timeout 5 journalctl -u containerd -n 100 --no-pager -o short-precise 2>&1
section "containers"
crictl ps -a 2>&1
section "last words of containers that ended"
for id in $(crictl ps -a -q --state Exited 2>/dev/null | head -n 6); do
    echo "--- $id"
    crictl logs --tail 20 "$id" 2>&1
done
# Where the API does not answer, only the host can be asked for them.
section "last words of the control plane"
for name in etcd kube-apiserver kube-controller-manager kube-scheduler; do
    id=$(crictl ps -q --name "^$name\$" 2>/dev/null | head -n 1)
    [ -z "$id" ] || { echo "--- $name $id"; crictl logs --tail 40 "$id" 2>&1; }
done
section "disk"
timeout 5 df -h / /var /var/lib/containerd /var/lib/kubelet /var/lib/etcd 2>&1
section "memory, swap"
free -m 2>&1
cat /proc/swaps
section "listening"
ss -ltnp 2>&1
section "apt"
tail -n 40 /var/log/apt/term.log 2>/dev/null
