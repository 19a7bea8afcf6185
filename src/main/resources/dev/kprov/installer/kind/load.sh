# Copies images of this machine's engine into the nodes; kind leaves those alone that a node has.
export KIND_EXPERIMENTAL_PROVIDER=$ENGINE
mapfile -t images <"$KPROV_FILES/images"
kind load docker-image "${images[@]}" --name "$CLUSTER" >"$KPROV_FILES/said" 2>&1
rc=$?
cat "$KPROV_FILES/said"
[ "$rc" = 0 ] || exit "$rc"
while IFS= read -r line; do
  case $line in *'not yet present on node'*) changed "${line%%,*}" ;; esac
done <"$KPROV_FILES/said"
exit 0
