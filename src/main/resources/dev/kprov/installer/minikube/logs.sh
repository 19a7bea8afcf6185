# Collects what the nodes logged.
export MINIKUBE_HOME=$HOME_FOLDER/.minikube KUBECONFIG=$HOME_FOLDER/kubeconfig
umask 077
if [ ! -e "$MINIKUBE_HOME/profiles/$NAME/config.json" ]; then
  echo "there are no nodes of cluster $CLUSTER"
  exit 0
fi
timeout 120 minikube logs --profile="$NAME" --file="$RUN_FOLDER/minikube.log" || exit 1
changed "collected the logs of cluster $CLUSTER"
