# What helps to understand a failure. Changes nothing.
# shellcheck source=common.sh
. "$KPROV_FILES/common.sh"

for unit in etcd kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy pod-network containerd; do
    [ "$(systemctl show -p LoadState --value "$unit")" = loaded ] || continue
    printf '\n===== %s\n' "$unit"
    systemctl status "$unit" --no-pager -l -n 0 2>&1 | head -n 8
    journalctl -u "$unit" -n 200 --no-pager -o short-precise 2>&1
done
if is_control_plane && [ -e "$ADMIN" ]; then
    printf '\n===== the API\n'
    kubectl get nodes,csr -o wide 2>&1
    kubectl get pods -A -o wide 2>&1
    kubectl get events -A --sort-by=.lastTimestamp 2>&1 | tail -n 40
fi
printf '\n===== the network\n'
ip -br address 2>&1
ip route 2>&1
exit 0
