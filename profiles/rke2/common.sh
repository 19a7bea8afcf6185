# shellcheck shell=bash
# What the scripts of rke2.yaml have in common.
set -euo pipefail

# Where the installer puts programs: the second where /usr/local is read-only, the third is RKE2's kubectl.
PATH=$PATH:/usr/local/bin:/opt/rke2/bin:/var/lib/rancher/rke2/bin
RELEASE=${KPROV_KUBERNETES_VERSION:+v$KPROV_KUBERNETES_VERSION+$REVISION}

fail() { echo "$*" >&2; exit 1; }

has_role() { case ",$KPROV_ROLES," in *",$1,"*) ;; *) return 1 ;; esac; }

is_server() { has_role control-plane; }

runs() {
  systemctl is-active --quiet "$1" || return 1
  [ -z "$RELEASE" ] || [ "$(rke2 --version | awk 'NR == 1 {print $3}')" = "$RELEASE" ]
}

kube() { kubectl --kubeconfig /etc/rancher/rke2/rke2.yaml "$@"; }

all_ready() {
  local names
  mapfile -t names < <(cut -f1 "$KPROV_FILES/hosts.tsv" | sed 's,^,node/,')
  [ "$(kube --request-timeout 10s get --raw /readyz 2>/dev/null)" = ok ] &&
    kube wait --for condition=Ready --timeout 5s "${names[@]}" >/dev/null 2>&1
}

wait_for_nodes() {
  local deadline=$((SECONDS + 600))
  waiting "all nodes to be Ready"
  until all_ready; do
    [ "$SECONDS" -lt "$deadline" ] ||
      fail "not all nodes became Ready within 10 minutes: journalctl -u rke2-agent on them tells why"
    sleep 2
  done
}

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

# New nodes register at 9345; the API is at 6443 as usual.
join_config() {
  printf 'server: "https://%s:9345"\ntoken: "%s"\n' "$KPROV_FIRST_CONTROL_PLANE_ADDRESS" "$SERVER_TOKEN"
}

# install_rke2 server|agent: with the configuration that comes on stdin. The file has the token and is for root alone.
install_rke2() {
  local script
  install -d -m 755 /etc/rancher/rke2
  (umask 077 && cat > /etc/rancher/rke2/config.yaml.new)
  mv /etc/rancher/rke2/config.yaml.new /etc/rancher/rke2/config.yaml
  command -v curl >/dev/null || fail "curl is missing on $KPROV_HOST"
  script=$(mktemp)
  curl -sfL --retry 3 -o "$script" https://get.rke2.io || fail "$KPROV_HOST cannot download https://get.rke2.io"
  waiting "RKE2 $1 to be downloaded"
  INSTALL_RKE2_TYPE=$1 INSTALL_RKE2_VERSION=$RELEASE INSTALL_RKE2_CHANNEL=$CHANNEL sh "$script" </dev/null ||
    fail "RKE2 $1 was not installed on $KPROV_HOST"
  rm -f "$script"
  waiting "RKE2 $1 to start, which pulls its images"
  systemctl enable --quiet "rke2-$1"
  systemctl restart "rke2-$1" || fail "rke2-$1 did not start: see journalctl -u rke2-$1 on $KPROV_HOST"
}

first_server() { server_config | install_rke2 server; }

other_server() { { server_config; join_config; } | install_rke2 server; }

agent() { { node_config; join_config; } | install_rke2 agent; }

uninstall() {
  if command -v rke2-uninstall.sh >/dev/null; then
    rke2-uninstall.sh >/dev/null 2>&1 || fail "rke2-uninstall.sh failed on $KPROV_HOST: run it there to see why"
    changed "ran rke2-uninstall.sh"
  fi
  rm -rf /etc/rancher/rke2
}
