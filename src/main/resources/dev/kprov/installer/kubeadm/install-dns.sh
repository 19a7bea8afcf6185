# Installs CoreDNS once the network is up on every node that its pods could go to now: a pod sandbox that fails because
# its node's network is not there yet is tried again only 12 to 16 s later.
# Parameters: CONDITION (NetworkUnavailable=False, Ready=True or empty: do not wait) TAINT (of a node that takes no pods
# yet, see admit-nodes) GRACE (seconds); files: init.yaml nodes service
set -euo pipefail
# shellcheck disable=SC1091
. "$KPROV_FILES/nodes"
# shellcheck disable=SC1091
. "$KPROV_FILES/service"
export KUBECONFIG=/etc/kubernetes/admin.conf

# Reads nodes with their conditions, a line whenever one changes; fails when the API server ends the watch.
network_up() {
    local node conditions all said=
    local -A missing=() up=()
    while read -r -t $((deadline > SECONDS ? deadline - SECONDS : 1)) node conditions; do
        unset "missing[$node]"
        case " $conditions " in
            *" $TAINT "*) ;;
            *" $CONDITION "*) up[$node]=yes ;;
            *" Ready=True "*) missing[$node]=yes ;;
        esac
        all=${!missing[*]}
        [ -n "$all" ] || [ ${#up[@]} = 0 ] || return 0
        [ "$said" = "${all:-any node}" ] || waiting "the network of ${all:-any node}"
        said=${all:-any node}
    done
    return 1
}

if [ -n "$CONDITION" ]; then
    free_service "$KUBECONFIG" &
    freeing=$!
    deadline=$((SECONDS + GRACE))
    # A network that never comes is for the verification to tell.
    until network_up < <(watch_nodes) ||
        [ $SECONDS -ge $deadline ]; do
        sleep 0.5
    done
    kill $! "$freeing" 2>/dev/null || true
fi
kubeadm init phase addon coredns --config "$KPROV_FILES/init.yaml"
changed "installed CoreDNS"

# Reads CoreDNS's pods, a line whenever one changes. The kubelet asks a container that has just started whether it is
# ready, often a moment too early, and then only after the probe's period of 10 s; a change of the pod makes it ask at
# once. That changes nothing about the answer, and the annotation goes away again.
ask_for_readiness() {
    local pod running ready wanted
    local -A up=()
    wanted=$(kubectl -n kube-system get deployment coredns -o jsonpath='{.spec.replicas}')
    while [ $SECONDS -lt $deadline ] && read -r -t 2 pod running ready; do
        case $running:$ready in
            yes:true)
                up[$pod]=yes
                [ ${#up[@]} -lt "$wanted" ] || return 0
                ;;
            yes:*)
                sleep 0.1
                kubectl -n kube-system annotate pod "$pod" --overwrite kprov.dev/asked="$EPOCHREALTIME" >/dev/null
                ;;
        esac
    done
}

waiting "CoreDNS"
deadline=$((SECONDS + 5))
ask_for_readiness < <(exec kubectl -n kube-system get pods -l k8s-app=kube-dns --watch -o go-template='{{.metadata.name}}{{range .status.containerStatuses}} {{if .state.running}}yes{{else}}no{{end}} {{.ready}}{{end}}{{"\n"}}' 2>/dev/null) || true
kill $! 2>/dev/null || true
kubectl -n kube-system annotate pods -l k8s-app=kube-dns kprov.dev/asked- >/dev/null || true
