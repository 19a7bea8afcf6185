# Prints what there is of the cluster: whether it was begun, what it was made from, what minikube says of it.
export MINIKUBE_HOME=$HOME_FOLDER/.minikube KUBECONFIG=$HOME_FOLDER/kubeconfig
command -v minikube >/dev/null || printf 'missing\n'
if [ -d "$HOME_FOLDER" ]; then
  printf 'begun\n'
  [ ! -e "$HOME_FOLDER/made.yaml" ] || printf 'made %s\n' "$(base64 "$HOME_FOLDER/made.yaml" | tr -d '\n')"
  if [ -e "$MINIKUBE_HOME/profiles/$NAME/config.json" ]; then
    # Its exit status is what it found, not whether it could look.
    status=$(timeout 45 minikube status --profile="$NAME" --output=json 2>/dev/null)
    printf 'status %s\n' "$(printf %s "$status" | base64 | tr -d '\n')"
  fi
  [ ! -e "$MINIKUBE_HOME/ca.crt" ] || printf 'authority %s\n' "$(sha256sum <"$MINIKUBE_HOME/ca.crt" | cut -d ' ' -f 1)"
elif [ "$ENGINE" = docker ]; then
  docker ps -a --filter "label=name.minikube.sigs.k8s.io=$NAME" --format 'stranger {{.Names}}' || exit 1
fi
exit 0
