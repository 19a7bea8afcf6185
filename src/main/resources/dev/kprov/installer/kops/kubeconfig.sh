# Has kops make a kubeconfig whose credentials end soon. The user's own kubeconfig keeps its contexts.
umask 077
mkdir -p "$HOME_FOLDER" || exit 1
export KUBECONFIG=$HOME_FOLDER/kubeconfig
[ -z "$FEATURES" ] || export KOPS_FEATURE_FLAGS=$FEATURES
store=${STATE:-$KOPS_STATE_STORE}
rm -f "$KUBECONFIG"
renew=$(($(date +%s) + ADMIN_SECONDS / 2))
timeout --kill-after=5 "$LIMIT" kops export kubeconfig "$NAME" --state="$store" --admin="${ADMIN_SECONDS}s" --kubeconfig="$KUBECONFIG" </dev/null || exit
mv -f "$KUBECONFIG" "$KUBECONFIG_COPY" && printf '%s\n' "$renew" >"$HOME_FOLDER/kubeconfig.renew" || exit 1
changed "the kubeconfig of cluster $NAME"
