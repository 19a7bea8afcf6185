# Notes that kprov makes the cluster, so that it may also be removed.
umask 077
mkdir -p "$KPROV_NOTES" && printf '%s\n' "$KPROV_CLUSTER" >"$KPROV_NOTES/begun.new" && mv -f "$KPROV_NOTES/begun.new" "$KPROV_NOTES/begun" || exit 1
changed "noted that cluster $KPROV_CLUSTER is begun"
