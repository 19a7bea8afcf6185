# Installs the Kubernetes packages and, where it is missing, the container runtime with apt; pins and holds them.
# Parameters: VERSION (of Kubernetes) RUNTIME_PACKAGE (empty: the host has one) RUNTIME_VERSION (empty: newest)
# files: kubernetes.list kubernetes.key kprov.pref, and runtime.list runtime.key where the profile names a source;
#        host-files note-packages apt retry; RETRY as in retry
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
# shellcheck disable=SC1091
. "$KPROV_FILES/host-files"
# shellcheck disable=SC1091
. "$KPROV_FILES/apt"

# The network's pods bring files into these folders and never take them away.
if [ ! -e "$STATE/cni" ]; then
    mkdir -p "$STATE"
    find /opt/cni/bin /etc/cni/net.d -mindepth 1 >"$STATE/cni" 2>/dev/null || true
fi
put "$KPROV_FILES/kubernetes.list" /etc/apt/sources.list.d/kubernetes.list
put "$KPROV_FILES/kubernetes.key" /etc/apt/keyrings/kubernetes-apt-keyring.asc
put "$KPROV_FILES/kprov.pref" /etc/apt/preferences.d/kprov-kubernetes
put "$KPROV_FILES/runtime.list" /etc/apt/sources.list.d/kprov-runtime.list
put "$KPROV_FILES/runtime.key" /etc/apt/keyrings/kprov-runtime.asc

kubernetes="kubeadm kubelet kubectl"
wanted=()
for package in $kubernetes; do
    wanted+=("$package=$VERSION-*")
done
wanted+=(cri-tools kubernetes-cni)
# What kubeadm's checks and kube-proxy look for on the host; the packages of Kubernetes do not ask for it.
for program in conntrack ethtool iptables socat; do
    command -v "$program" >/dev/null || wanted+=("$program")
done
if [ -n "$RUNTIME_PACKAGE" ]; then
    wanted+=("$RUNTIME_PACKAGE${RUNTIME_VERSION:+=$RUNTIME_VERSION}")
fi

# Only the lists that kprov wrote: the host's own may be many and slow. They are read when that was not enough.
update_own() {
    local list
    for list in kubernetes kprov-runtime; do
        [ -e "/etc/apt/sources.list.d/$list.list" ] || continue
        apt update -o Dir::Etc::sourcelist="sources.list.d/$list.list" -o Dir::Etc::sourceparts=- \
            -o APT::Get::List-Cleanup=0 || return 1
    done
}

waiting "package lists"
if ! update_own; then
    echo "kprov: apt cannot read the package lists" >&2
    exit 31
fi
waiting "packages"
before=$(dpkg-query -W -f '${Package} ${Version} ${db:Status-Status}\n' | sort)
if ! apt install -y --no-install-recommends --allow-change-held-packages --allow-downgrades "${wanted[@]}"; then
    waiting "all package lists of the host"
    apt update || true
    if ! apt install -y --no-install-recommends --allow-change-held-packages --allow-downgrades "${wanted[@]}"; then
        echo "kprov: apt cannot install ${wanted[*]}" >&2
        exit 32
    fi
fi
after=$(dpkg-query -W -f '${Package} ${Version} ${db:Status-Status}\n' | sort)
while read -r package version _; do
    changed "installed $package $version"
done < <(comm -13 <(printf '%s\n' "$before") <(printf '%s\n' "$after"))

held=$(apt-mark showhold)
for package in $kubernetes cri-tools kubernetes-cni; do
    if ! grep -qx "$package" <<<"$held"; then
        remember holds "$package"
        apt-mark hold "$package" >/dev/null
        changed "held $package"
    fi
done
if [ "$(systemctl is-enabled kubelet 2>/dev/null)" != enabled ]; then
    systemctl enable kubelet
    changed "enabled kubelet"
fi
