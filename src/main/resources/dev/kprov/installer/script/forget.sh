# Removes kprov's notes of the cluster.
rm -rf "$KPROV_NOTES" || exit 1
changed "forgot cluster $KPROV_CLUSTER"
