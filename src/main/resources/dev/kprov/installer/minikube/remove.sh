# Removes the cluster and what minikube knows of it.
export MINIKUBE_HOME=$HOME_FOLDER/.minikube KUBECONFIG=$HOME_FOLDER/kubeconfig MINIKUBE_IN_STYLE=false
if [ -e "$MINIKUBE_HOME/profiles/$NAME/config.json" ]; then
  minikube delete --profile="$NAME" --output=json
  rc=$?
  # What was never complete minikube often cannot delete, and its host is cleaned after this.
  [ "$rc" = 0 ] || [ "$TOLERANT" = yes ] || exit "$rc"
fi
rm -rf "$HOME_FOLDER" || exit 1
changed "removed cluster $CLUSTER"
