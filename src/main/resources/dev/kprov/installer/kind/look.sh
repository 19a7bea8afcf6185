# Prints what there is of the cluster: its containers, kprov's mark, what it was made from; and ports that are taken.
ids=$("$ENGINE" ps -a -q --filter "label=io.x-k8s.kind.cluster=$CLUSTER") || exit 1
first=
if [ -n "$ids" ]; then
  # shellcheck disable=SC2086
  found=$("$ENGINE" inspect -f '{{.Name}} {{.State.Status}} {{index .Config.Labels "io.x-k8s.kind.role"}}' $ids) || exit 1
  while read -r name state role; do
    [ "$role" = external-load-balancer ] || printf 'node %s %s\n' "${name#/}" "$state"
    [ "${name#/}" = "$CLUSTER-control-plane" ] && first=${name#/}
  done <<<"$found"
fi
if "$ENGINE" volume inspect "kprov-kind-$CLUSTER" >/dev/null 2>&1; then
  printf 'marked\n'
fi
if [ -n "$first" ]; then
  # Also of a container that does not run.
  made=$("$ENGINE" cp "$first:$MADE" - 2>/dev/null | tar -xO 2>/dev/null | base64 | tr -d '\n')
  [ -z "$made" ] || printf 'made %s\n' "$made"
fi
case ${DOCKER_HOST:-unix:} in
  # Ports of another machine cannot be asked from here.
  unix:*)
    for port in $PORTS; do
      if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then printf 'taken %s\n' "$port"; fi
    done ;;
esac
exit 0
