# Saves the kubeconfig of the cluster, whose port may be another one since its node was restarted.
export KIND_EXPERIMENTAL_PROVIDER=$ENGINE
umask 077
file=$CLUSTER_FOLDER/kubeconfig
kind get kubeconfig --name "$CLUSTER" >"$file.new" || { rm -f -- "$file.new"; exit 1; }
if cmp -s "$file.new" "$file"; then
  rm -f -- "$file.new"
else
  mv -f -- "$file.new" "$file"
  changed "the kubeconfig of cluster $CLUSTER"
fi
