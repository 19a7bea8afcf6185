# Starts etcd, which nobody but this host's API server reaches.
set -euo pipefail
# shellcheck source=common.sh
. "$KPROV_FILES/common.sh"

mkdir -p /var/lib/etcd
chmod 0700 /var/lib/etcd
# shellcheck disable=SC2086
service etcd "etcd $ETCD_VERSION" "$PROGRAMS/etcd" \
    --name="$KPROV_HOST" \
    --data-dir=/var/lib/etcd \
    --listen-client-urls=https://127.0.0.1:2379 \
    --advertise-client-urls=https://127.0.0.1:2379 \
    --client-cert-auth \
    --trusted-ca-file="$PKI/etcd-ca.crt" \
    --cert-file="$PKI/etcd.crt" \
    --key-file="$PKI/etcd.key" \
    --listen-peer-urls=https://127.0.0.1:2380 \
    --initial-advertise-peer-urls=https://127.0.0.1:2380 \
    --initial-cluster="$KPROV_HOST=https://127.0.0.1:2380" \
    --peer-client-cert-auth \
    --peer-trusted-ca-file="$PKI/etcd-ca.crt" \
    --peer-cert-file="$PKI/etcd.crt" \
    --peer-key-file="$PKI/etcd.key" \
    ${ETCD_FLAGS:-}
serve etcd "$PKI"/etcd{-ca.crt,.crt,.key}

healthy() {
    curl -fsS --noproxy '*' --max-time 2 --cacert "$PKI/etcd-ca.crt" --cert "$PKI/apiserver-etcd-client.crt" \
        --key "$PKI/apiserver-etcd-client.key" https://127.0.0.1:2379/health | grep -q '"health":"true"'
}
await 60 "etcd to be healthy" etcd healthy
finish etcd ""
