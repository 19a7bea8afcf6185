# kprov: the lock of a cluster's runs on one of its control planes. Arguments: its file; `take` or `release`; the run
# whose lock may be put aside (empty: none) and the seconds for which that one must have been silent; then the run that
# asks, and what others are to know of it
file=$1 verb=$2 expected=$3 silent=$4
shift 4
own=("$@")
umask 077
export LC_ALL=C.UTF-8
unset BASH_ENV ENV CDPATH

# Whoever comes while another is here waits for it; the guard goes with its process.
exec {guard}<"${file%/*}" && flock -w 20 "$guard" || exit 1
{ mapfile -t held <"$file"; } 2>/dev/null
if [ "$verb" = release ]; then
  [ "${held[*]:3}" != "${own[*]}" ] || rm -f -- "$file"
  exit 0
fi

read -r boot_id </proc/sys/kernel/random/boot_id
read -r stat </proc/1/stat
# The wall clock may be set, this one only goes on.
read -r up _ </proc/uptime
# shellcheck disable=SC2086
set -- ${stat##*) }
# A container that is restarted keeps the kernel's boot id, but not its first process.
life=$boot_id/${20}
since=$(date -u +%FT%TZ)
if [ "${held[0]}" = "$life" ]; then
  age=$((${up%.*} - held[1]))
  if [ "${held[*]:3}" = "${own[*]}" ]; then
    since=${held[2]}
  elif [ -z "$expected" ] || [ "${held[3]}" != "$expected" ] || [ "$age" -lt "$silent" ]; then
    printf '%s\n' "held $age" "${held[@]:2}"
    exit 0
  fi
fi
# All at once: nobody finds half a lock.
trap 'rm -f -- "$file.$$"' EXIT
printf '%s\n' "$life" "${up%.*}" "$since" "${own[@]}" >"$file.$$" && mv -T -- "$file.$$" "$file" || exit 1
echo taken
