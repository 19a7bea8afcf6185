# Second part of `kubeadm init`: what needs the API. Captures the hash that joining hosts pin the CA with.
# Parameters: SKIP (phases that the profile skips); files: init.yaml
set -euo pipefail
export KUBECONFIG=/etc/kubernetes/super-admin.conf

for component in controller-manager scheduler; do
    # Only after a run that was cut off in start-control-plane.
    [ -e /etc/kubernetes/manifests/kube-$component.yaml ] ||
        kubeadm init phase control-plane $component --config "$KPROV_FILES/init.yaml"
done
finalize=,kubelet-finalize
grep -q client-certificate: /etc/kubernetes/kubelet.conf || finalize=
output=$(kubeadm init --config "$KPROV_FILES/init.yaml" --skip-token-print --skip-certificate-key-print \
    --skip-phases "preflight,certs,kubeconfig,etcd,control-plane,kubelet-start,wait-control-plane,addon/coredns$finalize${SKIP:+,$SKIP}")
changed "finished kubeadm init"
printf '%s\n' "$output"
hash=$(grep -o 'sha256:[0-9a-f]\{64\}' <<<"$output" | head -n 1) || true
if [ -z "$hash" ]; then
    echo "kubeadm did not print the hash of its CA" >&2
    exit 63
fi
capture CA_HASH "$hash"
rm -f /var/lib/kprov/initializing
