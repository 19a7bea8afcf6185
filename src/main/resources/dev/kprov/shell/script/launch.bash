# kprov: starts one script that outlives its connection. After the lines to read from: the size of the archive on
# standard input, the script's name, then what the step is: cluster, id, title
launch() {
  local new=$secrets.$$
  trap 'trap "" TERM INT HUP; rm -rf -- "$secrets.$$"' EXIT
  trap 'exit 143' TERM INT HUP
  # Whoever forgets the last step removes the folders around it, too.
  mkdir -p -- "$new" "$dir" 2>/dev/null || mkdir -p -- "$new" "$dir" || exit 1
  head -c "$3" | tar -x --no-same-owner -C "$new" || exit 1
  # The script comes last, so that it is there only if everything is.
  [ -f "$new/script/$4" ] || exit 1
  # In this order, so that going there leaves no trace.
  { printf 'cd -- %q\nunset OLDPWD\n' "$PWD" && export -p; } >"$new/environment" || exit 1
  { : >>"$dir/out" && : >>"$dir/err" && printf '%s\n' "${@:5}" >"$dir/about"; } || exit 1
  # An earlier launch may have come as far as this, and no further.
  mv -T -- "$new" "$secrets" 2>/dev/null || rm -rf -- "$new"
  start "$4"
  trap - EXIT TERM INT HUP
}

start() {
  local wrapper=("$BASH" "$secrets/wrapper" "$key" "$steps" "$hidden" "$1")
  # A unit of its own, because a login's processes may be ended with it.
  if [ -d /run/systemd/system ] && systemd-run --no-ask-password --quiet --collect --unit="$unit" \
    -p KillMode=control-group -p TimeoutStopSec=7 -p IgnoreSIGPIPE=no -p OOMPolicy=continue \
    "${wrapper[@]}" </dev/null >/dev/null 2>&1; then
    return
  fi
  (setsid "${wrapper[@]}" </dev/null >/dev/null 2>&1 &)
}

# What others left: secrets of steps that were killed at once; after a day, what was kept for somebody to read.
tidy() {
  local old others=
  for old in "$steps"/* "$hidden"/*; do
    [ "${old##*/}" = "$key" ] || others=yes
    [ "$old" = "$steps/${old##*/}" ] || [ ! -s "$steps/${old##*/}/pid" ] || runs "$steps/${old##*/}" \
      || rm -rf -- "$old"
  done
  [ -n "$others" ] || return
  find "$steps" "$hidden" -mindepth 1 -maxdepth 1 -mtime +0 2>/dev/null | while read -r old; do
    runs "$steps/${old##*/}" || rm -rf -- "$old"
  done
}

if [ -e "$dir/pid" ]; then
  head -c "$3" >/dev/null
else
  launch "$@"
  tidy
fi
