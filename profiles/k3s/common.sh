# shellcheck shell=bash
# What the scripts of k3s.yaml have in common.
set -euo pipefail

# Where the installer puts programs; root's PATH over SSH does not have it everywhere.
PATH=$PATH:/usr/local/bin:/opt/bin
RELEASE=${KPROV_KUBERNETES_VERSION:+v$KPROV_KUBERNETES_VERSION+$REVISION}

fail() { echo "$*" >&2; exit 1; }

has_role() { case ",$KPROV_ROLES," in *",$1,"*) ;; *) return 1 ;; esac; }

is_server() { has_role control-plane; }

several_servers() { [ "$(cut -f4 "$KPROV_FILES/hosts.tsv" | grep -cw control-plane)" -gt 1 ]; }

runs() {
  systemctl is-active --quiet "$1" || return 1
  [ -z "$RELEASE" ] || [ "$(k3s --version | awk 'NR == 1 {print $3}')" = "$RELEASE" ]
}

kube() { k3s kubectl --request-timeout 10s "$@"; }

all_ready() {
  local names
  mapfile -t names < <(cut -f1 "$KPROV_FILES/hosts.tsv" | sed 's,^,node/,')
  [ "$(kube get --raw /readyz 2>/dev/null)" = ok ] &&
    k3s kubectl wait --for condition=Ready --timeout 5s "${names[@]}" >/dev/null 2>&1
}

wait_for_nodes() {
  local deadline=$((SECONDS + 300))
  waiting "all nodes to be Ready"
  until all_ready; do
    [ "$SECONDS" -lt "$deadline" ] ||
      fail "not all nodes became Ready within 5 minutes: journalctl -u k3s-agent on them tells why"
    sleep 2
  done
}

# Prints what every node has; the token is known to root alone, and to no command line.
node_config() {
  printf 'node-name: "%s"\nnode-ip: "%s"\n' "$KPROV_HOST" "$KPROV_INTERNAL_ADDRESS"
}

server_config() {
  node_config
  printf 'cluster-cidr: "%s"\nservice-cidr: "%s"\n' "$KPROV_POD_CIDR" "$KPROV_SERVICE_CIDR"
  printf 'cluster-domain: "%s"\nwrite-kubeconfig-mode: "0600"\n' "$KPROV_DNS_DOMAIN"
  printf 'tls-san: ["%s", "%s"]\n' "$KPROV_ADDRESS" "$KPROV_INTERNAL_ADDRESS"
  has_role worker || echo 'node-taint: ["node-role.kubernetes.io/control-plane:NoSchedule"]'
}

join_config() {
  printf 'server: "https://%s:6443"\ntoken: "%s"\n' "$KPROV_FIRST_CONTROL_PLANE_ADDRESS" "$SERVER_TOKEN"
}

# install_k3s server|agent: with the configuration that comes on stdin.
install_k3s() {
  local script
  install -d -m 755 /etc/rancher/k3s
  (umask 077 && cat > /etc/rancher/k3s/config.yaml.new)
  mv /etc/rancher/k3s/config.yaml.new /etc/rancher/k3s/config.yaml
  command -v curl >/dev/null || fail "curl is missing on $KPROV_HOST"
  script=$(mktemp)
  curl -sfL --retry 3 -o "$script" https://get.k3s.io || fail "$KPROV_HOST cannot download https://get.k3s.io"
  waiting "k3s $1 to be downloaded and to start"
  # FORCE_RESTART: the installer does not see that the configuration changed, or that the service is down.
  INSTALL_K3S_EXEC=$1 INSTALL_K3S_VERSION=$RELEASE INSTALL_K3S_CHANNEL=$CHANNEL INSTALL_K3S_FORCE_RESTART=true \
    sh "$script" </dev/null || fail "k3s $1 was not installed or did not start: see journalctl -u k3s on $KPROV_HOST"
  rm -f "$script"
}

first_server() {
  { server_config; if several_servers; then echo 'cluster-init: true'; fi; } | install_k3s server
}

other_server() { { server_config; join_config; } | install_k3s server; }

agent() { { node_config; join_config; } | install_k3s agent; }

uninstall() {
  local script
  for script in k3s-agent-uninstall.sh k3s-uninstall.sh; do
    command -v "$script" >/dev/null || continue
    "$script" >/dev/null 2>&1 || fail "$script failed on $KPROV_HOST: run it there to see why"
    changed "ran $script"
  done
  # Left by the uninstaller: the configuration of a server that was never installed, the node's own password.
  rm -rf /etc/rancher/k3s /etc/rancher/node
}
