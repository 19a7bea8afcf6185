# Second part of `kubeadm init`: what needs the API. Captures the hash that joining hosts pin the CA with.
# Parameters: TOKEN_ID TIMEOUT (seconds); files: init.yaml
set -euo pipefail
export KUBECONFIG=/etc/kubernetes/super-admin.conf

output=$(kubeadm init --config "$KPROV_FILES/init.yaml" --skip-token-print --skip-certificate-key-print \
    --skip-phases preflight,certs,kubeconfig,etcd,control-plane,kubelet-start,wait-control-plane,addon/coredns)
changed "finished kubeadm init"
printf '%s\n' "$output"
hash=$(grep -o 'sha256:[0-9a-f]\{64\}' <<<"$output" | head -n 1) || true
if [ -z "$hash" ]; then
    echo "kubeadm did not print the hash of its CA" >&2
    exit 63
fi
capture CA_HASH "$hash"

# Joining before the token's signature is published makes kubeadm back off for seconds.
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
