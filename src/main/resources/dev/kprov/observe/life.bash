# kprov: tells one boot of a host from another, as observe.sh does, once the boot has come to its end.
read -r boot_id </proc/sys/kernel/random/boot_id
read -r stat </proc/1/stat
# shellcheck disable=SC2086
set -- ${stat##*) }
[ ! -d /run/systemd/system ] || timeout 60 systemctl is-system-running --wait >/dev/null 2>&1
echo "$boot_id/${20}"
