# Applies the network plugin's manifest.
# files: manifest.yaml
set -euo pipefail
export KUBECONFIG=/etc/kubernetes/super-admin.conf
[ -e $KUBECONFIG ] || KUBECONFIG=/etc/kubernetes/admin.conf

# Server-side, because some plugins' definitions are larger than the annotation of a client-side apply may be.
kubectl apply --server-side --force-conflicts -f "$KPROV_FILES/manifest.yaml"
changed "applied the network plugin"
