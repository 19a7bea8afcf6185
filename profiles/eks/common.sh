# shellcheck shell=bash
# What the scripts of eks.yaml have in common.
set -euo pipefail
# ${list[@]+...}: the Bash of macOS takes an empty list for an unset one.

fail() { echo "$*" >&2; exit 1; }

# From the list of all: that one is missing, and that it cannot be asked for, must be two things.
exists() {
  local clusters
  clusters=$(eksctl get cluster --region "$REGION" --output json) ||
    fail "eksctl cannot list the clusters of $REGION: are there credentials (aws sts get-caller-identity)?"
  grep -qiE "\"name\": *\"$KPROV_CLUSTER\"" <<< "$clusters"
}

create() {
  local version=()
  if [ -n "$MINOR_VERSION" ]; then version=(--version "$MINOR_VERSION"); fi
  waiting "AWS, which takes 15 to 20 minutes"
  # eksctl would add the cluster to the user's own kubeconfig.
  eksctl create cluster --name "$KPROV_CLUSTER" --region "$REGION" --nodes "$NODES" --node-type "$NODE_TYPE" \
    --write-kubeconfig=false ${version[@]+"${version[@]}"} ||
    fail "eksctl could not create $KPROV_CLUSTER; kprov down removes what there is of it"
}

delete() {
  # Stacks of a creation that failed have no cluster in the list.
  if ! exists; then
    eksctl utils describe-stacks --cluster "$KPROV_CLUSTER" --region "$REGION" 2>&1 |
      grep stack/ >/dev/null || return 0
  fi
  waiting "AWS, which takes 10 to 15 minutes"
  # Pods with a disruption budget would keep their nodes for ever.
  eksctl delete cluster --name "$KPROV_CLUSTER" --region "$REGION" --wait --disable-nodegroup-eviction ||
    fail "eksctl could not delete $KPROV_CLUSTER: see its CloudFormation stacks in $REGION"
  changed "deleted the cluster"
}

print_kubeconfig() {
  local file=$KPROV_RUN_FOLDER/eks.kubeconfig
  rm -f "$file"
  (umask 077 &&
    eksctl utils write-kubeconfig --cluster "$KPROV_CLUSTER" --region "$REGION" --kubeconfig "$file" >&2) ||
    fail "eksctl could not write a kubeconfig for $KPROV_CLUSTER"
  cat "$file"
  rm -f "$file"
}
