# Connects this host's pods: among themselves by a bridge, with those of other hosts by a route to each, with Services
# by kube-proxy. The CNI configuration comes last, because the node takes pods from then on.
set -euo pipefail
# shellcheck source=common.sh
. "$KPROV_FILES/common.sh"

network=$(awk -v name="$KPROV_HOST" '$1 == name {print $3}' <<<"$POD_NETWORKS")
[ -n "$network" ] || fail "the cluster has no network for the pods of $KPROV_HOST"
device=$(ip -o -4 address show to "$KPROV_INTERNAL_ADDRESS" | awk '{print $2; exit}')
mtu=$(cat "/sys/class/net/${device%@*}/mtu")

# The tunnel's end on a host has a MAC address of the host's address, so that nobody needs to ask for it.
# shellcheck disable=SC2046,SC2183
mac() { printf '02:86:%02x:%02x:%02x:%02x' $(tr . ' ' <<<"$1"); }

# What `pod-network up` does for every other host.
ways() {
    local name address other
    if [ "$POD_TUNNEL" = vxlan ]; then
        echo "ip link add pod-tunnel address $(mac "$KPROV_INTERNAL_ADDRESS") mtu $mtu" \
            "type vxlan id 86 dstport 4789 local $KPROV_INTERNAL_ADDRESS nolearning"
        # What comes from the host itself comes from here, so that the answer takes the tunnel too.
        echo "ip address add ${network%/*}/32 dev pod-tunnel"
        echo "ip link set pod-tunnel up"
    fi
    while read -r name address other; do
        [ "$name" != "$KPROV_HOST" ] || continue
        if [ "$POD_TUNNEL" = vxlan ]; then
            echo "bridge fdb append $(mac "$address") dev pod-tunnel dst $address"
            echo "ip neighbour replace ${other%/*} lladdr $(mac "$address") dev pod-tunnel nud permanent"
            echo "ip route replace $other via ${other%/*} dev pod-tunnel onlink proto 86"
        else
            echo "ip route replace $other via $address proto 86"
        fi
    done <<<"$POD_NETWORKS"
}

[ "$POD_TUNNEL" = none ] || mtu=$((mtu - 50))

# Routes are ours by their protocol's number, rules by their comment.
put 0755 "$PROGRAMS/pod-network" <<EOS
#!/bin/bash
# pod-network up|down: the ways from this host's pods to others. Written by kprov's profile the-hard-way.
set -euo pipefail

rule() {
    local table=\$1 chain=\$2
    shift 2
    if [ "\$action" = up ]; then
        iptables -w -t "\$table" -C "\$chain" "\$@" -m comment --comment the-hard-way 2>/dev/null ||
            iptables -w -t "\$table" -A "\$chain" "\$@" -m comment --comment the-hard-way
    else
        while iptables -w -t "\$table" -D "\$chain" "\$@" -m comment --comment the-hard-way 2>/dev/null; do :; done
    fi
}

action=\$1
rule filter FORWARD -s $KPROV_POD_CIDR -j ACCEPT
rule filter FORWARD -d $KPROV_POD_CIDR -j ACCEPT
# Only what leaves the cluster goes by the host's own address.
rule nat POSTROUTING -s $network ! -d $KPROV_POD_CIDR -j MASQUERADE
ip route flush proto 86
ip link delete pod-tunnel 2>/dev/null || true
[ "\$action" = up ] || exit 0
$(ways)
EOS
put 0644 /etc/systemd/system/pod-network.service <<UNIT
# Written by kprov's profile the-hard-way.
[Unit]
Description=Routes to the pods of other nodes
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=$PROGRAMS/pod-network up
ExecStop=$PROGRAMS/pod-network down

[Install]
WantedBy=multi-user.target
UNIT
serve pod-network "$PROGRAMS/pod-network"

put 0644 $KUBERNETES/kube-proxy.yaml <<YAML
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: $KUBERNETES/kubelet.conf}
clusterCIDR: $KPROV_POD_CIDR
hostnameOverride: $KPROV_HOST
${KUBE_PROXY_CONFIG:-}
YAML
service kube-proxy "Kubernetes network proxy $KPROV_KUBERNETES_VERSION" "$PROGRAMS/kube-proxy" \
    --config=$KUBERNETES/kube-proxy.yaml
serve kube-proxy $KUBERNETES/kube-proxy.yaml

await 30 "the routes to other nodes" pod-network systemctl is-active -q pod-network
healthy() { curl -fsS --noproxy '*' --max-time 2 http://127.0.0.1:10256/healthz; }
await 60 "kube-proxy to be healthy" kube-proxy healthy

put 0644 /etc/cni/net.d/10-the-hard-way.conflist <<JSON
{
  "cniVersion": "1.0.0",
  "name": "the-hard-way",
  "plugins": [
    {
      "type": "bridge",
      "bridge": "cni0",
      "isDefaultGateway": true,
      "forceAddress": true,
      "hairpinMode": true,
      "mtu": $mtu,
      "ipam": {"type": "host-local", "ranges": [[{"subnet": "$network"}]], "dataDir": "/run/cni-ipam"}
    },
    {"type": "portmap", "capabilities": {"portMappings": true}}
  ]
}
JSON
finish pod-network "CA_CERTIFICATE POD_NETWORKS"
