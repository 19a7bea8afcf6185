# Saves the kubeconfig that the profile names, readable by its owner only.
unset BASH_ENV ENV
export KPROV_FILES
for name in $KPROV_EXPORTED; do export "${name?}"; done
export -f changed waiting capture
# The profile's own files are all that is to be seen there, the same for each of its scripts.
own=${KPROV_FILES%/*}/own
mkdir "$own" && mv "$KPROV_FILES/step.sh" "$own/step.sh" || exit 1
umask 077

new=$KPROV_TARGET.kprov
mkdir -p "$(dirname "$KPROV_TARGET")" || exit 1
if [ -n "$KPROV_SOURCE" ]; then
  cp "$KPROV_SOURCE" "$new" || exit 1
else
  bash "$own/step.sh" </dev/null >"$new"
  rc=$?
  if [ "$rc" != 0 ]; then
    rm -f "$new"
    echo "kprov: the command that prints the kubeconfig ended with exit status $rc" >&2
    exit "$rc"
  fi
fi
if ! grep -q 'server: *["'\'']\{0,1\}https\{0,1\}://' "$new"; then
  rm -f "$new"
  echo "kprov: what the profile gives as kubeconfig names no server" >&2
  exit 65
fi
if [ -n "$KPROV_SERVER" ]; then
  # The host's own address for itself is of no use elsewhere.
  sed -E -i "s#(server: *[\"']?https?://)(127\.0\.0\.1|0\.0\.0\.0|localhost|\[::1?\])(:|/|[\"']|\$)#\1$KPROV_SERVER\3#" "$new" || exit 1
fi
if cmp -s "$new" "$KPROV_TARGET"; then
  rm -f "$new"
else
  mv -f "$new" "$KPROV_TARGET" || exit 1
  changed "the kubeconfig of cluster $KPROV_CLUSTER"
fi
