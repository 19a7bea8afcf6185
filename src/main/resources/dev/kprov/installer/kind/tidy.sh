# Removes clusters of this profile that are older than SECONDS_OLD: whoever made them was killed and cannot any more.
export KIND_EXPERIMENTAL_PROVIDER=$ENGINE
now=$(date +%s)
for mark in $("$ENGINE" volume ls -q --filter "label=dev.kprov.pattern=$PATTERN"); do
  read -r name begun < <("$ENGINE" volume inspect -f '{{index .Labels "dev.kprov.cluster"}} {{index .Labels "dev.kprov.begun"}}' "$mark")
  if [ "$name" = "$CLUSTER" ] || [ $((now - begun)) -lt "$SECONDS_OLD" ]; then continue; fi
  waiting "the removal of cluster $name, which is $(((now - begun) / 60)) min old"
  kind delete cluster --name "$name" --kubeconfig "$KPROV_FILES/none" || exit 1
  "$ENGINE" volume rm "$mark" >/dev/null
  changed "removed cluster $name, which was $(((now - begun) / 60)) min old"
done
exit 0
