# Configures containerd for Kubernetes; restarts it only when its configuration changed.
# files: config.toml (holds @SANDBOX_IMAGE@ where kubeadm decides), images.yaml (ClusterConfiguration),
#        hosts/NAME as hosts-NAME.toml with the registry's name, host-files
set -euo pipefail
# shellcheck disable=SC1091
. "$KPROV_FILES/host-files"

restart=
if [ -e "$KPROV_FILES/config.toml" ]; then
    sandbox=$(kubeadm config images list --config "$KPROV_FILES/images.yaml" 2>/dev/null | grep '/pause:') || true
    if [ -z "$sandbox" ]; then
        echo "kubeadm names no pause image" >&2
        kubeadm config images list --config "$KPROV_FILES/images.yaml" >&2 || true
        exit 41
    fi
    sed -i "s|@SANDBOX_IMAGE@|$sandbox|" "$KPROV_FILES/config.toml"
    if ! cmp -s "$KPROV_FILES/config.toml" /etc/containerd/config.toml; then
        put "$KPROV_FILES/config.toml" /etc/containerd/config.toml merged
        restart=yes
    fi
fi

# containerd reads these at every pull: no restart for them.
for file in "$KPROV_FILES"/hosts-*.toml; do
    [ -e "$file" ] || continue
    registry=${file##*/hosts-}
    put "$file" "/etc/containerd/certs.d/${registry%.toml}/hosts.toml" merged
done

if [ "$restart" = yes ]; then
    systemctl restart containerd
elif ! systemctl is-active -q containerd; then
    remember units "stop containerd"
    systemctl start containerd
    changed "started containerd"
fi
if [ "$(systemctl is-enabled containerd 2>/dev/null)" != enabled ]; then
    remember units "disable containerd"
    systemctl enable containerd
    changed "enabled containerd"
fi
waiting "containerd to answer"
for _ in $(seq 100); do
    if crictl --runtime-endpoint unix:///run/containerd/containerd.sock version >/dev/null 2>&1; then
        exit 0
    fi
    sleep 0.1
done
echo "containerd does not answer on its CRI socket" >&2
crictl --runtime-endpoint unix:///run/containerd/containerd.sock version >&2 || true
journalctl -u containerd -n 20 --no-pager -o cat >&2 || true
exit 42
