# Applies the manifest of the network plugin with the kubectl of the first control plane, where the cluster differs.
node_kubectl() {
  "$ENGINE" exec -i "$FIRST" kubectl --kubeconfig /etc/kubernetes/admin.conf "$@" --server-side --force-conflicts \
    --field-manager kprov -f - <"$KPROV_FILES/manifest.yaml"
}

node_kubectl diff >/dev/null 2>&1 && exit 0
node_kubectl apply || exit 1
changed "applied the network plugin"
