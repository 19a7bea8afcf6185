# For other scripts: apt-get, patient with what may pass and with nothing else.
# Parameters: RETRY; files: retry note-packages
# shellcheck disable=SC1091
. "$KPROV_FILES/retry"

# Says why apt failed in $1, if that may pass by itself; fails otherwise.
passing() {
    local line holder fault="$passes| 5[0-9][0-9] +[A-Z]|Connection timed out|[Rr]emote end closed|Error reading from server|Hash Sum mismatch|unexpected size|Undetermined Error"
    # These do not pass, whatever else went wrong beside them.
    if grep -qE ' (401|403|404) +|NO_PUBKEY|BADSIG|KEYSIG|is not signed|was not found|Unable to locate package|No space left|Connection refused' <<<"$1"; then
        return 1
    fi
    # Its last words first: they name the address.
    line=$(grep -m 1 'Could not get lock' <<<"$1") || line=$(grep -m 1 -E "^E: .*($fault)" <<<"$1") \
        || line=$(grep -m 1 -E "$fault" <<<"$1") || return 1
    if [[ $line =~ lock\ ([^ ]+)\.\ It\ is\ held\ by\ process\ ([0-9]+) ]]; then
        holder=$(tr '\0' ' ' <"/proc/${BASH_REMATCH[2]}/cmdline" 2>/dev/null) || true
        line="${BASH_REMATCH[1]} is held by process ${BASH_REMATCH[2]} (${holder:-it has just ended})"
    fi
    printf '%s\n' "$line"
}

# Ends what a package manager that was killed has begun.
mend() {
    local output why
    waiting "dpkg to end what was interrupted"
    until output=$(dpkg --force-confdef --force-confold --configure -a 2>&1); do
        printf '%s\n' "$output"
        why=$(grep -m 1 'lock' <<<"$output") || return 1
        again "$why" || exit 33
    done
    printf '%s\n' "$output"
    changed "ran dpkg --configure -a"
}

# The one place that waits for locks and tries again: apt's own ways say neither who nor how often.
apt() {
    local output why mended=
    until output=$(apt-get -q -o DPkg::Lock::Timeout=0 -o Acquire::Retries=0 -o Acquire::http::Timeout=20 \
        -o Acquire::https::Timeout=20 -o APT::Update::Error-Mode=any \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 \
        -o "DPkg::Pre-Install-Pkgs::=bash $KPROV_FILES/note-packages" "$@" 2>&1); do
        printf '%s\n' "$output"
        if [ -z "$mended" ] && grep -q 'dpkg was interrupted' <<<"$output"; then
            mended=yes
            mend || return 1
            continue
        fi
        why=$(passing "$output") || return 1
        again "$why" || exit 33
    done
    printf '%s\n' "$output"
}
