# Looks whether this host can become a node, and gives it what Kubernetes builds upon: packages, the kernel's bridge
# filter and forwarding, and a containerd that serves the kubelet.
set -euo pipefail
# shellcheck source=common.sh
. "$KPROV_FILES/common.sh"

CONTAINERD=/etc/containerd/config.toml

check() {
    local path
    [[ $KPROV_INTERNAL_ADDRESS =~ ^[0-9.]+$ ]] ||
        fail "the hard way knows only IPv4, and this host is $KPROV_INTERNAL_ADDRESS"
    [ "$(hosts | cut -f 3 | grep -c control-plane)" = 1 ] ||
        fail "the hard way makes one control plane, and the inventory has more"
    [ -n "$KPROV_KUBERNETES_VERSION" ] || fail "the profile names no kubernetes.version"
    case $POD_TUNNEL in
        none | vxlan) ;;
        *) fail "POD_TUNNEL is $POD_TUNNEL, and can be none or vxlan" ;;
    esac
    [ -n "$(ip -o -4 address show to "$KPROV_INTERNAL_ADDRESS")" ] ||
        fail "no interface of this host has $KPROV_INTERNAL_ADDRESS"
    [ ! -d "$STATE" ] || return 0
    for path in /etc/kubernetes/{kubelet,admin}.conf /etc/kubernetes/manifests/kube-apiserver.yaml \
        /var/lib/etcd/member; do
        [ ! -e "$path" ] || fail "another cluster has been here: there is $path"
    done
}

installed() {
    dpkg-query -W -f '${binary:Package} ${db:Status-Status}\n' 2>/dev/null | awk '$2 == "installed" {print $1}' | sort
}

# Packages for those programs that are missing, and a note of all that came, for the time when they are to go.
packages() {
    local pair missing=() options=() before
    for pair in containerd:containerd runc:runc iptables:iptables conntrack:conntrack curl:curl openssl:openssl; do
        command -v "${pair%:*}" >/dev/null || missing+=("${pair#*:}")
    done
    [ -e /etc/ssl/certs/ca-certificates.crt ] || missing+=(ca-certificates)
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || fail "install ${missing[*]}: the hard way can do that only with apt-get"
    if [ -n "${PACKAGE_SOURCE:-}" ]; then
        printf '%s\n' "$PACKAGE_SOURCE" >"$STATE/sources.list"
        mkdir -p "$STATE/apt/partial"
        options=(-o "Dir::Etc::SourceList=$STATE/sources.list" -o Dir::Etc::SourceParts=/dev/null
            -o "Dir::State::Lists=$STATE/apt")
    fi
    export DEBIAN_FRONTEND=noninteractive
    before=$(installed)
    waiting "apt-get to install ${missing[*]}"
    apt-get -q "${options[@]}" -o DPkg::Lock::Timeout=120 update || fail "apt-get update failed"
    apt-get -q -y "${options[@]}" -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confold \
        --no-install-recommends install "${missing[@]}" || fail "apt-get cannot install ${missing[*]}"
    comm -13 <(printf '%s\n' "$before") <(installed) >>"$STATE/packages"
    changed "installed ${missing[*]}"
}

# Traffic of pods goes over a bridge and is forwarded; kube-proxy's rules have to see it on both ways.
kernel() {
    local name file
    put 0644 /etc/modules-load.d/the-hard-way.conf <<<br_netfilter
    [ -e /proc/sys/net/bridge/bridge-nf-call-iptables ] || modprobe br_netfilter ||
        fail "cannot load the kernel module br_netfilter"
    for name in net.ipv4.ip_forward net.bridge.bridge-nf-call-iptables; do
        file=/proc/sys/${name//.//}
        [ "$(cat "$file")" != 1 ] || continue
        echo "$name $(cat "$file")" >>"$STATE/sysctls"
        echo 1 >"$file"
        changed "set $name = 1"
    done
    put 0644 /etc/sysctl.d/90-the-hard-way.conf <<<"net.ipv4.ip_forward = 1
net.bridge.bridge-nf-call-iptables = 1"
}

# What containerd makes of the host's own configuration, with what Kubernetes needs put in: settings of the site stay.
containerd_config() {
    local own=$STATE/containerd.toml edits
    edits=(-e 's,^imports = .*,imports = [],'
        -e "s,^( *sandbox(_image)? = ).*,\\1\"$PAUSE_IMAGE\","
        -e 's,^( *SystemdCgroup = ).*,\1true,'
        -e "s,^( *bin_dir = ).[^\"'].*,\\1\"$PLUGINS\","
        -e "s,^( *bin_dirs = ).*,\\1[\"$PLUGINS\"],"
        -e "/^disabled_plugins = /s/[\"']cri[\"'],? ?//")
    if [ -n "${REGISTRY_MIRRORS:-}" ]; then
        edits+=(-e "s,^( *config_path = )(\"\"|'')\$,\\1\"/etc/containerd/certs.d\",")
    fi
    if [ -e "$own" ]; then
        containerd --config "$own" config dump
    else
        containerd config default
    fi | sed -E "${edits[@]}"
}

runtime() {
    local mirror registry
    containerd_config >"$STATE/containerd.new" ||
        fail "containerd does not understand its configuration of $CONTAINERD"
    put 0644 "$CONTAINERD" <"$STATE/containerd.new"
    rm "$STATE/containerd.new"
    for mirror in ${REGISTRY_MIRRORS:-}; do
        registry=${mirror%%=*}
        [ -e "/etc/containerd/certs.d/$registry/hosts.toml" ] || echo "$registry" >>"$STATE/registries"
        put 0644 "/etc/containerd/certs.d/$registry/hosts.toml" <<<"[host.\"${mirror#*=}\"]"
    done
    if ! cmp -s "$CONTAINERD" "$STATE/containerd.used" || ! systemctl is-active -q containerd; then
        systemctl enable -q containerd 2>/dev/null
        systemctl restart containerd ||
            fail "containerd does not start: $(journalctl -u containerd -n 1 --no-pager -o cat)"
        cp "$CONTAINERD" "$STATE/containerd.used"
        changed "started containerd"
    fi
    await 30 "containerd to answer" containerd ctr version
}

check
if [ ! -d "$STATE" ]; then
    rm -rf "$STATE.new"
    mkdir -m 0700 "$STATE.new"
    [ ! -e $CONTAINERD ] || cp -a $CONTAINERD "$STATE.new/containerd.toml"
    mv -T "$STATE.new" "$STATE"
fi
packages
kernel
runtime
finish prepare ""
