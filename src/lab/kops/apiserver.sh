#!/usr/bin/env bash
# apiserver.sh STORE NAME ADDRESS PORT BINARIES: the API of a cluster of kops's whose machines nobody made. A real
# kube-apiserver and etcd, with the authority that lies in the state store STORE (a folder), on an ADDRESS of this
# machine. Everything lies in the current folder and ends with this script, which says "ready" when it may be asked.
# admin.conf is a kubeconfig. `apiserver.sh node NAME ROLE READY IP` there makes a node, whose kubelet is heard of once.
set -euo pipefail
if [ "$1" = node ]; then
  kubectl=(kubectl --kubeconfig=admin.conf)
  now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  "${kubectl[@]}" apply --validate=false -f - <<NODE
apiVersion: v1
kind: Node
metadata: {name: $2, labels: {node-role.kubernetes.io/$3: "", kubernetes.io/hostname: $2}}
---
apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: $2, namespace: kube-node-lease}
spec: {holderIdentity: $2, leaseDurationSeconds: 40, renewTime: "${now%Z}.000000Z"}
NODE
  status() { "${kubectl[@]}" patch "$1" "$2" --namespace=kube-system --subresource=status --type=merge --patch "{\"status\": $3}"; }
  status node "$2" "{\"addresses\": [{\"type\": \"InternalIP\", \"address\": \"$5\"}], \"conditions\": [{\"type\": \"Ready\", \"status\": \"$4\", \"reason\": \"Lab\", \"message\": \"played\",
    \"lastHeartbeatTime\": \"$now\", \"lastTransitionTime\": \"$now\"}]}"
  [ "$3" = control-plane ] || exit 0
  # The pods that a kubelet would show of its static ones, its own as they are there, labelled as kops does it.
  uid=$("${kubectl[@]}" get node "$2" -o 'jsonpath={.metadata.uid}')
  for pod in kube-apiserver kube-controller-manager kube-scheduler etcd-manager-main; do
    "${kubectl[@]}" apply --validate=false -f - <<POD
apiVersion: v1
kind: Pod
metadata:
  name: $pod-$2
  namespace: kube-system
  labels: {k8s-app: $pod}
  ownerReferences: [{apiVersion: v1, kind: Node, name: $2, uid: $uid, controller: true}]
spec: {nodeName: $2, hostNetwork: true, containers: [{name: $pod, image: played}]}
POD
    status pod "$pod-$2" "{\"phase\": \"Running\", \"hostIP\": \"$5\", \"hostIPs\": [{\"ip\": \"$5\"}], \"startTime\": \"$now\", \"conditions\": [{\"type\": \"Ready\", \"status\": \"True\",
      \"lastTransitionTime\": \"$now\"}], \"containerStatuses\": [{\"name\": \"$pod\", \"image\": \"played\", \"imageID\": \"played\",
      \"ready\": true, \"restartCount\": 0, \"state\": {\"running\": {\"startedAt\": \"$now\"}}}]}"
  done
  exit 0
fi
store=$1 name=$2 address=$3 port=$4 binaries=$5
umask 077
# Its children end with it, however it ends.
trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT
trap 'exit 143' TERM INT

material() { sed -n "s/^ *$1: //p" "$store/$name/pki/private/kubernetes-ca/keyset.yaml" | head -n 1 | base64 -d; }
material publicMaterial > ca.crt
material privateMaterial > ca.key

# certificate FILE SUBJECT EXTENSION
certificate() {
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -subj "$2" 2>/dev/null \
    | openssl x509 -req -CA ca.crt -CAkey ca.key -days 1 -extfile <(printf '%s\n' "$3") -out "$1.crt" 2>/dev/null
}
certificate server /CN=kube-apiserver "subjectAltName=DNS:api.internal.$name,IP:$address"
certificate admin /O=system:masters/CN=lab "extendedKeyUsage=clientAuth"
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out tokens.key
openssl pkey -in tokens.key -pubout -out tokens.pub

"$binaries/etcd" --data-dir=etcd --unsafe-no-fsync --log-level=error \
  --listen-client-urls="http://$address:$((port + 1))" --advertise-client-urls="http://$address:$((port + 1))" \
  --listen-peer-urls="http://$address:$((port + 2))" > etcd.log 2>&1 &
"$binaries/kube-apiserver" --etcd-servers="http://$address:$((port + 1))" --bind-address="$address" --secure-port="$port" \
  --advertise-address=192.0.2.1 --endpoint-reconciler-type=none --authorization-mode=RBAC \
  --disable-admission-plugins=ServiceAccount --service-cluster-ip-range=100.64.0.0/13 \
  --client-ca-file=ca.crt --tls-cert-file=server.crt --tls-private-key-file=server.key \
  --service-account-key-file=tokens.pub --service-account-signing-key-file=tokens.key --service-account-issuer=https://lab \
  > apiserver.log 2>&1 &
apiserver=$!

cat > admin.conf <<CONF
apiVersion: v1
kind: Config
clusters: [{name: lab, cluster: {server: "https://$address:$port", certificate-authority: $PWD/ca.crt}}]
users: [{name: lab, user: {client-certificate: $PWD/admin.crt, client-key: $PWD/admin.key}}]
contexts: [{name: lab, context: {cluster: lab, user: lab}}]
current-context: lab
CONF
for _ in $(seq 200); do
  if "$binaries/kubectl" --kubeconfig=admin.conf get --raw /readyz >/dev/null 2>&1; then break; fi
  kill -0 "$apiserver" 2>/dev/null || { cat apiserver.log >&2; exit 1; }
  sleep 0.1
done
echo ready
wait
