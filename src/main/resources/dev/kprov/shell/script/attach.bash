# kprov: reads along from line $1 of the step's output and line $2 of its errors, until both have ended.
# A line that came whole ends with a mark: after a broken connection kprov asks for the one after it.
printf '::kprov:: here\x1f\n'
# To another run than the one that began the step: what it must not show.
if [ "$3" = adopt ] && [ -r "$secrets/hidden" ]; then
  while read -r line; do printf '::kprov:: hide %s\x1f\n' "$line"; done <"$secrets/hidden"
  printf '::kprov:: hidden\x1f\n'
fi
# -s, because tail does not trust inotify on an overlay and would look once a second.
marks='s/\r/\x1e/g; /^::kprov:: end /{s/$/\x1f/; q}; s/$/\x1f/'
tail -n "+$1" -f -s 0.05 --pid=$$ -- "$dir/out" 2>/dev/null | LC_ALL=C sed -u "$marks" &
out=$!
tail -n "+$2" -f -s 0.05 --pid=$$ -- "$dir/err" 2>/dev/null | LC_ALL=C sed -u "$marks" >&2 &
err=$!

# Says in the place of what ran the step that it did not live to see the end.
bury() {
  local what=killed
  [ "$boot" = "$boot_id" ] || what=rebooted
  [ "$(systemctl is-system-running 2>/dev/null)" != stopping ] || what=rebooted
  rm -rf -- "$secrets"
  case $(tail -n 1 "$dir/err") in
    '::kprov:: end '*) ;;
    *) conclude $what ;;
  esac
}

# The end of our input means that kprov, or the way to it, is gone: only the reading ends.
{
  missed=0
  while read -r -t 1 _ || [ $? -gt 128 ]; do
    if ! runs "$dir"; then
      # It may have ended well this moment, or is about to begin.
      missed=$((missed + 1))
      [ -z "$pid" ] || [ $missed -ne 2 ] || bury
      [ $missed -lt 10 ] || break
    fi
  done
  kill "$out" "$err"
} <&0 >/dev/null 2>&1 &
watch=$!

wait "$out" 2>/dev/null
wait "$err" 2>/dev/null
exec 2>/dev/null
kill -KILL "$watch"
wait "$watch"
exit 0
