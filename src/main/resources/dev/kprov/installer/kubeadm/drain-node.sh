# Moves the pods of a node that is to leave the cluster to others.
# Parameters: NODE GRACE (seconds)
set -euo pipefail
export KUBECONFIG=/etc/kubernetes/admin.conf

# First of all: a worker must not be reset while nobody can take its node out of the cluster.
if ! kubectl cordon "$NODE" --request-timeout 10s; then
    echo "kprov: the API server does not take $NODE out of service" >&2
    exit 66
fi
changed "cordoned $NODE"
waiting "the pods of $NODE to leave"
# What does not leave in time, such as the last replica that its budget protects, is ended with the node.
kubectl drain "$NODE" --ignore-daemonsets --delete-emptydir-data --force --timeout "${GRACE}s" 2>&1 ||
    echo "kprov: went on with pods that did not leave $NODE within $GRACE s"
