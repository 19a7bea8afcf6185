# Removes the cluster's containers with their volumes, and kprov's mark.
export KIND_EXPERIMENTAL_PROVIDER=$ENGINE
kind delete cluster --name "$CLUSTER" --kubeconfig "$KPROV_FILES/none" || exit 1
# kind forgets containers of a cluster that never had a control plane, such as its load balancer.
mapfile -t left < <("$ENGINE" ps -a -q --filter "label=io.x-k8s.kind.cluster=$CLUSTER")
if [ "${#left[@]}" -gt 0 ]; then
  "$ENGINE" rm -f -v "${left[@]}" || exit 1
fi
"$ENGINE" volume rm "kprov-kind-$CLUSTER" >/dev/null 2>&1
changed "removed cluster $CLUSTER"
