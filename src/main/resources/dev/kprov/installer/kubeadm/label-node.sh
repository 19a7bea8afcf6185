# Gives a node its labels and taints.
# Parameters: NODE TIMEOUT (seconds); files: labels taints (one a line)
set -euo pipefail
export KUBECONFIG=/etc/kubernetes/admin.conf

# kubeadm join ends when the kubelet has its certificate, a moment before it has made its node.
waiting "node $NODE to appear"
deadline=$((SECONDS + TIMEOUT))
until kubectl get node "$NODE" >/dev/null 2>&1; do
    if [ $SECONDS -ge $deadline ]; then
        echo "kprov: there is no node $NODE after $TIMEOUT s" >&2
        exit 65
    fi
    sleep 0.2
done

marks() {
    kubectl get node "$NODE" -o go-template='{{.metadata.labels}} {{.spec.taints}}'
}

before=$(marks)
mapfile -t labels <"$KPROV_FILES/labels"
mapfile -t taints <"$KPROV_FILES/taints"
if [ ${#labels[@]} -gt 0 ]; then
    kubectl label node "$NODE" --overwrite "${labels[@]}"
fi
if [ ${#taints[@]} -gt 0 ]; then
    kubectl taint node "$NODE" --overwrite "${taints[@]}"
fi
if [ "$(marks)" != "$before" ]; then
    changed "labelled $NODE"
fi
