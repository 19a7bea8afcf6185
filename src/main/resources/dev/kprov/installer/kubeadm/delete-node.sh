# Removes the node of a host that has left the cluster: it would stay there as one that is not ready.
# Parameters: NODE
set -euo pipefail
export KUBECONFIG=/etc/kubernetes/admin.conf

kubectl delete node "$NODE" --ignore-not-found --timeout 60s
changed "deleted node $NODE"
