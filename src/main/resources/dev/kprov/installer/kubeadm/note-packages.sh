# Notes which packages apt is about to bring to this host, for reset-host: those it does not have in any version. apt
# gives their files, one a line on standard input, before it unpacks the first, so a run that is cut off knows them too.
set -euo pipefail

mkdir -p /var/lib/kprov
while read -r file; do
    name=$(dpkg-deb -f "$file" Package)
    if [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" != installed ] &&
        ! grep -qsxF -e "$name" /var/lib/kprov/packages; then
        printf '%s\n' "$name" >>/var/lib/kprov/packages
        # Configuration that waits here for its package is the host's own, but dpkg would remove it with the package.
        { dpkg-deb -I "$file" conffiles 2>/dev/null || true; } | while read -r path; do
            [ ! -e "$path" ] || printf '%s\n' "$path" >>/var/lib/kprov/conffiles
        done
    fi
done
