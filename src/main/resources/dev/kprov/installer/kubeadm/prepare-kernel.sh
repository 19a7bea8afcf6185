# Loads kernel modules and sets kernel parameters, now and at every boot.
# Parameters: MODULES; files: modules.conf sysctl.conf host-files
set -euo pipefail
# shellcheck disable=SC1091
. "$KPROV_FILES/host-files"

put "$KPROV_FILES/modules.conf" /etc/modules-load.d/kprov.conf
put "$KPROV_FILES/sysctl.conf" /etc/sysctl.d/90-kprov.conf

for module in $MODULES; do
    if [ -d "/sys/module/$module" ] || modprobe "$module" 2>/dev/null; then
        continue
    fi
    # Built into the kernel, or loaded outside this container: then what it brings is there already.
    case $module in
        overlay) grep -qw overlay /proc/filesystems && continue ;;
        br_netfilter) [ -e /proc/sys/net/bridge/bridge-nf-call-iptables ] && continue ;;
    esac
    echo "cannot load kernel module $module" >&2
    modprobe "$module" || exit 21
done

while IFS='= ' read -r name value; do
    case $name in '' | \#*) continue ;; esac
    file=/proc/sys/${name//.//}
    if [ ! -e "$file" ]; then
        echo "the kernel has no parameter $name" >&2
        exit 22
    fi
    before=$(cat "$file")
    if [ "$before" != "$value" ]; then
        grep -qs "^$name " "$STATE/sysctls" || remember sysctls "$name $before"
        printf '%s' "$value" >"$file"
        changed "set $name = $value"
    fi
done <"$KPROV_FILES/sysctl.conf"
