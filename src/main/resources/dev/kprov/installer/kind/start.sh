# Starts the containers of a cluster that is there, and waits for its API: whoever asks too early may think it dead.
# By name, so that control planes come first.
of_cluster() {
  "$ENGINE" ps -a --format '{{.Names}}' --filter "label=io.x-k8s.kind.cluster=$CLUSTER" --filter "status=$1" | sort
}

paused=$(of_cluster paused) || exit 1
stopped=$(of_cluster exited && of_cluster created) || exit 1
# shellcheck disable=SC2086
[ -z "$paused" ] || "$ENGINE" unpause $paused || exit 1
# shellcheck disable=SC2086
[ -z "$stopped" ] || "$ENGINE" start $stopped || exit 1
changed "started the nodes of cluster $CLUSTER"

waiting "the API of cluster $CLUSTER"
deadline=$((SECONDS + 180))
until said=$("$ENGINE" exec "$FIRST" timeout 5 kubectl --kubeconfig /etc/kubernetes/admin.conf get --raw /readyz 2>&1); do
  if [ "$SECONDS" -ge "$deadline" ]; then
    printf 'kprov: the API does not answer 3 min after the nodes were started\n%s\n' "$said"
    exit 1
  fi
  sleep 0.5
done
