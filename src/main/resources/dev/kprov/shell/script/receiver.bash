# kprov: receives one script with its files on standard input, runs it, cleans up.
size=$1 name=$2 watch=
umask 077
export LC_ALL=C.UTF-8
unset BASH_ENV ENV CDPATH
dir=$(mktemp -d /run/kprov.XXXXXXXX 2>/dev/null || mktemp -d /tmp/kprov.XXXXXXXX) || exit 1

# A second signal must not catch what clears up after the first.
trap 'trap "" TERM INT HUP; rm -rf -- "$dir"' EXIT
trap 'trap "" TERM INT HUP; end; exit 143' TERM INT HUP

head -c "$size" | tar -x --no-same-owner -C "$dir" || exit 1
# The script comes last, so that it is there only if everything is.
[ -f "$dir/script/$name" ] || exit 1

BASH_ENV=$dir/prelude KPROV_FILES=$dir/files setsid bash "$dir/script/$name" </dev/null &
child=$!

# The end of our input means that kprov, or the way to it, is gone.
{
  trap - EXIT TERM INT HUP
  while read -r _; do :; done
  end
} <&0 >/dev/null 2>&1 &
watch=$!

wait "$child" 2>/dev/null
status=$?
# Bash would tell that the watch was killed.
exec 2>/dev/null
kill -KILL "$watch" 2>/dev/null
wait "$watch" 2>/dev/null
end
exit "$status"
