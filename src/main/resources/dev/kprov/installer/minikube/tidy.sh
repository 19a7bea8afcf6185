# Removes clusters of this profile that are older than SECONDS_OLD: whoever made them was killed and cannot any more.
now=$(date +%s)
for folder in "$CLUSTER_FOLDER"/../*/minikube; do
  [ "$(cat "$folder/pattern" 2>/dev/null)" = "$PATTERN" ] || continue
  name=$(basename "$(dirname "$folder")")
  age=$((now - $(stat -c %Y "$folder/pattern")))
  if [ "$name" = "$CLUSTER" ] || [ "$age" -lt "$SECONDS_OLD" ]; then continue; fi
  waiting "the removal of cluster $name, which is $((age / 60)) min old"
  MINIKUBE_HOME=$folder/.minikube KUBECONFIG=$folder/kubeconfig minikube delete --profile="$name" --output=json || exit 1
  rm -rf "$folder" || exit 1
  rm -f "$folder/../kubeconfig"
  changed "removed cluster $name, which was $((age / 60)) min old"
done
exit 0
