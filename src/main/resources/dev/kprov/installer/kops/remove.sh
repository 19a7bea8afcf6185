# Removes what kops made in the cloud, and the cluster from the state store. Run again after a failure it goes on.
# shellcheck disable=SC1091
. "$KPROV_FILES/kops"
how=(--yes --wait="${WAIT}s")
[ "$UNREGISTER" = no ] || how=(--yes --unregister)
if said=$(timeout --kill-after=5 "$LIMIT" kops get cluster "$NAME" --state="$store" 2>&1 </dev/null); then
  kops delete cluster --state="$store" --name="$NAME" "${how[@]}" 2>&1 </dev/null || exit
elif [[ $said != *"not found"* ]]; then
  printf '%s\n' "$said" >&2
  exit 1
fi
rm -rf "$HOME_FOLDER" || exit 1
changed "removed cluster $NAME"
