# kprov: the folders of one step; stands before every script that has to do with them.
# Arguments: KEY, the folder of all steps (kept), the folder of their secrets (in memory)
# shellcheck disable=SC2034
key=$1 dir=$2/$1 secrets=$3/$1 steps=$2 hidden=$3 unit=kprov-$1.service
shift 3
umask 077
export LC_ALL=C.UTF-8
unset BASH_ENV ENV CDPATH
read -r boot_id </proc/sys/kernel/random/boot_id

# Sets $born to when process $1 began; fails when it has ended, zombies included.
born() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  case $1 in Z | X) return 1 ;; esac
  born=${20}
}

# A container that is restarted keeps the kernel's boot id, but not its first process.
if born 1; then boot_id=$boot_id/$born; fi

# Whether what runs the step in folder $1 is alive; sets $pid, which is empty before it has begun.
runs() {
  local began
  pid='' boot=''
  { read -r pid began boot <"$1/pid"; } 2>/dev/null
  [ -n "$boot" ] && [ "$boot" = "$boot_id" ] && born "$pid" && [ "$born" = "$began" ]
}

# Only one process ever gets through: who writes the file runs the step, or sees to it that nobody does.
claim() {
  local won=1
  born $$
  set -C
  if { echo "$$ $born $boot_id" >"$dir/pid"; } 2>/dev/null; then won=0; fi
  set +C
  return $won
}

# Ends what the step printed with $1: its exit status, or what became of it.
conclude() {
  local file
  for file in out err; do
    [ ! -s "$dir/$file" ] || [ -z "$(tail -c 1 "$dir/$file")" ] || echo >>"$dir/$file"
    echo "::kprov:: end $1" >>"$dir/$file"
  done
}

forget() {
  rm -rf -- "$dir" "$secrets"
  rmdir -- "$steps" "${steps%/*}" "$hidden" 2>/dev/null
}
