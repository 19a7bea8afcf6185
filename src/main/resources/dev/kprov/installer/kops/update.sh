# Makes the cloud agree with the manifests. Run again after a failure it goes on.
umask 077
mkdir -p "$HOME_FOLDER" || exit 1
export KUBECONFIG=$HOME_FOLDER/kubeconfig
[ -z "$FEATURES" ] || export KOPS_FEATURE_FLAGS=$FEATURES
store=${STATE:-$KOPS_STATE_STORE}
kops update cluster --state="$store" --name="$NAME" --create-kube-config=false --yes 2>&1 </dev/null || exit
changed "the cloud resources of cluster $NAME"
