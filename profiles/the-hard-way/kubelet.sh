# Starts the kubelet. It makes its keys itself; with the token it asks for the certificate of a node, with that for
# the one that it answers the API server by.
set -euo pipefail
# shellcheck source=common.sh
. "$KPROV_FILES/common.sh"

BOOTSTRAP=$KUBERNETES/bootstrap-kubelet.conf
CERTIFICATE=/var/lib/kubelet/pki/kubelet-client-current.pem

# A certificate of an authority that is no more is worth nothing.
if [ -e "$PKI/ca.crt" ] && [ "$(cat "$PKI/ca.crt")" != "$CA_CERTIFICATE" ]; then
    rm -rf "$KUBERNETES/kubelet.conf" /var/lib/kubelet/pki
fi
put 0644 "$PKI/ca.crt" <<<"$CA_CERTIFICATE"

if ! [ -e "$KUBERNETES/kubelet.conf" ] || ! openssl x509 -in $CERTIFICATE -noout -checkend 300 >/dev/null 2>&1; then
    [ "$JOIN_TOKEN" != none ] || fail "the node of this host is Ready, and yet it has no certificate that is valid"
    rm -f "$KUBERNETES/kubelet.conf" $CERTIFICATE "$STATE/kubelet.started"
    kubeconfig "$BOOTSTRAP" "$API" "      token: $JOIN_TOKEN"
fi

# Where systemd resolves, the usual file names a resolver that pods cannot reach.
resolver=/etc/resolv.conf
if systemctl is-active -q systemd-resolved; then resolver=/run/systemd/resolve/resolv.conf; fi
put 0644 $KUBERNETES/kubelet.yaml <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $PKI/ca.crt}
authorization: {mode: Webhook}
cgroupDriver: systemd
clusterDNS: ["$(service_address 10)"]
clusterDomain: $KPROV_DNS_DOMAIN
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
resolvConf: $resolver
rotateCertificates: true
serverTLSBootstrap: true
volumePluginDir: /var/lib/kubelet/volumeplugins
${KUBELET_CONFIG:-}
YAML

AFTER='network-online.target containerd.service' service kubelet "Kubernetes node agent $KPROV_KUBERNETES_VERSION" \
    "$PROGRAMS/kubelet" \
    --config=$KUBERNETES/kubelet.yaml \
    --kubeconfig=$KUBERNETES/kubelet.conf \
    --bootstrap-kubeconfig=$BOOTSTRAP \
    --hostname-override="$KPROV_HOST" \
    --node-ip="$KPROV_INTERNAL_ADDRESS"
serve kubelet $KUBERNETES/kubelet.yaml "$PKI/ca.crt"

healthy() {
    [ -s $CERTIFICATE ] && [ "$(curl -fsS --noproxy '*' --max-time 2 http://127.0.0.1:10248/healthz)" = ok ]
}
await 90 "the kubelet to be healthy" kubelet healthy
rm -f "$BOOTSTRAP"
finish kubelet CA_CERTIFICATE
