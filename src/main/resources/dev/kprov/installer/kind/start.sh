# Starts the containers of a cluster that is there, the control planes first.
mapfile -t ids < <("$ENGINE" ps -a -q --filter "label=io.x-k8s.kind.cluster=$CLUSTER" --filter status=exited)
mapfile -t created < <("$ENGINE" ps -a -q --filter "label=io.x-k8s.kind.cluster=$CLUSTER" --filter status=created)
mapfile -t paused < <("$ENGINE" ps -a -q --filter "label=io.x-k8s.kind.cluster=$CLUSTER" --filter status=paused)
if [ "${#paused[@]}" -gt 0 ]; then
  "$ENGINE" unpause "${paused[@]}" || exit 1
fi
ids+=("${created[@]}")
if [ "${#ids[@]}" -gt 0 ]; then
  "$ENGINE" start "${ids[@]}" || exit 1
fi
changed "started the nodes of cluster $CLUSTER"
