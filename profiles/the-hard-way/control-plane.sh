# Starts the API server, and when it answers, what only works with it.
set -euo pipefail
# shellcheck source=common.sh
. "$KPROV_FILES/common.sh"

# shellcheck disable=SC2086
AFTER='network-online.target etcd.service' service kube-apiserver \
    "Kubernetes API server $KPROV_KUBERNETES_VERSION" "$PROGRAMS/kube-apiserver" \
    --advertise-address="$KPROV_INTERNAL_ADDRESS" \
    --secure-port=6443 \
    --tls-cert-file="$PKI/apiserver.crt" \
    --tls-private-key-file="$PKI/apiserver.key" \
    --client-ca-file="$PKI/ca.crt" \
    --authorization-mode=Node,RBAC \
    --enable-admission-plugins=NodeRestriction \
    --enable-bootstrap-token-auth \
    --allow-privileged \
    --etcd-servers=https://127.0.0.1:2379 \
    --etcd-cafile="$PKI/etcd-ca.crt" \
    --etcd-certfile="$PKI/apiserver-etcd-client.crt" \
    --etcd-keyfile="$PKI/apiserver-etcd-client.key" \
    --encryption-provider-config="$KUBERNETES/encryption.yaml" \
    --kubelet-certificate-authority="$PKI/ca.crt" \
    --kubelet-client-certificate="$PKI/apiserver-kubelet-client.crt" \
    --kubelet-client-key="$PKI/apiserver-kubelet-client.key" \
    --kubelet-preferred-address-types=InternalIP,Hostname \
    --requestheader-client-ca-file="$PKI/front-proxy-ca.crt" \
    --requestheader-allowed-names=front-proxy-client \
    --requestheader-username-headers=X-Remote-User \
    --requestheader-group-headers=X-Remote-Group \
    --requestheader-extra-headers-prefix=X-Remote-Extra- \
    --proxy-client-cert-file="$PKI/front-proxy-client.crt" \
    --proxy-client-key-file="$PKI/front-proxy-client.key" \
    --service-account-issuer="https://kubernetes.default.svc.$KPROV_DNS_DOMAIN" \
    --service-account-key-file="$PKI/service-accounts.pub" \
    --service-account-signing-key-file="$PKI/service-accounts.key" \
    --service-cluster-ip-range="$KPROV_SERVICE_CIDR" \
    ${API_SERVER_FLAGS:-}
serve kube-apiserver "$KUBERNETES/encryption.yaml" "$PKI"/{ca,etcd-ca,front-proxy-ca}.crt \
    "$PKI"/service-accounts.{key,pub} \
    "$PKI"/{apiserver,apiserver-etcd-client,apiserver-kubelet-client,front-proxy-client}.{crt,key}

ready() { [ "$(curl -fsS --noproxy '*' --max-time 2 --cacert "$PKI/ca.crt" "$API/readyz")" = ok ]; }
await 120 "the API server to be ready" kube-apiserver ready

# One of each: nobody to elect a leader from. It also signs the nodes' certificates.
# shellcheck disable=SC2086
AFTER='network-online.target kube-apiserver.service' service kube-controller-manager \
    "Kubernetes controller manager $KPROV_KUBERNETES_VERSION" "$PROGRAMS/kube-controller-manager" \
    --bind-address=127.0.0.1 \
    --kubeconfig="$KUBERNETES/controller-manager.conf" \
    --authentication-kubeconfig="$KUBERNETES/controller-manager.conf" \
    --authorization-kubeconfig="$KUBERNETES/controller-manager.conf" \
    --use-service-account-credentials \
    --leader-elect=false \
    '--controllers=*,token-cleaner-controller' \
    --allocate-node-cidrs \
    --cluster-cidr="$KPROV_POD_CIDR" \
    --node-cidr-mask-size="$NODE_CIDR_SIZE" \
    --service-cluster-ip-range="$KPROV_SERVICE_CIDR" \
    --cluster-name="$KPROV_CLUSTER" \
    --cluster-signing-cert-file="$PKI/ca.crt" \
    --cluster-signing-key-file="$PKI/ca.key" \
    --root-ca-file="$PKI/ca.crt" \
    --client-ca-file="$PKI/ca.crt" \
    --requestheader-client-ca-file="$PKI/front-proxy-ca.crt" \
    --service-account-private-key-file="$PKI/service-accounts.key" \
    ${CONTROLLER_MANAGER_FLAGS:-}
# shellcheck disable=SC2086
AFTER='network-online.target kube-apiserver.service' service kube-scheduler \
    "Kubernetes scheduler $KPROV_KUBERNETES_VERSION" "$PROGRAMS/kube-scheduler" \
    --bind-address=127.0.0.1 \
    --kubeconfig="$KUBERNETES/scheduler.conf" \
    --authentication-kubeconfig="$KUBERNETES/scheduler.conf" \
    --authorization-kubeconfig="$KUBERNETES/scheduler.conf" \
    --leader-elect=false \
    ${SCHEDULER_FLAGS:-}
serve kube-controller-manager "$KUBERNETES/controller-manager.conf" "$PKI"/{ca,front-proxy-ca}.crt \
    "$PKI"/{ca,service-accounts}.key
serve kube-scheduler "$KUBERNETES/scheduler.conf"
healthy() { [ "$(curl -kfsS --noproxy '*' --max-time 2 "https://127.0.0.1:$1/healthz")" = ok ]; }
await 60 "the controller manager to be healthy" kube-controller-manager healthy 10257
await 60 "the scheduler to be healthy" kube-scheduler healthy 10259
finish control-plane ""
