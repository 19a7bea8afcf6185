# Puts the manifests of the cluster, and the public key of its machines, into the state store.
# shellcheck disable=SC1091
. "$KPROV_FILES/kops"
limited() { timeout --kill-after=5 "$LIMIT" "$@" </dev/null; }

# What a replacement that was cut off has put there is replaced, too.
limited kops replace --state="$store" --name="$NAME" --force --filename="$KPROV_FILES/manifests.yaml" || exit
if [ -e "$KPROV_FILES/key.pub" ]; then
  limited kops create sshpublickey "$NAME" --state="$store" --ssh-public-key="$KPROV_FILES/key.pub" || exit
fi
cp "$KPROV_FILES/manifests.yaml" "$HOME_FOLDER/applied.yaml.new" \
  && mv -f "$HOME_FOLDER/applied.yaml.new" "$HOME_FOLDER/applied.yaml" || exit 1
changed "the manifests of cluster $NAME in $store"
