# Makes a bootstrap token for hosts that join a running cluster.
# Parameters: TOKEN_ID TIMEOUT (seconds); files: init.yaml
set -euo pipefail
export KUBECONFIG=/etc/kubernetes/admin.conf

kubeadm token create --config "$KPROV_FILES/init.yaml" >/dev/null
changed "created a bootstrap token"
waiting "the controller manager to sign cluster-info"
deadline=$((SECONDS + TIMEOUT))
until kubectl -n kube-public get configmap cluster-info --request-timeout 2s \
    -o jsonpath='{.data}' 2>/dev/null | grep -q "jws-kubeconfig-$TOKEN_ID"; do
    if [ $SECONDS -ge $deadline ]; then
        echo "kprov: kube-controller-manager did not sign cluster-info within $TIMEOUT s" >&2
        exit 64
    fi
    sleep 0.1
done
