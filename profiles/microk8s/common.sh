# shellcheck shell=bash
# What the scripts of microk8s.yaml have in common.
set -euo pipefail

PATH=$PATH:/snap/bin

fail() { echo "$*" >&2; exit 1; }

is_control_plane() { case ",$KPROV_ROLES," in *,control-plane,*) ;; *) return 1 ;; esac; }

names() { cut -f1 "$KPROV_FILES/hosts.tsv"; }

installed() { snap list microk8s >/dev/null 2>&1; }

kube() { microk8s kubectl --request-timeout 10s "$@"; }

all_ready() {
  local nodes
  mapfile -t nodes < <(names | sed 's,^,node/,')
  [ "$(kube get --raw /readyz 2>/dev/null)" = ok ] &&
    microk8s kubectl wait --for condition=Ready --timeout 5s "${nodes[@]}" >/dev/null 2>&1
}

has_dns() { kube --namespace kube-system get deployment/coredns service/kube-dns >/dev/null 2>&1; }

wait_for_nodes() {
  local deadline=$((SECONDS + 420))
  waiting "all nodes to be Ready"
  until all_ready; do
    [ "$SECONDS" -lt "$deadline" ] || fail "not all nodes became Ready within 7 minutes: see microk8s inspect on them"
    sleep 2
  done
}

# MicroK8s names a node by its host name, and its members find each other by that.
check_names() {
  local name
  [ "$(hostname)" = "$KPROV_HOST" ] || fail "$KPROV_HOST has the host name $(hostname): both must be the same"
  for name in $(names); do
    getent hosts "$name" >/dev/null || fail "$KPROV_HOST cannot resolve $name: add it to DNS or to /etc/hosts"
  done
}

install_snap() {
  command -v snap >/dev/null || fail "snapd is missing on $KPROV_HOST: see https://snapcraft.io/docs/installing-snapd"
  check_names
  waiting "the snap from channel $CHANNEL"
  snap install microk8s --classic --channel "$CHANNEL" || fail "microk8s of $CHANNEL could not be installed"
  waiting "MicroK8s to be ready"
  microk8s status --wait-ready --timeout 300 >/dev/null || fail "MicroK8s did not become ready: see microk8s inspect"
}

enable_dns() {
  microk8s enable dns || fail "the add-on dns could not be enabled"
  waiting "CoreDNS"
  microk8s kubectl --namespace kube-system rollout status deployment/coredns --timeout 240s ||
    fail "CoreDNS did not become ready"
}

# `microk8s join` takes its token on the command line alone. So there is one for each host, worthless once it is used:
# "NAME=TOKEN NAME=TOKEN ...".
create_tokens() {
  local name tokens=''
  for name in $(names); do
    if kube get node "$name" >/dev/null 2>&1; then continue; fi
    tokens+="$name=$(microk8s add-node --format token-check) "
  done
  capture JOIN_TOKENS "$tokens"
}

# One that has joined as worker has no API server of its own; a control plane sees the first one among its nodes.
has_joined() {
  [ ! -e /var/snap/microk8s/current/var/lock/clustered.lock ] || return 0
  kube get node "$KPROV_FIRST_CONTROL_PLANE" >/dev/null 2>&1
}

join() {
  local pair token=''
  for pair in $JOIN_TOKENS; do
    if [ "${pair%%=*}" = "$KPROV_HOST" ]; then token=${pair#*=}; fi
  done
  [ -n "$token" ] || fail "$KPROV_HOST is a node of the cluster already, but does not know it: microk8s leave there"
  waiting "$KPROV_HOST to join"
  microk8s join "$KPROV_FIRST_CONTROL_PLANE_ADDRESS:25000/$token" "$@" || fail "$KPROV_HOST could not join"
}

remove_snap() {
  if installed; then
    snap remove microk8s --purge || fail "the snap could not be removed from $KPROV_HOST"
    changed "removed the snap microk8s"
  fi
}
