# Waits until kube-controller-manager, which also issues the nodes' certificates, has signed cluster-info with the
# bootstrap token: a kubeadm join, and a kubelet, that start earlier back off and come seconds later.
# Parameters: TOKEN_ID TIMEOUT (seconds)
set -euo pipefail
export KUBECONFIG=/etc/kubernetes/admin.conf

signed() {
    local keys
    while read -r -t $((deadline > SECONDS ? deadline - SECONDS : 1)) keys; do
        case " $keys " in *" jws-kubeconfig-$TOKEN_ID "*) return 0 ;; esac
    done
    return 1
}

waiting "the controller manager to sign cluster-info"
deadline=$((SECONDS + TIMEOUT))
# shellcheck disable=SC2016 # it is the template that has variables
until signed < <(exec kubectl -n kube-public get configmap cluster-info --watch -o go-template='{{range $key, $value := .data}}{{$key}} {{end}}{{"\n"}}' 2>/dev/null); do
    if [ $SECONDS -ge $deadline ]; then
        echo "kprov: kube-controller-manager did not sign cluster-info within $TIMEOUT s" >&2
        exit 64
    fi
    sleep 0.5
done
kill $! 2>/dev/null || true
