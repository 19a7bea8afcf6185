# Keeps pods away from nodes whose network is not up yet, by a taint that the network's own pods tolerate. A node says
# that it is Ready a few seconds earlier, and a pod that comes in between is tried again only 12 to 16 s later.
# Parameters: NODES CONDITION (NetworkUnavailable=False) TAINT (key:effect) GRACE (seconds, for the network of nodes)
# APPEAR (seconds, for a node to appear after the one before it); files: nodes
set -euo pipefail
# shellcheck disable=SC1091
. "$KPROV_FILES/nodes"
export KUBECONFIG=/etc/kubernetes/admin.conf

absent=" $NODES "
starting=" "
deadline=$((SECONDS + GRACE))
next=$((SECONDS + APPEAR))

# How long to wait for the next line.
patience() {
    local end=$deadline
    [ "$absent" = " " ] || [ $next -ge $deadline ] || end=$next
    echo $((end > SECONDS ? end - SECONDS : 1))
}

# Reads nodes with their conditions and taints, a line whenever one changes; fails when nothing came for too long, the
# API server ended the watch, or did not take a taint.
admit() {
    local node about said=
    # What a line shows may be older than a taint of ours.
    local -A kept=()
    while [ "$absent$starting" != "  " ]; do
        [ "$said" = "$absent$starting" ] || waiting "the network of $(xargs <<<"$absent$starting")"
        said=$absent$starting
        read -r -t "$(patience)" node about || return 1
        case $absent in
            *" $node "*)
                absent=${absent/ $node / }
                starting="$starting$node "
                next=$((SECONDS + APPEAR))
                ;;
        esac
        case $starting in *" $node "*) ;; *) continue ;; esac
        case " $about " in *" $TAINT "*) kept[$node]=yes ;; esac
        case " $about " in
            *" $CONDITION "*)
                [ -z "${kept[$node]:-}" ] || kubectl taint node "$node" "$TAINT-" || return 1
                starting=${starting/ $node / }
                ;;
            *)
                [ -z "${kept[$node]:-}" ] || continue
                kubectl taint node "$node" "$TAINT" --overwrite || return 1
                kept[$node]=yes
                changed "kept pods away from $node"
                ;;
        esac
    done
}

# Nodes whose network does not come keep their taint; the verification says so.
until admit < <(watch_nodes); do
    kill $! 2>/dev/null || true
    # Their join failed, or it comes so late that a pod which has to wait for its network is the smaller evil.
    [ $SECONDS -lt $next ] || absent=" "
    [ $SECONDS -lt $deadline ] || break
    sleep 0.5
done
kill $! 2>/dev/null || true
