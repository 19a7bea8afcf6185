# For other scripts: where kops works, with which state store, and a kubeconfig of its own, since kops writes to the
# one that it finds and switches its context. The user's is left alone.
# Parameters: HOME_FOLDER FEATURES STATE (empty: as the environment says)
# shellcheck shell=bash disable=SC2034
umask 077
mkdir -p "$HOME_FOLDER" || exit 1
export KUBECONFIG=$HOME_FOLDER/kubeconfig
[ -z "$FEATURES" ] || export KOPS_FEATURE_FLAGS=$FEATURES
store=${STATE:-$KOPS_STATE_STORE}
