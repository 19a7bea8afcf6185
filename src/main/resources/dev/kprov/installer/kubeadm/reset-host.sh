# Ends this host's part in the cluster and leaves it as it was before.
# Parameters: PURGE (yes or empty); files: host-files
set -uo pipefail
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC1091
. "$KPROV_FILES/host-files"

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
empty /var/lib/kubelet /var/lib/etcd /var/lib/cni
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

# What the network's pods brought; what packages brought and what the host had stays.
if [ -e "$STATE/cni" ]; then
    for file in /opt/cni/bin/* /etc/cni/net.d/* /etc/cni/net.d/.[!.]*; do
        grep -qxF -e "$file" "$STATE/cni" || dpkg-query -S "$file" >/dev/null 2>&1 || drop "$file"
    done
else
    empty /etc/cni/net.d
fi

left=
restart=
grep -qsxF /etc/containerd/config.toml "$STATE/files" && restart=yes
give_back || left="$left files"
if [ -e "$STATE/sysctls" ]; then
    while read -r name value; do
        # Unless the host has a setting of its own by now.
        if [ -e "/proc/sys/${name//.//}" ] && ! grep -rqsE "^[[:space:]]*-?${name}[[:space:]]*=" /etc/sysctl.conf /etc/sysctl.d \
            /run/sysctl.d /usr/local/lib/sysctl.d /usr/lib/sysctl.d; then
            printf '%s' "$value" >"/proc/sys/${name//.//}" && changed "set $name = $value again"
        fi
    done <"$STATE/sysctls"
fi
if [ -e "$STATE/holds" ]; then
    held=$(apt-mark showhold)
    while read -r package; do
        grep -qx "$package" <<<"$held" && apt-mark unhold "$package" >/dev/null && changed "released $package"
    done <"$STATE/holds"
fi
# What earlier steps left to be read; this one's own folder is removed by kprov.
own=$(basename "$(dirname "$KPROV_FILES")")
for folder in /var/lib/kprov/steps/* /run/kprov/*; do
    [ "${folder##*/}" = "$own" ] || drop "$folder"
done
if [ "$restart" = yes ] && systemctl is-active -q containerd; then
    systemctl restart containerd
fi
if [ -e "$STATE/units" ]; then
    while read -r verb unit; do
        systemctl "$verb" -q "$unit" && changed "$verb $unit"
    done <"$STATE/units"
fi
rm -f "$STATE/cni" "$STATE/sysctls" "$STATE/holds" "$STATE/units" "$STATE/initializing"

present() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Removes the packages that kprov brought, but none that one of the host's own needs by now.
purge() {
    local package path removed others noted own=() go=() stay=()
    mapfile -t noted <"$STATE/packages"
    for package in "${noted[@]}"; do
        present "$package" || continue
        removed=$(apt-get -s --allow-change-held-packages purge "$package") || return 1
        others=$(awk '$1 == "Purg" || $1 == "Remv" {print $2}' <<<"$removed" | grep -vxF "$(printf '%s\n' "${noted[@]}")")
        if [ -n "$others" ]; then
            echo "kprov: $package stays, these need it: ${others//$'\n'/ }"
            stay+=("$package")
        else
            go+=("$package")
        fi
    done
    if [ -e "$STATE/conffiles" ] && [ ! -e "$STATE/own.tar" ]; then
        while read -r path; do
            while [ -e "$path" ] && [ -n "$path" ]; do
                own+=("${path#/}")
                path=${path%/*}
            done
        done <"$STATE/conffiles"
        tar -C / --no-recursion -cf "$STATE/own.new" -T <(printf '%s\n' "${own[@]}") && mv "$STATE/own.new" "$STATE/own.tar" || return 1
    fi
    if [ ${#go[@]} -gt 0 ]; then
        apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 purge "${go[@]}" || return 1
        changed "purged ${go[*]}"
        # dpkg takes it along with the last folder in it.
        install -d -m 0755 /opt
        case " ${go[*]} " in
            *" containerd "* | *" containerd.io "*)
                empty /var/lib/containerd
                # containerd makes them when it starts; while it runs it must not lose them.
                rmdir /etc/cni/net.d /etc/cni 2>/dev/null
                ;;
        esac
    fi
    if [ -e "$STATE/own.tar" ]; then
        tar -C / -xpf "$STATE/own.tar" || return 1
        rm -f "$STATE/own.tar"
    fi
    rm -f "$STATE/packages"
    if [ ${#stay[@]} -gt 0 ]; then
        printf '%s\n' "${stay[@]}" >"$STATE/packages"
    else
        rm -f "$STATE/conffiles"
    fi
}

if [ "$PURGE" = yes ] && [ -s "$STATE/packages" ]; then
    waiting "apt"
    purge || left="$left packages"
fi
[ ! -d "$STATE" ] || rmdir "$STATE" 2>/dev/null

# Success is claimed only for what was looked at.
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
