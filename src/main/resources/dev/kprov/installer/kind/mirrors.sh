# Writes containerd's hosts.toml of each registry into each node.
export KIND_EXPERIMENTAL_PROVIDER=$ENGINE
nodes=$(kind get nodes --name "$CLUSTER") || exit 1
for node in $nodes; do
  for file in "$KPROV_FILES"/*; do
    "$ENGINE" exec -i "$node" sh -c 'mkdir -p "/etc/containerd/certs.d/$0" && cat >"/etc/containerd/certs.d/$0/hosts.toml"' \
      "$(basename "$file")" <"$file" || exit 1
  done
done
changed "registry mirrors of cluster $CLUSTER"
