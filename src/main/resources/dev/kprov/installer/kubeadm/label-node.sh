# Gives a node its labels and taints.
# Parameters: NODE; files: labels taints (one a line)
set -euo pipefail
export KUBECONFIG=/etc/kubernetes/admin.conf

mapfile -t labels <"$KPROV_FILES/labels"
mapfile -t taints <"$KPROV_FILES/taints"
if [ ${#labels[@]} -gt 0 ] && ! kubectl label node "$NODE" --overwrite "${labels[@]}" | grep -q 'not labeled'; then
    changed "labelled $NODE"
fi
before=$(kubectl get node "$NODE" -o jsonpath='{.spec.taints}')
if [ ${#taints[@]} -gt 0 ]; then
    kubectl taint node "$NODE" --overwrite "${taints[@]}" >/dev/null
    [ "$before" = "$(kubectl get node "$NODE" -o jsonpath='{.spec.taints}')" ] || changed "tainted $NODE"
fi
