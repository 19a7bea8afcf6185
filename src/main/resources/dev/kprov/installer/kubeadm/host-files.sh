# For other scripts: replaces files of the host so that reset-host can give the host its own back. What was there lies in
# /var/lib/kprov, which only root can read.
STATE=/var/lib/kprov

# remember LIST LINE: notes what reset-host has to undo.
remember() {
    mkdir -p "$STATE"
    grep -qsxF -e "$2" "$STATE/$1" || printf '%s\n' "$2" >>"$STATE/$1"
}

# missing FOLDER: notes it and those above it that are not there, for the time when they are empty again.
missing() {
    local folder=$1
    until [ -d "$folder" ]; do
        remember folders "$folder"
        folder=${folder%/*}
    done
}

# keep TARGET: makes a copy of what is there before kprov's first change.
keep() {
    local target=$1
    ! grep -qsxF -e "$target" "$STATE/files" || return 0
    missing "${target%/*}"
    if [ -e "$target" ] || [ -L "$target" ]; then
        mkdir -p "$STATE/before${target%/*}"
        cp -a --remove-destination "$target" "$STATE/before$target"
    fi
    # Last: a copy that was cut short is made again.
    remember files "$target"
}

# put SOURCE TARGET [merged]: writes a file where its content differs, and says so. A file that kprov merged its settings
# into keeps its owner and mode, for what else is in it may be a secret.
put() {
    local source=$1 target=$2 new=$2.kprov-new
    if [ ! -e "$source" ] || cmp -s "$source" "$target"; then
        return 0
    fi
    keep "$target"
    install -D -m 0600 "$source" "$new"
    if [ "${3:-}" = merged ] && [ -e "$target" ]; then
        chown --reference="$target" "$new"
        chmod --reference="$target" "$new"
    else
        chmod 0644 "$new"
    fi
    mv -fT "$new" "$target"
    changed "wrote $target"
}

# Undoes every put.
give_back() {
    local path folder
    [ -e "$STATE/files" ] || return 0
    while read -r path; do
        if [ -e "$STATE/before$path" ] || [ -L "$STATE/before$path" ]; then
            mkdir -p "${path%/*}"
            cp -a --remove-destination "$STATE/before$path" "$path.kprov-new" && mv -fT "$path.kprov-new" "$path" || return 1
            changed "gave $path back"
        elif [ -e "$path" ] || [ -L "$path" ]; then
            rm -f "$path" || return 1
            changed "removed $path"
        fi
    done <"$STATE/files"
    if [ -e "$STATE/folders" ]; then
        sort -r "$STATE/folders" | while read -r folder; do
            rmdir "$folder" 2>/dev/null
        done
    fi
    rm -rf "$STATE/before" "$STATE/folders" "$STATE/files"
}
