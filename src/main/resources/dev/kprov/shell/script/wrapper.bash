# kprov: runs one script to its end, whoever listens. Argument: its name
claim || exit 0

# Without a word in its output: who ends the step knows, and of a host that goes down its next boot id tells.
trap 'trap "" TERM INT HUP; end; rm -rf -- "$secrets"; exit 143' TERM INT HUP

# What the login gave: the script finds what it would find if it were attached to it.
# shellcheck disable=SC1091
. "$secrets/environment"
exec 2>/dev/null
BASH_ENV=$secrets/prelude KPROV_FILES=$secrets/files setsid bash "$secrets/script/$1" \
  </dev/null >>"$dir/out" 2>>"$dir/err" &
child=$!
echo "$child" >"$secrets/session"
wait "$child"
status=$?
end
rm -rf -- "$secrets"
conclude "$status"
