# Makes the cluster's authorities and all the certificates of the control plane, and renews what expires within 30
# days. Every key stays on this host, and only root can read it. Three authorities, because what trusts one trusts
# whomever it has signed: a node's certificate must open neither etcd nor the way on which headers name the user.
set -euo pipefail
umask 077
# shellcheck source=common.sh
. "$KPROV_FILES/common.sh"

month=$((30 * 24 * 3600))

key() {
    [ ! -s "$1" ] || return 0
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.new"
    mv -T "$1.new" "$1"
}

# authority NAME: for ten years.
authority() {
    key "$PKI/$1.key"
    [ ! -s "$PKI/$1.crt" ] || return 0
    openssl req -x509 -new -key "$PKI/$1.key" -sha256 -days 3650 -subj "/CN=$KPROV_CLUSTER-$1" \
        -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign,digitalSignature' \
        -out "$PKI/$1.crt.new"
    mv -T "$PKI/$1.crt.new" "$PKI/$1.crt"
    changed "made the authority $1"
}

# certificate NAME AUTHORITY SUBJECT USAGE [NAMES]: for a year; made again where anything of it is to be another.
certificate() {
    local name=$1 ca=$PKI/$2 wanted
    wanted="$3 $4 ${5:-} $(sha256sum <"$ca.crt")"
    key "$PKI/$name.key"
    if [ "$(cat "$PKI/$name.wanted" 2>/dev/null)" = "$wanted" ] &&
        openssl x509 -in "$PKI/$name.crt" -noout -checkend $month >/dev/null; then
        return 0
    fi
    openssl req -new -key "$PKI/$name.key" -subj "$3" -out "$PKI/$name.csr"
    openssl x509 -req -in "$PKI/$name.csr" -CA "$ca.crt" -CAkey "$ca.key" -set_serial "0x$(openssl rand -hex 16)" \
        -sha256 -days 365 -out "$PKI/$name.crt.new" -extfile <(
            echo 'basicConstraints=critical,CA:FALSE'
            echo 'keyUsage=critical,digitalSignature'
            echo "extendedKeyUsage=$4"
            [ -z "${5:-}" ] || echo "subjectAltName=$5"
        ) 2>/dev/null || fail "openssl does not sign the certificate $name"
    mv -T "$PKI/$name.crt.new" "$PKI/$name.crt"
    rm "$PKI/$name.csr"
    printf '%s\n' "$wanted" >"$PKI/$name.wanted"
    changed "made the certificate $name"
}

# user NAME SERVER SUBJECT: its kubeconfig.
user() {
    certificate "$1" ca "$3" clientAuth
    kubeconfig "$KUBERNETES/$1.conf" "$2" "      client-certificate-data: $(base64 -w 0 "$PKI/$1.crt")
      client-key-data: $(base64 -w 0 "$PKI/$1.key")"
}

# Names and addresses of the API server, each once.
names() {
    local name
    for name in kubernetes{,.default{,.svc{,".$KPROV_DNS_DOMAIN"}}} localhost 127.0.0.1 "$(service_address 1)" \
        "$KPROV_HOST" "$KPROV_ADDRESS" "$KPROV_INTERNAL_ADDRESS" ${API_NAMES:-}; do
        if [[ $name =~ ^[0-9.]+$ || $name == *:* ]]; then echo "IP:$name"; else echo "DNS:$name"; fi
    done | awk '!seen[$0]++' | paste -sd,
}

mkdir -p "$PKI"
authority ca
authority etcd-ca
authority front-proxy-ca
certificate etcd etcd-ca "/CN=etcd" serverAuth,clientAuth IP:127.0.0.1
certificate apiserver-etcd-client etcd-ca "/CN=kube-apiserver" clientAuth
certificate front-proxy-client front-proxy-ca "/CN=front-proxy-client" clientAuth
certificate apiserver ca "/CN=kube-apiserver" serverAuth "$(names)"
certificate apiserver-kubelet-client ca "/CN=kube-apiserver-kubelet-client" clientAuth
key "$PKI/service-accounts.key"
openssl pkey -in "$PKI/service-accounts.key" -pubout | put 0600 "$PKI/service-accounts.pub"

user admin "https://$KPROV_ADDRESS:6443" "/O=system:masters/CN=kubernetes-admin"
user controller-manager "$API" "/CN=system:kube-controller-manager"
user scheduler "$API" "/CN=system:kube-scheduler"

# What Secrets are encrypted with in etcd. Lost, they are lost.
if [ ! -s $KUBERNETES/encryption.yaml ]; then
    put 0600 $KUBERNETES/encryption.yaml <<YAML
apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets]
    providers:
      - secretbox:
          keys:
            - name: first
              secret: $(head -c 32 /dev/urandom | base64 -w 0)
      - identity: {}
YAML
fi
finish certificates ""
