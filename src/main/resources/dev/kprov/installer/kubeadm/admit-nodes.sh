# Keeps pods away from nodes whose network is not up yet, by a taint that the network's own pods tolerate. A node says
# that it is Ready a few seconds earlier, and a pod that comes in between is tried again only 12 to 16 s later.
# Parameters: NODES CONDITION (NetworkUnavailable=False) TAINT (key:effect) GRACE (seconds)
set -euo pipefail
export KUBECONFIG=/etc/kubernetes/admin.conf

# Reads nodes with their conditions and taints, a line whenever one changes; fails when the API server ends the watch.
admit() {
    local node about said=
    while read -r -t $((deadline > SECONDS ? deadline - SECONDS : 1)) node about; do
        case $missing in *" $node "*) ;; *) continue ;; esac
        case " $about " in
            *" $CONDITION "*)
                case " $about " in *" $TAINT "*) kubectl taint node "$node" "$TAINT-" ;; esac
                missing=${missing/ $node / }
                ;;
            *" $TAINT "*) ;;
            *)
                kubectl taint node "$node" "$TAINT" --overwrite
                changed "kept pods away from $node"
                ;;
        esac
        [ "$missing" != " " ] || return 0
        [ "$said" = "$missing" ] || waiting "the network of $(xargs <<<"$missing")"
        said=$missing
    done
    return 1
}

missing=" $NODES "
deadline=$((SECONDS + GRACE))
# Nodes whose network does not come keep their taint; the verification says so.
until admit < <(exec kubectl get nodes --watch -o go-template='{{.metadata.name}}{{range .status.conditions}} {{.type}}={{.status}}{{end}}{{range .spec.taints}} {{.key}}:{{.effect}}{{end}}{{"\n"}}' 2>/dev/null) ||
    [ $SECONDS -ge $deadline ]; do
    sleep 0.5
done
kill $! 2>/dev/null || true
