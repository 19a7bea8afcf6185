# First part of `kubeadm init`: everything up to an API that answers. What kubeadm would only wait for is watched here,
# so that an image that cannot be pulled or a kubelet that cannot start is told after seconds, not after four minutes.
# Parameters: TIMEOUT (seconds) SKIP (phases that the profile skips) RESET (yes: an earlier init was cut off), and those of pull-images; files: init.yaml images.yaml pull-images
set -euo pipefail
# shellcheck disable=SC1091
. "$KPROV_FILES/retry"
export KUBECONFIG=/etc/kubernetes/super-admin.conf

kubelet_restarts() {
    systemctl show -p NRestarts --value kubelet
}

# The kubelet's own words, newest last.
kubelet_says() {
    journalctl -u kubelet -n 200 --no-pager -o cat 2>/dev/null | grep -E '^E|^F|command failed|failed to run' | tail -n 5
}

# Asks kubectl only when somebody listens: starting it five times a second would slow what it waits for. An answer of any
# kind means that etcd runs: before that, the API server only listens.
api_ready() {
    local answer
    (exec 3<>"/dev/tcp/$address/${endpoint##*:}") 2>/dev/null || return
    answer=$(kubectl get --raw /readyz --request-timeout 2s 2>&1) || [[ $answer == "Error from server"* ]] || return
    finalize_kubelet
    [ "$answer" = ok ]
}

# Restarts the kubelet, now that all it was to start has started: a container in the middle of its start is killed by
# that, and an etcd that has begun its data without a member never finds one again. Later, CoreDNS would pay for it: a
# kubelet younger than 10 s makes readiness probes wait for a random part of 10 s.
finalize_kubelet() {
    grep -q client-certificate: /etc/kubernetes/kubelet.conf || ! [ -e /var/lib/kubelet/pki/kubelet-client-current.pem ] ||
        kubeadm init phase kubelet-finalize all --config "$KPROV_FILES/init.yaml"
}

# What runs and what does not, and what those that ended said at last.
containers_say() {
    local id
    runtime ps -a
    for id in $(runtime ps -a -q --state Exited | head -n 2); do
        echo "kprov: the last words of container ${id:0:13}:"
        runtime logs --tail 3 "$id"
    done
}

runtime() {
    timeout 5 crictl --runtime-endpoint unix:///run/containerd/containerd.sock "$@" 2>&1 | grep -v 'level=warning msg="Config'
}

init() {
    {
        kubeadm init --config "$KPROV_FILES/init.yaml" --skip-token-print --skip-certificate-key-print \
            --skip-phases "control-plane/controller-manager,control-plane/scheduler,wait-control-plane,upload-config,upload-certs,mark-control-plane,bootstrap-token,kubelet-finalize,addon,show-join-command${SKIP:+,$SKIP}" 2>&1 >&3 |
            tee "$KPROV_FILES/said" >&2
    } 3>&1
}

# While this file is there, no cluster has been here, and what init left may be removed.
initializing=/var/lib/kprov/initializing
if [ "$RESET" = yes ]; then
    waiting "kubeadm reset of an unfinished init"
    kubeadm reset -f --cri-socket unix:///run/containerd/containerd.sock --cleanup-tmp-dir
    # Without its manifest, reset does not know of etcd's data.
    rm -rf /var/lib/etcd/member
    changed "reset an unfinished control plane"
fi
mkdir -p "${initializing%/*}"
: >"$initializing"

# The images come while kubeadm makes certificates and the kubelet starts.
(
    # shellcheck disable=SC1091
    . "$KPROV_FILES/pull-images"
) &
pulls=$!

waiting "kubeadm init"
systemctl reset-failed kubelet 2>/dev/null || true
before=$(kubelet_restarts)
changed "ran kubeadm init"
until init; do
    why=$(late_runtime "$KPROV_FILES/said") || exit 1
    again "containerd did not answer in time: $why" || exit 1
done

waiting "the API server"
endpoint=$(awk '$1 == "server:" {sub("https://", "", $2); print $2}' $KUBECONFIG)
address=${endpoint%:*}
address=${address#[} address=${address%]}
deadline=$((SECONDS + TIMEOUT))
until api_ready; do
    if [ -n "$pulls" ] && ! kill -0 "$pulls" 2>/dev/null; then
        wait "$pulls" || exit 51
        pulls=
    fi
    restarts=$(kubelet_restarts)
    if [ "$((restarts - before))" -ge 3 ] && ! systemctl is-active -q kubelet; then
        echo "kprov: the kubelet ended $((restarts - before)) times:" >&2
        kubelet_says >&2
        exit 61
    fi
    if [ $SECONDS -ge $deadline ]; then
        echo "kprov: the API server did not answer within $TIMEOUT s; the kubelet says:" >&2
        kubelet_says >&2
        containers_say >&2 || true
        exit 62
    fi
    sleep 0.2
done
# Started beside the API server they would take its processor time, be refused their leases and sleep for seconds.
kubeadm init phase control-plane controller-manager --config "$KPROV_FILES/init.yaml"
kubeadm init phase control-plane scheduler --config "$KPROV_FILES/init.yaml"
[ -z "$pulls" ] || wait "$pulls" || exit 51
