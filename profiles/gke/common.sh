# shellcheck shell=bash
# What the scripts of gke.yaml have in common.
set -euo pipefail
# ${list[@]+...}: the Bash of macOS takes an empty list for an unset one.

fail() { echo "$*" >&2; exit 1; }

# --quiet: never a question.
containers() {
  local project=()
  if [ -n "$PROJECT" ]; then project=(--project "$PROJECT"); fi
  gcloud container "$@" --location "$LOCATION" --quiet ${project[@]+"${project[@]}"}
}

# PROVISIONING, RUNNING, RECONCILING, STOPPING, ERROR, DEGRADED; nothing: there is none.
state() {
  containers clusters list --filter "name=$KPROV_CLUSTER" --format 'value(status)' ||
    fail "gcloud cannot list the clusters of $LOCATION: are there a login and a project (gcloud auth list)?"
}

create() {
  local version=() state
  state=$(state)
  [ -z "$state" ] || fail "$KPROV_CLUSTER is there and is $state: wait until it is RUNNING, or take it down"
  if [ -n "$VERSION" ]; then version=(--cluster-version "$VERSION"); fi
  waiting "Google, which takes 5 to 10 minutes"
  # gcloud adds the cluster to a kubeconfig in any case: to one that nobody uses.
  KUBECONFIG=$KPROV_RUN_FOLDER/unused containers clusters create "$KPROV_CLUSTER" \
    --num-nodes "$NODES" --machine-type "$MACHINE_TYPE" ${version[@]+"${version[@]}"} ||
    fail "gcloud could not create $KPROV_CLUSTER; kprov down removes what there is of it"
  rm -f "$KPROV_RUN_FOLDER/unused"
}

delete() {
  local state
  state=$(state)
  [ -n "$state" ] || return 0
  waiting "Google, which takes 5 to 10 minutes"
  KUBECONFIG=$KPROV_RUN_FOLDER/unused containers clusters delete "$KPROV_CLUSTER" ||
    fail "gcloud could not delete $KPROV_CLUSTER, which is $state"
  rm -f "$KPROV_RUN_FOLDER/unused"
  changed "deleted the cluster"
}

print_kubeconfig() {
  local file=$KPROV_RUN_FOLDER/gke.kubeconfig
  rm -f "$file"
  (umask 077 && KUBECONFIG=$file containers clusters get-credentials "$KPROV_CLUSTER" >&2) ||
    fail "gcloud could not write a kubeconfig for $KPROV_CLUSTER"
  cat "$file"
  rm -f "$file"
}
