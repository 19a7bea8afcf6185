# Makes the cluster, or starts what is there of it.
umask 077
mkdir -p "$HOME_FOLDER/.minikube" || exit 1
if [ "$SHARED_CACHE" = yes ] && [ ! -e "$HOME_FOLDER/.minikube/cache" ]; then
  # What was downloaded for one cluster need not be downloaded for the next.
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/kprov/minikube
  mkdir -p "$cache" && ln -s "$cache" "$HOME_FOLDER/.minikube/cache" || exit 1
fi
printf '%s\n' "$PATTERN" >"$HOME_FOLDER/pattern" || exit 1
export MINIKUBE_HOME=$HOME_FOLDER/.minikube KUBECONFIG=$HOME_FOLDER/kubeconfig MINIKUBE_IN_STYLE=false
unset CHANGE_MINIKUBE_NONE_USER

# The cluster is watched from the moment its API can be asked, not only when minikube is through.
early_kubeconfig() {
  until grep -qs 'server: ' "$KUBECONFIG"; do sleep 0.5; done
  cp "$KUBECONFIG" "$KUBECONFIG_COPY.new" && mv -f "$KUBECONFIG_COPY.new" "$KUBECONFIG_COPY"
}

early=
if [ -n "$KUBECONFIG_COPY" ]; then
  rm -f "$KUBECONFIG_COPY"
  [ "$FRESH" = no ] || rm -f "$KUBECONFIG"
  early_kubeconfig &
  early=$!
fi
mapfile -t arguments <"$KPROV_FILES/arguments"
if [ -e "$KPROV_FILES/network.yaml" ]; then
  # It stays, for minikube reads it again at each start.
  cp "$KPROV_FILES/network.yaml" "$HOME_FOLDER/network.yaml" || exit 1
  arguments+=("--cni=$HOME_FOLDER/network.yaml")
fi
if [ "$PAUSED" = yes ]; then
  minikube unpause --profile="$NAME" --output=json
  rc=$?
else
  # Its files on a host are for others to read, too.
  (umask 022 && minikube start "${arguments[@]}")
  rc=$?
fi
[ -z "$early" ] || kill "$early" 2>/dev/null
wait
if [ "$rc" = 0 ]; then
  if [ -n "$KUBECONFIG_COPY" ]; then
    cp "$KUBECONFIG" "$KUBECONFIG_COPY.new" && mv -f "$KUBECONFIG_COPY.new" "$KUBECONFIG_COPY" || exit 1
  fi
  # Last, for it says that all of it is there.
  cp "$KPROV_FILES/made.yaml" "$HOME_FOLDER/made.yaml.new" && mv -f "$HOME_FOLDER/made.yaml.new" "$HOME_FOLDER/made.yaml" || exit 1
  changed "cluster $CLUSTER"
  exit 0
fi
if [ -n "$RUN_FOLDER" ]; then
  waiting "the logs of the nodes"
  timeout 60 minikube logs --profile="$NAME" --file="$RUN_FOLDER/minikube.log" >/dev/null 2>&1
fi
if [ "$FRESH" = yes ] && [ "$ON_FAILURE" = remove ]; then
  waiting "the removal of what could not be made"
  timeout 120 minikube delete --profile="$NAME" >/dev/null 2>&1 && rm -rf "$HOME_FOLDER" && rm -f "$KUBECONFIG_COPY"
fi
exit "$rc"
