# Ends this host's part in the cluster and leaves it as it was before.
# Parameters: PURGE (yes or empty) PACKAGES (to remove with PURGE)
set -uo pipefail
export LC_ALL=C DEBIAN_FRONTEND=noninteractive

drop() {
    local path
    for path in "$@"; do
        if [ -e "$path" ] || [ -L "$path" ]; then
            rm -rf "$path" && changed "removed $path"
        fi
    done
}

empty() {
    local path
    for path in "$@"; do
        if [ -d "$path" ] && [ -n "$(ls -A "$path" 2>/dev/null)" ]; then
            find "$path" -mindepth 1 -delete 2>/dev/null || rm -rf "${path:?}"/* 2>/dev/null
            changed "emptied $path"
        fi
    done
}

# A kubelet that goes on would start again what is being removed.
if systemctl is-active -q kubelet || systemctl show -p SubState --value kubelet 2>/dev/null | grep -q auto-restart; then
    systemctl stop kubelet && changed "stopped kubelet"
fi
if command -v kubeadm >/dev/null && { [ -e /etc/kubernetes/kubelet.conf ] || [ -d /etc/kubernetes/manifests ] || [ -e /var/lib/kubelet/config.yaml ]; }; then
    waiting "kubeadm reset"
    # It fails on what is not there, and its exit status proves nothing: what is left is removed below.
    timeout 120 kubeadm reset -f --cri-socket unix:///run/containerd/containerd.sock --cleanup-tmp-dir 2>&1
    changed "ran kubeadm reset"
fi
if command -v crictl >/dev/null && systemctl is-active -q containerd; then
    export CONTAINER_RUNTIME_ENDPOINT=unix:///run/containerd/containerd.sock
    pods=$(timeout 20 crictl pods -q 2>/dev/null)
    if [ -n "$pods" ]; then
        # shellcheck disable=SC2086
        timeout 60 crictl rmp -f -a >/dev/null 2>&1
        changed "removed the pods that were left"
    fi
fi
systemctl is-enabled -q kubelet 2>/dev/null && systemctl disable -q kubelet 2>/dev/null

# Mounts below the kubelet's folder (secrets, tokens) keep it from being emptied.
awk '$2 ~ "^/var/lib/kubelet/" {print $2}' /proc/mounts | sort -r | while read -r mount; do
    umount "$mount" 2>/dev/null || umount -l "$mount"
done
empty /var/lib/kubelet /var/lib/etcd /etc/cni/net.d /var/lib/cni
drop /etc/kubernetes /run/flannel /var/lib/calico /var/run/calico /var/lib/cilium /run/cilium
[ -d /var/lib/cni ] && rmdir /var/lib/cni 2>/dev/null

for link in $(ip -o link show 2>/dev/null | awk -F': ' '{sub(/@.*/, "", $2); print $2}' \
    | grep -E '^(cni0|flannel\.1|flannel-v6\.1|kube-ipvs0|nodelocaldns|vxlan\.calico|cali[0-9a-f]+|cilium_.*|lxc[0-9a-f_]+|veth[0-9a-f]{8})$'); do
    ip link delete "$link" 2>/dev/null && changed "deleted link $link"
done
# Named network namespaces of pods that the runtime forgot.
for namespace in $(ip netns list 2>/dev/null | awk '/^cni-/ {print $1}'); do
    ip netns delete "$namespace" 2>/dev/null
done

# Only the rules and chains of Kubernetes and its network plugins; whatever else the host filters stays.
for tool in iptables ip6tables; do
    command -v $tool-save >/dev/null || continue
    rules=$($tool-save 2>/dev/null)
    if grep -qE 'KUBE-|CNI-|FLANNEL|cali-|CILIUM_' <<<"$rules"; then
        grep -vE 'KUBE-|CNI-|FLANNEL|cali-|CILIUM_|cni0|flanneld' <<<"$rules" | $tool-restore && changed "removed the rules of Kubernetes from $tool"
    fi
done
command -v ipvsadm >/dev/null && ipvsadm --clear 2>/dev/null
command -v nft >/dev/null && nft list tables 2>/dev/null | awk '$3 ~ /^(kube-proxy|flannel-ipv[46])$/ {print $2, $3}' | while read -r family table; do
    nft delete table "$family" "$table"
done

restart=
if [ -e /etc/containerd/config.toml.before-kprov ]; then
    if [ -s /etc/containerd/config.toml.before-kprov ]; then
        mv /etc/containerd/config.toml.before-kprov /etc/containerd/config.toml
    else
        rm -f /etc/containerd/config.toml.before-kprov /etc/containerd/config.toml
    fi
    changed "gave containerd its own configuration back"
    restart=yes
fi
for saved in /etc/containerd/certs.d/*/hosts.toml.before-kprov; do
    [ -e "$saved" ] && mv "$saved" "${saved%.before-kprov}" && changed "restored ${saved%.before-kprov}"
done
for file in /etc/containerd/certs.d/*/hosts.toml; do
    if [ -e "$file" ] && head -n 1 "$file" | grep -q 'Written by kprov'; then
        drop "$file"
        rmdir "$(dirname "$file")" 2>/dev/null
    fi
done
[ -d /etc/containerd/certs.d ] && rmdir /etc/containerd/certs.d 2>/dev/null

if command -v apt-mark >/dev/null; then
    held=$(apt-mark showhold)
    for package in kubeadm kubelet kubectl cri-tools kubernetes-cni; do
        grep -qx "$package" <<<"$held" && apt-mark unhold "$package" >/dev/null && changed "released $package"
    done
    if [ "$PURGE" = yes ]; then
        waiting "apt"
        # shellcheck disable=SC2086
        apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 purge $PACKAGES && changed "purged $PACKAGES"
        restart=
    fi
fi
drop /etc/modules-load.d/kprov.conf /etc/sysctl.d/90-kprov.conf /etc/apt/preferences.d/kprov-kubernetes \
    /etc/apt/sources.list.d/kubernetes.list /etc/apt/keyrings/kubernetes-apt-keyring.asc \
    /etc/apt/sources.list.d/kprov-runtime.list /etc/apt/keyrings/kprov-runtime.asc
if [ "$restart" = yes ] && systemctl is-active -q containerd; then
    systemctl restart containerd
fi

# Success is claimed only for what was looked at.
left=
for path in /etc/kubernetes /var/lib/etcd/member /var/lib/kubelet/config.yaml; do
    [ ! -e "$path" ] || left="$left $path"
done
systemctl is-active -q kubelet && left="$left kubelet"
for link in cni0 flannel.1; do
    ip link show "$link" >/dev/null 2>&1 && left="$left link:$link"
done
if [ -n "$left" ]; then
    echo "kprov: could not remove:$left" >&2
    exit 71
fi
exit 0
