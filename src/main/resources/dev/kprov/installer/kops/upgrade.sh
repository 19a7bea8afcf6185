# Makes the cloud agree with the manifests and each machine anew that does not. Run again after a failure it goes on.
# shellcheck disable=SC1091
. "$KPROV_FILES/kops"

# Before 1.31 there is no word for all of it, and nodes may be made anew before the control plane has the new version.
if kops reconcile cluster --help >/dev/null 2>&1 </dev/null; then
  kops reconcile cluster --state="$store" --name="$NAME" --yes 2>&1 </dev/null || exit
else
  kops update cluster --state="$store" --name="$NAME" --create-kube-config=false --yes 2>&1 </dev/null || exit
  kops rolling-update cluster --state="$store" --name="$NAME" --validation-timeout="${WAIT}s" --yes 2>&1 </dev/null || exit
fi
changed "the machines of cluster $NAME that had another version"
