# Installs the Kubernetes packages and, where it is missing, the container runtime with apt; pins and holds them.
# Parameters: VERSION (of Kubernetes) RUNTIME_PACKAGE (empty: the host has one) RUNTIME_VERSION (empty: newest)
# files: kubernetes.list kubernetes.key kprov.pref, and runtime.list runtime.key where the profile names a source;
#        host-files note-packages
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
# shellcheck disable=SC1091
. "$KPROV_FILES/host-files"

# apt-get waits for dpkg's lock by itself, but not for the lock on its lists.
apt() {
    local tries=0 output
    until output=$(apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=2 -o Acquire::http::Timeout=20 \
        -o Acquire::https::Timeout=20 -o APT::Update::Error-Mode=any \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 \
        -o "DPkg::Pre-Install-Pkgs::=bash $KPROV_FILES/note-packages" "$@" 2>&1); do
        printf '%s\n' "$output"
        tries=$((tries + 1))
        if [ $tries -gt 100 ] || ! grep -q 'Could not get lock' <<<"$output"; then
            return 1
        fi
        waiting "another apt to finish"
        sleep 3
    done
    printf '%s\n' "$output"
}

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
