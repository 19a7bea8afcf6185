# Waits until kops finds the cluster valid, and prints each of its findings as a line of JSON.
# shellcheck disable=SC1091
. "$KPROV_FILES/kops"

# kops writes one object after the other without anything between them. A brace in a text is none.
objects() {
  local piece part rest depth=0 object='' inside=no
  while IFS= read -r -d '}' piece; do
    # What is said before an object is not part of it.
    if [ "$depth" = 0 ] && [ "$inside" = no ]; then piece="{${piece#*\{}"; fi
    object+="$piece}"
    rest=${piece//\\\\/}
    rest=${rest//\\\"/}
    while :; do
      part=${rest%%\"*}
      if [ "$inside" = no ]; then part=${part//[!\{]/} && depth=$((depth + ${#part})); fi
      [[ $rest == *\"* ]] || break
      rest=${rest#*\"}
      if [ "$inside" = no ]; then inside=yes; else inside=no; fi
    done
    [ "$inside" = yes ] || depth=$((depth - 1))
    if [ "$depth" = 0 ]; then
      object=${object//$'\n'/ }
      printf '%s\n' "$object"
      printf '%s\n' "$object" >>"$RUN_FOLDER/kops-validation.jsonl"
      object=''
    fi
  done
}

# It looks at its own limit only between two tries.
{
  timeout --kill-after=5 "$((WAIT + 60))" kops validate cluster --state="$store" --name="$NAME" --output=json \
    --wait="${WAIT}s" --interval="${INTERVAL}s" --count="$COUNT" 2>&3 </dev/null | objects
  rc=${PIPESTATUS[0]}
} 3>&1
exit "$rc"
