# Makes the cloud agree with the manifests. Run again after a failure it goes on.
# shellcheck disable=SC1091
. "$KPROV_FILES/kops"
kops update cluster --state="$store" --name="$NAME" --create-kube-config=false --yes 2>&1 </dev/null || exit
changed "the cloud resources of cluster $NAME"
