# Saves the kubeconfig of the cluster, whose port may be another one since its node was restarted.
export MINIKUBE_HOME=$HOME_FOLDER/.minikube KUBECONFIG=$HOME_FOLDER/kubeconfig
umask 077
minikube update-context --profile="$NAME" || exit 1
if ! cmp -s "$KUBECONFIG" "$KUBECONFIG_COPY"; then
  cp "$KUBECONFIG" "$KUBECONFIG_COPY.new" && mv -f "$KUBECONFIG_COPY.new" "$KUBECONFIG_COPY" || exit 1
  changed "the kubeconfig of cluster $CLUSTER"
fi
