# shellcheck shell=bash
# Where things lie, how steps are told and timed, and what is done only once.

LAB=${KPROV_LAB_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/kprov-lab}
# On every container and network of the lab; its value says which kind.
# shellcheck disable=SC2034
LABEL=dev.kprov.lab
export LC_ALL=C DEBIAN_FRONTEND=noninteractive

say() { printf 'lab: %s\n' "$*" >&2; }
die() { printf 'lab: ERROR: %s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

check_rights() {
  [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null || die "needs root, or sudo without a password"
  mkdir -p "$LAB"/{state,times,log,build,ssh,run}
}

# One script at a time changes the lab.
take_lock() {
  exec {LAB_LOCK}>"$LAB/lock"
  flock --nonblock "$LAB_LOCK" || {
    say "waiting for another lab script (up to 20 min)"
    flock --timeout 1200 "$LAB_LOCK" || die "another lab script still runs"
  }
}

duration() {
  local s=$1
  if [ "$s" -ge 60 ]; then printf '%d min %02d s' $((s / 60)) $((s % 60)); else printf '%d s' "$s"; fi
}

# A digest of files and words: what a step was made from.
digest_of() {
  local item
  for item in "$@"; do
    if [ -d "$item" ]; then
      find "$item" -type f -print0 | sort -z | xargs -0 sha256sum | sed "s,$item/,,"
    elif [ -f "$item" ]; then
      sha256sum < "$item"
    else
      printf '%s\n' "$item"
    fi
  done | sha256sum | cut -c1-12
}

is_done() { [ "$(cat "$LAB/state/$1" 2>/dev/null)" = "$2" ]; }

# once NAME KEY TITLE FUNCTION: runs FUNCTION unless it ran well with the same KEY; its output goes to log/NAME.log.
once() {
  local name=$1 key=$2 title=$3 log="$LAB/log/$1.log" last start ticker rc=0
  shift 3
  if is_done "$name" "$key"; then return 0; fi
  rm -f "$LAB/state/$name"
  last=$(cat "$LAB/times/$name" 2>/dev/null || true)
  say "$title${last:+ (took $(duration "$last") last time)}"
  start=$(date +%s)
  ( while sleep 30 >/dev/null 2>&1; do say "  … still: $title, $(duration $(($(date +%s) - start)))"; done ) {LAB_LOCK}>&- &
  ticker=$!
  # A separate shell, because errexit does not hold inside a condition.
  ( set -euo pipefail; "$@" ) > "$log" 2>&1 & wait $! || rc=$?
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  if [ "$rc" != 0 ]; then
    tail -n 25 "$log" >&2
    die "$title: failed (exit code $rc); everything it said: $log"
  fi
  echo $(($(date +%s) - start)) > "$LAB/times/$name"
  echo "$key" > "$LAB/state/$name"
  say "  done in $(duration "$(cat "$LAB/times/$name")"): $title"
}
