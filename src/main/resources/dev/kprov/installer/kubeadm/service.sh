# For other scripts: the API server's Service address on this host.

# free_service KUBECONFIG: waits until the address answers, and frees connections that were begun before kube-proxy knew
# it. The kernel has noted for each that nothing is to be translated, and sends it to nowhere until the program gives
# up: flannel does so after 30 s.
free_service() {
    local address family=ipv4 deadline=$((SECONDS + 30))
    address=$(kubectl --kubeconfig "$1" get service kubernetes -o 'jsonpath={.spec.clusterIP}') || return 0
    case $address in *:*) family=ipv6 ;; esac
    until timeout 0.5 bash -c ": <>/dev/tcp/$address/443" 2>/dev/null; do
        [ $SECONDS -lt $deadline ] || return 0
        sleep 0.1
    done
    conntrack -D -f $family -p tcp -d "$address" --state SYN_SENT >/dev/null 2>&1 || true
}
