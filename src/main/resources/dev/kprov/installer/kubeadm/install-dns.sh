# Installs CoreDNS once the nodes' network is up: a pod sandbox that fails because its node's network is not there yet
# is tried again only 12 to 16 s later.
# Parameters: NODES CONDITION (NetworkUnavailable, Ready or empty: do not wait) GRACE (seconds); files: init.yaml
set -euo pipefail
export KUBECONFIG=/etc/kubernetes/admin.conf

up() {
    case $CONDITION in
        NetworkUnavailable) grep -q "^$1 .*NetworkUnavailable=False" ;;
        *) grep -q "^$1 .*Ready=True" ;;
    esac
}

if [ -n "$CONDITION" ]; then
    deadline=$((SECONDS + GRACE))
    while :; do
        conditions=$(kubectl get nodes --request-timeout 5s -o jsonpath='{range .items[*]}{.metadata.name}{" "}{range .status.conditions[*]}{.type}={.status}{" "}{end}{"\n"}{end}' 2>/dev/null) || conditions=
        missing=
        for node in $NODES; do
            up "$node" <<<"$conditions" || missing="$missing $node"
        done
        [ -n "$missing" ] || break
        waiting "the network of$missing"
        # A node that never comes is another step's failure; the others shall have their DNS.
        [ $SECONDS -lt $deadline ] || break
        sleep 0.2
    done
fi
kubeadm init phase addon coredns --config "$KPROV_FILES/init.yaml"
changed "installed CoreDNS"
