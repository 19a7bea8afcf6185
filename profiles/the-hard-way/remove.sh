# Takes back all that this profile has made on this host. Nothing is done where it has made nothing.
set -uo pipefail
# shellcheck source=common.sh
. "$KPROV_FILES/common.sh"

UNITS=(kubelet kube-proxy kube-scheduler kube-controller-manager kube-apiserver etcd pod-network)
CONTAINERD=/etc/containerd/config.toml

drop() {
    local path
    for path in "$@"; do
        if [ -e "$path" ] || [ -L "$path" ]; then rm -rf "$path" && changed "removed $path"; fi
    done
}

# A folder that may be a mount of its own.
empty() {
    [ -d "$1" ] || return 0
    [ -z "$(ls -A "$1")" ] || { find "$1" -mindepth 1 -delete && changed "emptied $1"; }
    rmdir "$1" 2>/dev/null
}

stop() {
    local unit
    waiting "the services to stop"
    # They would wait for those that watch them, and what they would write to the end is to go.
    systemctl kill -s KILL kube-apiserver etcd 2>/dev/null
    systemctl stop "${UNITS[@]}" 2>/dev/null
    for unit in "${UNITS[@]}"; do
        [ -e "/etc/systemd/system/$unit.service" ] || continue
        systemctl disable -q "$unit" 2>/dev/null
        drop "/etc/systemd/system/$unit.service"
    done
    systemctl daemon-reload
    systemctl reset-failed "${UNITS[@]}" 2>/dev/null
}

# The pods, as containerd knows them, with their networks.
pods() {
    local container namespace link mount
    if systemctl is-active -q containerd; then
        # Their first processes, for to end a task takes containerd forever where a pod has another one.
        timeout 20 ctr -n k8s.io tasks ls 2>/dev/null | awk '$2 + 0 > 1 {print $2}' | xargs -r kill -KILL 2>/dev/null
        for container in $(timeout 20 ctr -n k8s.io containers ls -q 2>/dev/null); do
            timeout 20 ctr -n k8s.io tasks rm -f "$container" >/dev/null 2>&1
            timeout 20 ctr -n k8s.io containers rm "$container" >/dev/null 2>&1 &&
                changed "removed the container ${container:0:12}"
        done
    fi
    awk '$2 ~ "^/(var/lib/kubelet|run/containerd/io.containerd.grpc.v1.cri/sandboxes)/" {print $2}' /proc/mounts |
        sort -r | while read -r mount; do umount "$mount" 2>/dev/null || umount -l "$mount"; done
    systemctl stop kubepods.slice 2>/dev/null
    # With cgroup v1 some are left.
    find /sys/fs/cgroup -depth -type d -path '*/kubepods.slice*' -exec rmdir {} + 2>/dev/null
    for namespace in /run/netns/cni-*; do
        [ -e "$namespace" ] || continue
        ip netns delete "${namespace##*/}" && changed "removed the network namespace ${namespace##*/}"
    done
    for link in $(ip -o link show master cni0 2>/dev/null | awk -F': ' '{sub(/@.*/, "", $2); print $2}') cni0; do
        ip link delete "$link" 2>/dev/null && changed "removed the link $link"
    done
}

# The chains of kube-proxy, kubelet and CNI plugins; whatever else the host filters stays.
rules() {
    local tool rules table
    for tool in iptables ip6tables; do
        command -v $tool-save >/dev/null || continue
        rules=$($tool-save 2>/dev/null)
        grep -qE 'KUBE-|CNI-' <<<"$rules" || continue
        grep -vE 'KUBE-|CNI-' <<<"$rules" | $tool-restore && changed "removed the rules of Kubernetes from $tool"
    done
    command -v nft >/dev/null || return 0
    nft list tables 2>/dev/null | awk '$3 == "kube-proxy" {print $2, $3}' | while read -r tool table; do
        nft delete table "$tool" "$table" && changed "removed the table $table of $tool"
    done
}

# Its configuration before, whatever the packages do with it.
runtime() {
    local registry packages
    if [ -s "$STATE/packages" ]; then
        mapfile -t packages <"$STATE/packages"
        waiting "apt-get to remove what it had installed"
        DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 purge "${packages[@]}" ||
            fail "apt-get cannot remove ${packages[*]}"
        changed "removed ${packages[*]}"
    fi
    while read -r registry; do drop "/etc/containerd/certs.d/$registry"; done 2>/dev/null <"$STATE/registries"
    rmdir /etc/containerd/certs.d 2>/dev/null
    if [ -e "$STATE/containerd.toml" ]; then
        mkdir -p /etc/containerd
        cp -a "$STATE/containerd.toml" $CONTAINERD
    else
        rm -f $CONTAINERD
    fi
    if command -v containerd >/dev/null; then
        systemctl restart containerd || fail "containerd does not start with its own configuration"
        changed "gave containerd its own configuration back"
    fi
}

kernel() {
    local name value
    drop /etc/modules-load.d/the-hard-way.conf /etc/sysctl.d/90-the-hard-way.conf
    while read -r name value; do
        echo "$value" >"/proc/sys/${name//.//}" && changed "set $name = $value again"
    done 2>/dev/null <"$STATE/sysctls"
}

[ -d "$STATE" ] || exit 0
stop
pods
rules
drop /etc/cni/net.d/10-the-hard-way.conflist /run/cni-ipam /var/lib/cni /etc/kubernetes /opt/kubernetes \
    /var/log/pods /var/log/containers
rmdir /etc/cni/net.d /etc/cni 2>/dev/null
empty /var/lib/kubelet
empty /var/lib/etcd
[ "$(readlink /usr/local/bin/kubectl)" != "$PROGRAMS/kubectl" ] || drop /usr/local/bin/kubectl
runtime
kernel

left=
for path in /etc/kubernetes /var/lib/etcd/member /var/lib/kubelet/pki /sys/class/net/cni0; do
    [ ! -e "$path" ] || left="$left $path"
done
[ -z "$left" ] || fail "these could not be removed:$left"
# Last: a run that was cut off is begun again.
drop "$STATE"
