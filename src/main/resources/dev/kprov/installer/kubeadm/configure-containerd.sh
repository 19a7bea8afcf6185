# Configures containerd for Kubernetes; restarts it only when its configuration changed.
# files: config.toml (holds @SANDBOX_IMAGE@ where kubeadm decides), images.yaml (ClusterConfiguration),
#        hosts/NAME as hosts-NAME.toml with the registry's name
set -euo pipefail

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
        if [ ! -e /etc/containerd/config.toml.before-kprov ]; then
            if [ -e /etc/containerd/config.toml ]; then
                cp -p /etc/containerd/config.toml /etc/containerd/config.toml.before-kprov
            else
                install -D -m 0644 /dev/null /etc/containerd/config.toml.before-kprov
            fi
        fi
        install -D -m 0644 "$KPROV_FILES/config.toml" /etc/containerd/config.toml
        changed "merged Kubernetes' settings into /etc/containerd/config.toml"
        restart=yes
    fi
fi

# containerd reads these at every pull: no restart for them.
for file in "$KPROV_FILES"/hosts-*.toml; do
    [ -e "$file" ] || continue
    registry=${file##*/hosts-}
    target=/etc/containerd/certs.d/${registry%.toml}/hosts.toml
    if ! cmp -s "$file" "$target"; then
        if [ -e "$target" ] && [ ! -e "$target.before-kprov" ]; then
            cp -p "$target" "$target.before-kprov"
        fi
        install -D -m 0644 "$file" "$target"
        changed "wrote $target"
    fi
done

if [ "$restart" = yes ]; then
    systemctl restart containerd
elif ! systemctl is-active -q containerd; then
    systemctl start containerd
    changed "started containerd"
fi
if [ "$(systemctl is-enabled containerd 2>/dev/null)" != enabled ]; then
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
