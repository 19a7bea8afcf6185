# Makes the cluster, and keeps what its nodes logged when that fails.
export KIND_EXPERIMENTAL_PROVIDER=$ENGINE
mark=kprov-kind-$CLUSTER
kubeconfig=$CLUSTER_FOLDER/kubeconfig

now() { date +%s%N; }
since() { local ms=$((($(now) - $1) / 1000000)); printf '%d.%d s' $((ms / 1000)) $((ms % 1000 / 100)); }

save_kubeconfig() {
  kind get kubeconfig --name "$CLUSTER" >"$kubeconfig.new" 2>/dev/null && [ -s "$kubeconfig.new" ] &&
    mv -f -- "$kubeconfig.new" "$kubeconfig"
}

# Says what kind is doing and how long each part took; passes on everything else.
follow() {
  local line text began=0
  while IFS= read -r line; do
    case $line in
      *' ✓ '*) printf '%s (%s)\n' "$line" "$(since "$began")" ;;
      *' • '*)
        began=$(now)
        text=${line#*• }
        # Without the picture behind it, and the dots.
        text=$(printf %s "$text" | LC_ALL=C sed 's/[^ -~].*//; s/[ .]*$//')
        waiting "kind: $text"
        printf '%s\n' "$line"
        # By then the API can be asked, and the cluster is watched from now on, not only when kind is through. Looking
        # for it again and again before would cost kubeadm the processor.
        case $text in Installing* | Joining*) [ -s "$kubeconfig" ] || save_kubeconfig ;; esac ;;
      *) printf '%s\n' "$line" ;;
    esac
  done
}

remove_nodes() {
  kind delete cluster --name "$CLUSTER" --kubeconfig "$kubeconfig.none" 2>&1
  # kind forgets containers of a cluster that never had a control plane, such as its load balancer.
  "$ENGINE" ps -a -q --filter "label=io.x-k8s.kind.cluster=$CLUSTER" | xargs -r "$ENGINE" rm -f -v >/dev/null
}

# kind tells that the kubelet is not healthy, but not why; its log does.
complaints() {
  cat "$RUN_FOLDER"/kind/*/kubelet.log "$RUN_FOLDER"/kind/*/journal.log 2>/dev/null |
    grep -E 'failed to (run|construct|load|validate)|kubelet is configured to not run|swap on is not supported|too many open files|no space left' |
    tail -n 3 | sed 's/.*err="//; s/.*kubelet\[[0-9]*\]: //; s/^/kprov: a kubelet said: /'
}

umask 077
if [ -n "$("$ENGINE" ps -a -q --filter "label=io.x-k8s.kind.cluster=$CLUSTER")" ]; then
  remove_nodes
  changed "removed what a run that was cut off left of cluster $CLUSTER"
fi
"$ENGINE" volume rm "$mark" >/dev/null 2>&1
"$ENGINE" volume create --label "dev.kprov.cluster=$CLUSTER" --label "dev.kprov.pattern=$PATTERN" \
  --label "dev.kprov.begun=$(date +%s)" "$mark" >/dev/null || exit 1
rm -f -- "$kubeconfig" "$kubeconfig.lock"

kind create cluster --name "$CLUSTER" --config "$KPROV_FILES/kind.yaml" --kubeconfig "$KPROV_FILES/kubeconfig" \
  --retain --wait 0s 2>&1 | follow
rc=${PIPESTATUS[0]}
if [ "$rc" = 0 ]; then
  [ -s "$kubeconfig" ] || save_kubeconfig || exit 1
  # Last, for it says that all of it is there.
  "$ENGINE" exec -i "$FIRST" sh -c 'cat >"$0.new" && mv -f "$0.new" "$0"' "$MADE" <"$KPROV_FILES/kind.yaml" || {
    echo "kprov: the nodes are not there any more"
    exit 1
  }
  changed "cluster $CLUSTER"
  exit 0
fi
rm -f -- "$kubeconfig" "$kubeconfig.new"
if [ -n "$("$ENGINE" ps -a -q --filter "label=io.x-k8s.kind.cluster=$CLUSTER")" ]; then
  waiting "the logs of the nodes"
  kind export logs "$RUN_FOLDER/kind" --name "$CLUSTER" >/dev/null 2>&1
  complaints
  if [ "$ON_FAILURE" = remove ]; then
    remove_nodes
    "$ENGINE" volume rm "$mark" >/dev/null
  fi
else
  "$ENGINE" volume rm "$mark" >/dev/null
fi
exit "$rc"
