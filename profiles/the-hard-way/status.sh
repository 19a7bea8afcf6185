# Succeeds where the cluster is as this profile and inventory want it, runs, and has no certificate that waits for us.
# shellcheck source=common.sh
. "$KPROV_FILES/common.sh"
. "$KPROV_FILES/apply.sh"

as_wanted() {
    local certificate
    finished dns "" etcd kube-apiserver kube-controller-manager kube-scheduler || return 1
    for certificate in "$PKI"/{admin,apiserver,etcd}.crt; do
        openssl x509 -in "$certificate" -noout -checkend $((30 * 24 * 3600)) >/dev/null 2>&1 || return 1
    done
    [ "$(kubectl get --raw /readyz 2>/dev/null)" = ok ] && all_ready && dns_available && [ -z "$(undecided)" ]
}

undecided() {
    kubectl get csr --field-selector spec.signerName=kubernetes.io/kubelet-serving -o go-template='{{range .items}}
        {{- .metadata.name}}{{with .status}}{{with .conditions}} decided{{end}}{{end}}{{"\n"}}{{end}}' | awk 'NF == 1'
}

as_wanted 2>/dev/null
