# Joins this host as a worker.
# Parameters: RESET (yes: an earlier join was begun here and never became a node) PROXY (yes: kube-proxy will come);
# files: join.yaml retry service; RETRY as in retry
set -euo pipefail
# shellcheck disable=SC1091
. "$KPROV_FILES/retry"
# shellcheck disable=SC1091
. "$KPROV_FILES/service"

if [ "$RESET" = yes ]; then
    waiting "kubeadm reset of an unfinished join"
    kubeadm reset -f --cri-socket unix:///run/containerd/containerd.sock --cleanup-tmp-dir
    changed "reset an unfinished join"
fi
systemctl reset-failed kubelet 2>/dev/null || true
before=$(systemctl show -p NRestarts --value kubelet)
changed "ran kubeadm join"

# Reads what kubeadm join prints. It waits for the token's discovery itself, but not in its later steps.
join() {
    local join restarts
    : >"$KPROV_FILES/said"
    kubeadm join --config "$KPROV_FILES/join.yaml" >>"$KPROV_FILES/said" 2>&1 &
    join=$!
    tail -n +1 -f -s 0.1 --pid=$join "$KPROV_FILES/said" &
    while kill -0 $join 2>/dev/null; do
        restarts=$(systemctl show -p NRestarts --value kubelet)
        # kubeadm would wait for minutes for a kubelet that ends again and again.
        if [ "$((restarts - before))" -ge 5 ] && ! systemctl is-active -q kubelet; then
            kill $join 2>/dev/null || true
            echo "kprov: the kubelet ended $((restarts - before)) times:" >&2
            journalctl -u kubelet -n 200 --no-pager -o cat 2>/dev/null | grep -E '^E|^F|command failed|failed to run' | tail -n 5 >&2
            exit 61
        fi
        sleep 0.2
    done
    wait $join
}

waiting "kubeadm join"
until join; do
    if why=$(grep -m 1 -oE '(dial tcp [^ ]+: connect: (connection refused|'"$passes"')|connection reset by peer|i/o timeout|TLS handshake timeout|unexpected EOF|(Get|Post|Put|Patch) "https://[^"]*": context deadline exceeded)' "$KPROV_FILES/said"); then
        why="the API server does not answer: $why"
    else
        why="containerd did not answer in time: $(late_runtime "$KPROV_FILES/said")" || exit 1
    fi
    again "$why" || exit 1
    kubeadm reset -f --cri-socket unix:///run/containerd/containerd.sock --cleanup-tmp-dir >/dev/null 2>&1 || true
done
if [ "$PROXY" = yes ]; then
    waiting "kube-proxy"
    free_service /etc/kubernetes/kubelet.conf
fi
