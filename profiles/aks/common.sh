# shellcheck shell=bash
# What the scripts of aks.yaml have in common.
set -euo pipefail
# ${list[@]+...}: the Bash of macOS takes an empty list for an unset one.

GROUP=${RESOURCE_GROUP:-kprov-$KPROV_CLUSTER}

fail() { echo "$*" >&2; exit 1; }

group_exists() {
  local answer
  answer=$(az group exists --name "$GROUP") ||
    fail "az cannot look for resource groups: is there a login (az account show)?"
  [ "$answer" = true ]
}

# Creating, Succeeded, Failed, Deleting, Stopped ...; nothing: there is none.
state() {
  if ! group_exists; then return 0; fi
  az aks list --resource-group "$GROUP" --query "[?name=='$KPROV_CLUSTER'].provisioningState" --output tsv ||
    fail "az cannot list the clusters of resource group $GROUP"
}

create() {
  local version=() state
  state=$(state)
  [ -z "$state" ] || fail "$KPROV_CLUSTER is there and is $state: wait until it is Succeeded, or take it down"
  # The tag says whose it is, so that down deletes no group that was there before.
  group_exists ||
    az group create --name "$GROUP" --location "$LOCATION" --tags "kprov=$KPROV_CLUSTER" --output none ||
    fail "az could not create resource group $GROUP in $LOCATION"
  if [ -n "$VERSION" ]; then version=(--kubernetes-version "$VERSION"); fi
  waiting "Azure, which takes 5 to 10 minutes"
  # No key of the user's goes to the nodes, none is made for them in the user's folder.
  az aks create --resource-group "$GROUP" --name "$KPROV_CLUSTER" --location "$LOCATION" --node-count "$NODES" \
    --node-vm-size "$NODE_SIZE" --no-ssh-key --output none ${version[@]+"${version[@]}"} ||
    fail "az could not create $KPROV_CLUSTER; kprov down removes what there is of it"
}

delete() {
  local state owner
  group_exists || return 0
  state=$(state)
  if [ -n "$state" ]; then
    waiting "Azure, which takes 5 to 10 minutes"
    az aks delete --resource-group "$GROUP" --name "$KPROV_CLUSTER" --yes --output none ||
      fail "az could not delete $KPROV_CLUSTER in resource group $GROUP"
    changed "deleted the cluster"
  fi
  owner=$(az group show --name "$GROUP" --query tags.kprov --output tsv)
  [ "$owner" = "$KPROV_CLUSTER" ] || return 0
  az group delete --name "$GROUP" --yes --output none || fail "az could not delete resource group $GROUP"
  changed "deleted resource group $GROUP"
}

# A file named - is standard output.
print_kubeconfig() {
  az aks get-credentials --resource-group "$GROUP" --name "$KPROV_CLUSTER" --file - ||
    fail "az could not get a kubeconfig for $KPROV_CLUSTER"
}
