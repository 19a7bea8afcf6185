# Gets the programs of this host's roles, all at once, each with the checksum that its project publishes beside it.
set -euo pipefail
# shellcheck source=common.sh
. "$KPROV_FILES/common.sh"

case $(uname -m) in
    x86_64) architecture=amd64 ;;
    aarch64) architecture=arm64 ;;
    *) fail "there is no Kubernetes for $(uname -m)" ;;
esac

get() {
    local said
    said=$(curl -fsSL --retry 3 --connect-timeout 10 --speed-limit 1000 --speed-time 30 -o "$1" "$2" 2>&1) ||
        fail "cannot get $2: ${said##*$'\n'}"
}

# checked URL FILE SUMS-URL: the sums are a bare one, or lines with the names of files.
checked() {
    local url=$1 file=$2 sum
    get "$file" "$url" & # beside its checksum
    get "$file.sums" "$3"
    wait $! || exit 1
    sum=$(awk -v name="${url##*/}" 'NF == 1 || $2 ~ "^[*]?([.]/)?" name "$" {print $1; exit}' "$file.sums")
    [ "$(sha256sum <"$file")" = "$sum  -" ] || fail "$url has not the checksum of $3"
    rm "$file.sums"
}

# here NAME URL: whether it came from there already.
here() { [ "$(cat "$STATE/from/$1" 2>/dev/null)" = "$2" ]; }

# A program that runs is replaced, not written into.
program() {
    local name=$1 url=$KUBERNETES_URL/v$KPROV_KUBERNETES_VERSION/bin/linux/$architecture/$1
    if here "$name" "$url" && [ -x "$PROGRAMS/$name" ]; then return 0; fi
    checked "$url" "$PROGRAMS/$name.new" "$url.sha256"
    chmod 0755 "$PROGRAMS/$name.new"
    mv -fT "$PROGRAMS/$name.new" "$PROGRAMS/$name"
    echo "$url" >"$STATE/from/$name"
    changed "got $name $KPROV_KUBERNETES_VERSION"
}

etcd() {
    local release=$ETCD_URL/v$ETCD_VERSION name=etcd-v$ETCD_VERSION-linux-$architecture folder=$STATE/etcd.new program
    if here etcd "$release/$name" && [ -x "$PROGRAMS/etcd" ]; then return 0; fi
    mkdir -p "$folder"
    checked "$release/$name.tar.gz" "$folder/archive" "$release/SHA256SUMS"
    tar -C "$folder" --strip-components 1 --no-same-owner -xf "$folder/archive"
    for program in etcd etcdctl; do
        [ ! -e "$folder/$program" ] || install -m 0755 "$folder/$program" "$PROGRAMS/$program.new"
        [ ! -e "$PROGRAMS/$program.new" ] || mv -fT "$PROGRAMS/$program.new" "$PROGRAMS/$program"
    done
    rm -r "$folder"
    echo "$release/$name" >"$STATE/from/etcd"
    changed "got etcd $ETCD_VERSION"
}

plugins() {
    local release=$CNI_URL/v$CNI_VERSION name=cni-plugins-linux-$architecture-v$CNI_VERSION.tgz plugin
    if here cni "$release/$name" && [ -x "$PLUGINS/bridge" ]; then return 0; fi
    mkdir -p "$PLUGINS.new"
    checked "$release/$name" "$STATE/cni.tgz" "$release/$name.sha256"
    tar -C "$PLUGINS.new" --no-same-owner -xf "$STATE/cni.tgz"
    mkdir -p "$PLUGINS"
    for plugin in bridge host-local loopback portmap; do
        install -m 0755 "$PLUGINS.new/$plugin" "$PLUGINS/$plugin.new"
        mv -fT "$PLUGINS/$plugin.new" "$PLUGINS/$plugin"
    done
    rm -r "$PLUGINS.new" "$STATE/cni.tgz"
    echo "$release/$name" >"$STATE/from/cni"
    changed "got the CNI plugins $CNI_VERSION"
}

mkdir -p "$PROGRAMS" "$STATE/from"
wanted=(kubelet kube-proxy)
if is_control_plane; then wanted+=(kube-apiserver kube-controller-manager kube-scheduler kubectl); fi
waiting "$KUBERNETES_URL"
jobs=()
said=$STATE/download.said
: >"$said"
for name in "${wanted[@]}"; do
    program "$name" 2>>"$said" & jobs+=($!)
done
plugins 2>>"$said" & jobs+=($!)
if is_control_plane; then
    etcd 2>>"$said" & jobs+=($!)
fi
failed=
for job in "${jobs[@]}"; do wait "$job" || failed=yes; done
# One is enough: most often they all have the same reason.
[ -z "$failed" ] || fail "$(grep -m 1 -E '^cannot get|checksum' "$said" || tail -n 1 "$said")"
rm "$said"
# For people who log in.
if is_control_plane && [ ! -e /usr/local/bin/kubectl ]; then ln -sfT "$PROGRAMS/kubectl" /usr/local/bin/kubectl; fi
finish download ""
