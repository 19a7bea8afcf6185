# shellcheck shell=bash
# What the scripts of k0s.yaml have in common.
set -euo pipefail

# Root's PATH over SSH does not have it everywhere.
PATH=$PATH:/usr/local/bin
RELEASE=${KPROV_KUBERNETES_VERSION:+v$KPROV_KUBERNETES_VERSION+$REVISION}
TOKEN_FILE=/etc/k0s/join-token

fail() { echo "$*" >&2; exit 1; }

has_role() { case ",$KPROV_ROLES," in *",$1,"*) ;; *) return 1 ;; esac; }

is_controller() { has_role control-plane; }

several_controllers() { [ "$(cut -f4 "$KPROV_FILES/hosts.tsv" | grep -cw control-plane)" -gt 1 ]; }

runs() {
  systemctl is-active --quiet "$1" || return 1
  [ -z "$RELEASE" ] || [ "$(k0s version)" = "$RELEASE" ]
}

kube() { k0s kubectl "$@"; }

api_answers() { [ "$(kube --request-timeout 10s get --raw /readyz 2>/dev/null)" = ok ]; }

all_ready() {
  local names
  mapfile -t names < <(cut -f1 "$KPROV_FILES/hosts.tsv" | sed 's,^,node/,')
  api_answers && kube wait --for condition=Ready --timeout 5s "${names[@]}" >/dev/null 2>&1
}

# until_true SECONDS COMMAND
until_true() {
  local deadline=$((SECONDS + $1))
  until "$2"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 2
  done
}

wait_for_nodes() {
  waiting "all nodes to be Ready"
  until_true 420 all_ready ||
    fail "not all nodes became Ready within 7 minutes: journalctl -u k0sworker on them tells why"
}

install_program() {
  local script
  install -d -m 755 /etc/k0s
  if [ -n "$RELEASE" ] && [ "$(k0s version 2>/dev/null)" = "$RELEASE" ]; then return 0; fi
  command -v curl >/dev/null || fail "curl is missing on $KPROV_HOST"
  script=$(mktemp)
  curl --proto '=https' --tlsv1.2 -sSfL --retry 3 -o "$script" https://get.k0s.sh ||
    fail "$KPROV_HOST cannot download https://get.k0s.sh"
  waiting "k0s to be downloaded"
  # A running one holds its own program's file.
  systemctl stop k0scontroller k0sworker 2>/dev/null || true
  if [ -n "$RELEASE" ]; then export K0S_VERSION=$RELEASE; fi
  sh "$script" </dev/null >/dev/null || fail "k0s $RELEASE could not be downloaded to $KPROV_HOST"
  rm -f "$script"
}

# The same on every controller but for its own addresses.
write_config() {
  cat > /etc/k0s/k0s.yaml.new <<EOF
apiVersion: k0s.k0sproject.io/v1beta1
kind: ClusterConfig
metadata:
  name: k0s
spec:
  api:
    address: "$KPROV_INTERNAL_ADDRESS"
    sans: ["$KPROV_ADDRESS", "$KPROV_INTERNAL_ADDRESS"]
  storage:
    type: etcd
    etcd:
      peerAddress: "$KPROV_INTERNAL_ADDRESS"
  network:
    podCIDR: "$KPROV_POD_CIDR"
    serviceCIDR: "$KPROV_SERVICE_CIDR"
    clusterDomain: "$KPROV_DNS_DOMAIN"
    # Without it, nodes would know the one controller that they joined by.
    nodeLocalLoadBalancing:
      enabled: $(if several_controllers; then echo true; else echo false; fi)
EOF
  mv /etc/k0s/k0s.yaml.new /etc/k0s/k0s.yaml
}

# start ROLE UNIT [FLAG...]
start() {
  local role=$1 unit=$2
  shift 2
  # --force: the unit may be there already, with other flags.
  k0s install "$role" --force \
    --kubelet-extra-args="--hostname-override=$KPROV_HOST --node-ip=$KPROV_INTERNAL_ADDRESS" "$@" ||
    fail "k0s did not install its service on $KPROV_HOST"
  systemctl restart "$unit" || fail "$unit did not start: see journalctl -u $unit on $KPROV_HOST"
}

controller() {
  local flags=(--config=/etc/k0s/k0s.yaml --enable-worker)
  if has_role worker; then flags+=(--no-taints); fi
  write_config
  start controller k0scontroller "${flags[@]}" "$@"
  waiting "the API server of $KPROV_HOST"
  until_true 300 api_answers || fail "the API server did not answer: see journalctl -u k0scontroller on $KPROV_HOST"
}

# k0s reads the token from the file at each start, and ignores it once it has joined.
write_token() { (umask 077 && printf '%s\n' "$1" > "$TOKEN_FILE"); }

first_controller() {
  install_program
  controller
}

other_controller() {
  install_program
  write_token "$CONTROLLER_TOKEN"
  controller --token-file="$TOKEN_FILE"
}

worker() {
  install_program
  write_token "$WORKER_TOKEN"
  start worker k0sworker --token-file="$TOKEN_FILE"
}

uninstall() {
  if command -v k0s >/dev/null; then
    systemctl stop k0scontroller k0sworker 2>/dev/null || true
    k0s reset >/dev/null 2>&1 || fail "k0s reset failed on $KPROV_HOST: run it there to see why"
    rm -f "$(command -v k0s)"
    changed "reset and removed k0s"
  fi
  rm -rf /etc/k0s
}
