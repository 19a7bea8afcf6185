# Says what nodes may do, and lets new ones in for an hour. Captures the authority's certificate, by which they know
# the API server, and the token by which it knows them until they have certificates of their own.
set -euo pipefail
# shellcheck source=common.sh
. "$KPROV_FILES/common.sh"
. "$KPROV_FILES/apply.sh"

# binding ROLE KIND NAME: whom it is given to, cluster-wide.
binding() {
    cat <<YAML
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: "the-hard-way:${3//system:/}:${1##*:}"}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "$1"}
subjects:
  - {apiGroup: rbac.authorization.k8s.io, kind: $2, name: "$3"}
YAML
}

requests=system:certificates.k8s.io:certificatesigningrequests
{
    # Whoever has a token may ask for a node's certificate, and gets it; nodes get the next one.
    binding system:node-bootstrapper Group system:bootstrappers
    binding "$requests:nodeclient" Group system:bootstrappers
    binding "$requests:selfnodeclient" Group system:nodes
    # kube-proxy speaks to the API server with its node's certificate.
    binding system:node-proxier Group system:nodes
    # Logs, exec and the like go from the API server to the kubelets.
    binding system:kubelet-api-admin User kube-apiserver-kubelet-client
} | apply

JOIN_TOKEN=none
if [ -n "$(absent)" ]; then
    id=$(openssl rand -hex 3)
    secret=$(openssl rand -hex 8)
    JOIN_TOKEN=$id.$secret
    apply <<YAML
apiVersion: v1
kind: Secret
metadata:
  name: bootstrap-token-$id
  namespace: kube-system
  labels: {the-hard-way: token}
type: bootstrap.kubernetes.io/token
stringData:
  token-id: "$id"
  token-secret: "$secret"
  expiration: "$(date -u -d '1 hour' +%Y-%m-%dT%H:%M:%SZ)"
  usage-bootstrap-authentication: "true"
YAML
fi
capture CA_CERTIFICATE "$(cat "$PKI/ca.crt")"
capture JOIN_TOKEN "$JOIN_TOKEN"
