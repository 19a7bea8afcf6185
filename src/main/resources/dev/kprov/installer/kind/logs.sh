# Exports what the nodes logged.
export KIND_EXPERIMENTAL_PROVIDER=$ENGINE
umask 077
if [ -z "$("$ENGINE" ps -a -q --filter "label=io.x-k8s.kind.cluster=$CLUSTER")" ]; then
  echo "there are no nodes of cluster $CLUSTER"
  exit 0
fi
kind export logs "$RUN_FOLDER/kind" --name "$CLUSTER" || exit 1
changed "exported the logs of cluster $CLUSTER"
