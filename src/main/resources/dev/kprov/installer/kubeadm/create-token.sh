# Makes a bootstrap token for hosts that join a running cluster.
# files: init.yaml
set -euo pipefail
export KUBECONFIG=/etc/kubernetes/admin.conf

kubeadm token create --config "$KPROV_FILES/init.yaml" >/dev/null
changed "created a bootstrap token"
