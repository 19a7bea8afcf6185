# Gathers facts about this host and changes nothing. Prints one fact a line: KEYWORD VALUE…
# Parameters: FOLDERS MODULES SYSCTLS PACKAGES UNITS KUBERNETES_VERSION (space-separated lists);
# the files `hashes` and `texts` list paths, one a line.
export LC_ALL=C

# The kernel's boot id, and when the first process began: a container that is restarted keeps only the former.
boot() {
    local stat
    read -r stat </proc/1/stat
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    echo "$(cat /proc/sys/kernel/random/boot_id)/${20}"
}

identity() {
    echo "hostname $(hostname)"
    echo "machine-id $(cat /etc/machine-id 2>/dev/null)"
    echo "boot-id $(boot)"
    echo "product-uuid $(cat /sys/class/dmi/id/product_uuid 2>/dev/null)"
    echo "clock $(date +%s%3N)"
}

system() {
    # shellcheck disable=SC1091
    (. /etc/os-release && printf 'os-id %s\nos-version %s\nos-codename %s\n' \
        "${ID:-}" "${VERSION_ID:-}" "${VERSION_CODENAME:-}")
    echo "architecture $(dpkg --print-architecture 2>/dev/null || uname -m)"
    echo "kernel $(uname -r)"
    echo "cpus $(nproc)"
    awk '$1 == "MemTotal:" {print "memory-mb", int($2 / 1024)}' /proc/meminfo
    awk 'NR > 1 {print "swap", $1}' /proc/swaps
    if [ "$(stat -fc %T /sys/fs/cgroup)" = cgroup2fs ]; then echo "cgroup 2"; else echo "cgroup 1"; fi
    local folder module name
    for folder in $FOLDERS; do
        df -Pm "$folder" 2>/dev/null | awk -v folder="$folder" 'NR == 2 {print "disk-free-mb", folder, $4}'
    done
    for module in $MODULES; do
        if [ -d "/sys/module/$module" ] \
            || grep -qs "/$module.ko" "/lib/modules/$(uname -r)/modules.builtin" \
            || { [ "$module" = overlay ] && grep -qw overlay /proc/filesystems; } \
            || { [ "$module" = br_netfilter ] && [ -e /proc/sys/net/bridge/bridge-nf-call-iptables ]; }; then
            echo "module $module"
        fi
    done
    for name in $SYSCTLS; do
        [ ! -r "/proc/sys/${name//.//}" ] || echo "sysctl $name $(cat "/proc/sys/${name//.//}")"
    done
}

network() {
    local resolv=/etc/resolv.conf
    # kubeadm points the kubelet at this file when systemd-resolved runs.
    if systemctl is-active -q systemd-resolved 2>/dev/null && [ -e /run/systemd/resolve/resolv.conf ]; then
        resolv=/run/systemd/resolve/resolv.conf
    fi
    awk '$1 == "nameserver" {print "resolver", $2}' "$resolv" 2>/dev/null
    # The networks that the host stands in itself, without those that a cluster made.
    { ip -4 route show proto kernel; ip -6 route show proto kernel; } 2>/dev/null | awk '$1 ~ "/" && $1 !~ "^fe80" {
        for (i = 2; i < NF; i++) if ($i == "dev" && $(i + 1) !~ /^(cni|flannel|cali|vxlan|tunl|cilium|lxc|kube|nodelocal)/)
            print "subnet", $1, $(i + 1) }'
    ss -Hltnp 2>/dev/null | awk '{
        port = $4; sub(/.*:/, "", port); program = $6
        if (sub(/^users:\(\("/, "", program)) sub(/".*/, "", program); else program = "unknown"
        print "listening", port, program }'
}

software() {
    if command -v dpkg-query >/dev/null; then
        # shellcheck disable=SC2086
        dpkg-query -W -f '${db:Status-Status} ${Package} ${Version} ${db:Status-Want}\n' $PACKAGES 2>/dev/null \
            | awk '$1 == "installed" {print "package", $2, $3; if ($4 == "hold") print "held", $2}'
    fi
    local unit
    for unit in $UNITS; do
        echo "unit $unit $(systemctl is-active "$unit" 2>/dev/null)/$(systemctl is-enabled "$unit" 2>/dev/null)"
    done
    if command -v containerd >/dev/null; then
        echo "runtime-version $(containerd --version | awk '{sub(/^v/, "", $3); sub(/[~+-].*/, "", $3); print $3}')"
        timeout 5 ctr -n k8s.io images ls -q 2>/dev/null | awk '{print "image", $1}'
    fi
    if command -v kubeadm >/dev/null; then
        timeout 10 kubeadm config images list --kubernetes-version "v$KUBERNETES_VERSION" 2>/dev/null \
            | awk '{print "kubeadm-image", $1}'
    fi
}

files() {
    local path
    while IFS= read -r path; do
        [ ! -f "$path" ] || printf 'hash %s %s\n' "$path" "$(sha256sum <"$path" | cut -d ' ' -f 1)"
    done <"$KPROV_FILES/hashes"
    while IFS= read -r path; do
        [ ! -f "$path" ] || printf 'text %s %s\n' "$path" "$(base64 -w 0 <"$path")"
    done <"$KPROV_FILES/texts"
}

membership() {
    [ -s /etc/kubernetes/kubelet.conf ] || return 0
    echo "server $(awk '$1 == "server:" {print $2; exit}' /etc/kubernetes/kubelet.conf)"
    [ ! -s /etc/kubernetes/pki/ca.crt ] || echo "ca $(base64 -w 0 </etc/kubernetes/pki/ca.crt)"
    local certificate=/var/lib/kubelet/pki/kubelet-client-current.pem
    [ ! -s $certificate ] || printf 'kubelet-certificate %s\n' "$(
        awk '/BEGIN CERTIFICATE/ {p = 1} p {print} /END CERTIFICATE/ {exit}' $certificate | base64 -w 0)"
    [ -s /etc/kubernetes/admin.conf ] || return 0
    echo "control-plane yes"
    local kubectl="timeout 5 kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout 4s"
    [ "$($kubectl get --raw /readyz 2>/dev/null)" = ok ] || return 0
    echo "api-ready yes"
    local template='{{range .items}}{{$name := .metadata.name}}{{range .status.conditions}}{{if eq .type "Ready"}}node {{$name}} {{.status}}
{{end}}{{end}}{{range $key, $value := .metadata.labels}}node-label {{$name}} {{$key}}={{$value}}
{{end}}{{range .spec.taints}}node-taint {{$name}} {{.key}}{{if .value}}={{.value}}{{end}}:{{.effect}}
{{end}}{{end}}'
    local nodes objects
    nodes=$($kubectl get nodes -o go-template="$template" 2>/dev/null) \
        && objects=$($kubectl get daemonsets,deployments,configmaps -A -o jsonpath='{range .items[*]}object {.kind}/{.metadata.namespace}/{.metadata.name}{"\n"}{end}' 2>/dev/null) \
        && printf 'cluster yes\n%s\n%s\n' "$nodes" "$objects"
}

# Steps that kprov began here and that go on, whether or not anybody listens to them.
running() {
    local folder pid began boot about stat
    for folder in /var/lib/kprov/steps/*; do
        { read -r pid began boot <"$folder/pid" && mapfile -t about <"$folder/about" \
            && read -r stat <"/proc/$pid/stat"; } 2>/dev/null || continue
        # shellcheck disable=SC2086
        set -- ${stat##*) }
        [ "$1" = Z ] || [ "${20}" != "$began" ] || [ "$boot" != "$(boot)" ] \
            || echo "running-step ${folder##*/} ${about[*]}"
    done
}

# The slow ones side by side: what they ask does not depend on one another.
membership >"$KPROV_FILES/membership.out" &
software >"$KPROV_FILES/software.out" &
identity
system
network
files
running
wait
cat "$KPROV_FILES/membership.out" "$KPROV_FILES/software.out"
echo "end"
