# shellcheck shell=bash
# What the scripts of kwok.yaml have in common. All that kwokctl writes lies in the cluster's folder.
set -euo pipefail

export KWOK_WORKDIR=$KPROV_CLUSTER_FOLDER/kwok
[ -z "$KPROV_KUBERNETES_VERSION" ] || export KWOK_KUBE_VERSION=v$KPROV_KUBERNETES_VERSION
CLUSTER=$KWOK_WORKDIR/clusters/$KPROV_CLUSTER
# There once the cluster was complete.
MADE=$KWOK_WORKDIR/made

fail() { echo "$*" >&2; exit 1; }

# --v=WARN: kwokctl would tell each thing it does, on stderr.
ctl() { kwokctl --name "$KPROV_CLUSTER" --v=WARN "$@"; }

# kubectl with the kubeconfig that kwokctl keeps for itself.
kube() { kubectl --kubeconfig "$CLUSTER/kubeconfig.yaml" --request-timeout 10s "$@"; }

# kwokctl believes each number that it wrote down to be its program's: one that has died and is not yet buried, or,
# after a start of the machine, somebody else's, whom it would not replace but kill.
forget_dead_programs() {
  local file
  for file in "$CLUSTER"/pids/*.pid; do
    [ -f "$file" ] || continue
    case "$(ps -ww -o args= -p "$(cat "$file")" 2>/dev/null)" in *"$CLUSTER/"*) ;; *) rm -f "$file" ;; esac
  done
}

serves() {
  local components
  forget_dead_programs
  components=$(ctl get components --output wide 2>/dev/null) || return 1
  ! grep -qE 'Stopped|NotReady|Unknown|Error' <<< "$components" || return 1
  [ "$(kube get --raw /readyz 2>/dev/null)" = ok ]
}

runs() { [ -f "$MADE" ] && serves; }

# until_true SECONDS COMMAND...
until_true() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.5
  done
}

delete() {
  forget_dead_programs
  # It wants a kubeconfig to take the cluster out of; kprov's own is removed by kprov.
  if [ -f "$CLUSTER/kwok.yaml" ]; then
    ctl delete cluster --kubeconfig "$KWOK_WORKDIR/none" || fail "kwokctl could not delete the cluster in $CLUSTER"
  fi
  # What was downloaded stays in the folder's cache.
  rm -rf "$CLUSTER" "$MADE" "$KWOK_WORKDIR/none"
}

port_is_free() {
  ! (exec 3<> "/dev/tcp/127.0.0.1/$1") 2>/dev/null || fail "port $1 (KWOK_KUBE_APISERVER_PORT) is in use here"
}

# Each kwokctl looks for free ports from the same one downwards: two at the same time would find the same.
one_at_a_time() {
  command -v flock >/dev/null || return 0
  exec 9>> "${TMPDIR:-/tmp}/kprov-kwok-$(id -u).lock"
  flock --timeout 300 9 || fail "another kwok cluster is being created since 5 minutes"
}

create() {
  forget_dead_programs
  # kwokctl would go on with one that was interrupted in the making, though not all of it was written down yet.
  if [ ! -f "$MADE" ]; then delete; fi
  [ -f "$MADE" ] || [ -z "$KWOK_KUBE_APISERVER_PORT" ] || port_is_free "$KWOK_KUBE_APISERVER_PORT"
  waiting "the turn to create a cluster"
  one_at_a_time
  waiting "downloads and the control plane"
  # 9>&-: the programs that it leaves running must not hold the lock. No kubeconfig: kprov asks for it later.
  ctl create cluster --kubeconfig "" --heartbeat-factor "$HEARTBEAT_FACTOR" --timeout 8m \
    --extra-args "kube-apiserver=service-cluster-ip-range=$KPROV_SERVICE_CIDR" 9>&- ||
    fail "kwokctl could not create the cluster; what its programs said is in $CLUSTER/logs"
  until_true 60 serves || fail "the control plane does not become ready; what its programs said is in $CLUSTER/logs"
  touch "$MADE"
}

# Of the nodes that kwokctl made, how many are Ready.
ready_nodes() {
  kube get nodes --selector type=kwok \
    --output 'jsonpath={range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' |
    grep -c '^True$' || true
}

has_nodes() {
  [ "$(kube get nodes --selector type=kwok --output name | wc -l)" -eq "$NODES" ] && [ "$(ready_nodes)" -eq "$NODES" ]
}

play_nodes() {
  # Each node has a /24 of it, counted from the first.
  ctl scale node --replicas "$NODES" --param ".podCIDRs=[\"${KPROV_POD_CIDR%/*}/24\"]" ||
    fail "kwokctl could not make $NODES nodes"
  waiting "$NODES nodes to be Ready"
  until_true 120 has_nodes || fail "$(ready_nodes) nodes became Ready within 2 minutes, not $NODES: see $CLUSTER/logs"
}
