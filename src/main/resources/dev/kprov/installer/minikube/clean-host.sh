# Removes what minikube leaves on a host that was its node.
set -uo pipefail
export LC_ALL=C

drop() {
  local path
  for path in "$@"; do
    if [ -e "$path" ] || [ -L "$path" ]; then
      rm -rf "$path" && changed "removed $path"
    fi
  done
}

# A kubelet that goes on would start again what is being removed.
if systemctl is-active -q kubelet || systemctl show -p SubState --value kubelet 2>/dev/null | grep -q auto-restart; then
  systemctl stop kubelet && changed "stopped kubelet"
fi
systemctl disable -q kubelet 2>/dev/null
if command -v crictl >/dev/null && systemctl is-active -q containerd; then
  export CONTAINER_RUNTIME_ENDPOINT=unix:///run/containerd/containerd.sock
  if [ -n "$(timeout 20 crictl pods -q 2>/dev/null)" ]; then
    waiting "the pods that are left"
    timeout 60 crictl rmp -f -a >/dev/null 2>&1
    changed "removed the pods that were left"
  fi
fi
# Mounts below the kubelet's folder (secrets, tokens) keep it from being removed.
awk '$2 ~ "^/var/lib/kubelet/" {print $2}' /proc/mounts | sort -r | while read -r mount; do
  umount "$mount" 2>/dev/null || umount -l "$mount"
done
# The unit is minikube's, unless a package has it.
for unit in /lib/systemd/system/kubelet.service /etc/systemd/system/kubelet.service.d/10-kubeadm.conf; do
  dpkg-query -S "$unit" >/dev/null 2>&1 || dpkg-query -S "/usr$unit" >/dev/null 2>&1 || drop "$unit"
done
rmdir /etc/systemd/system/kubelet.service.d 2>/dev/null
drop /var/lib/minikube /var/tmp/minikube /data/minikube /var/lib/kubelet /var/lib/etcd /var/lib/cni /etc/kubernetes
# Nobody should go on trusting an authority whose key lies on somebody's laptop.
for link in /etc/ssl/certs/*; do
  case $(readlink "$link" 2>/dev/null) in
    minikubeCA.pem | */minikubeCA.pem) drop "$link" ;;
  esac
done
drop /usr/share/ca-certificates/minikubeCA.pem
drop /etc/docker/ca.pem /etc/docker/server.pem /etc/docker/server-key.pem
rmdir /etc/docker 2>/dev/null
grep -qs 'OpenRC init script shim' /etc/init.d/kubelet && drop /etc/init.d/kubelet /etc/init.d/.restart_wrapper.sh
drop /etc/cni/net.d/1-k8s.conflist /etc/cni/net.d/10-kindnet.conflist
# What minikube put aside so that its own network comes first.
for file in /etc/cni/net.d/*.mk_disabled; do
  [ ! -e "$file" ] || { mv -f "$file" "${file%.mk_disabled}" && changed "gave back ${file%.mk_disabled}"; }
done
if grep -qsE '[[:space:]](control-plane|host)\.minikube\.internal$' /etc/hosts; then
  # In place: the file may be a mount of its own.
  others=$(grep -vE '[[:space:]](control-plane|host)\.minikube\.internal$' /etc/hosts)
  printf '%s\n' "$others" >/etc/hosts && changed "removed minikube's names from /etc/hosts"
fi
for link in $(ip -o link show 2>/dev/null | awk -F': ' '{sub(/@.*/, "", $2); print $2}' | grep -E '^(bridge|cni0|flannel\.1|veth[0-9a-f]{8})$'); do
  ip link delete "$link" 2>/dev/null && changed "deleted link $link"
done
for tool in iptables ip6tables; do
  command -v $tool-save >/dev/null || continue
  rules=$($tool-save 2>/dev/null)
  if grep -qE 'KUBE-|CNI-' <<<"$rules"; then
    grep -vE 'KUBE-|CNI-' <<<"$rules" | $tool-restore && changed "removed the rules of Kubernetes from $tool"
  fi
done
systemctl daemon-reload

# Success is claimed only for what was looked at.
left=
for path in /var/lib/minikube/certs /etc/kubernetes/kubelet.conf /var/lib/kubelet/config.yaml; do
  [ ! -e "$path" ] || left="$left $path"
done
systemctl is-active -q kubelet && left="$left kubelet"
if [ -n "$left" ]; then
  echo "kprov: could not remove:$left" >&2
  exit 71
fi
exit 0
