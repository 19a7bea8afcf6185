# Has kops make a kubeconfig whose credentials end soon. The user's own kubeconfig keeps its contexts.
# shellcheck disable=SC1091
. "$KPROV_FILES/kops"
rm -f "$KUBECONFIG"
renew=$(($(date +%s) + ADMIN_SECONDS / 2))
timeout --kill-after=5 "$LIMIT" kops export kubeconfig "$NAME" --state="$store" --admin="${ADMIN_SECONDS}s" --kubeconfig="$KUBECONFIG" </dev/null || exit
mv -f "$KUBECONFIG" "$KUBECONFIG_COPY" && printf '%s\n' "$renew" >"$HOME_FOLDER/kubeconfig.renew" || exit 1
changed "the kubeconfig of cluster $NAME"
