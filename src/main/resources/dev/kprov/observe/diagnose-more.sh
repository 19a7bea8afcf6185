
# The rest of what somebody would ask for who is not there. Each part is bounded in time and size; what is not
# installed says so in one line.
show() { printf '\n$ %s\n' "$*"; timeout -k 1 4 "$@" 2>&1 </dev/null | head -c 65536; }

section "system"
show uname -a
show cat /etc/os-release
show uptime
show timedatectl
section "pressure, memory"
for each in cpu memory io; do show cat "/proc/pressure/$each"; done
show cat /proc/meminfo
show ps -eo pid,stat,pcpu,rss,etime,comm --sort=-rss
section "file systems"
show df -hT
show df -hi
show findmnt -D
section "units"
show systemctl --failed --no-pager
for unit in $(timeout 4 systemctl list-units --all --plain --no-legend 'k3s*' 'rke2*' 'k0s*' 'snap.microk8s*' 'crio*' \
    'docker.service' 'cri-docker*' 'etcd*' 'kube-*' 2>/dev/null | awk '{print $1}' | grep '\.service$' | head -n 12); do
    show journalctl -u "$unit" -n 200 --no-pager -o short-precise
done
section "images"
printf '\n$ crictl images\n'
crictl images 2>&1 | head -c 65536
section "network"
show ip -brief addr
show ip -s link
show ip route
show ip -6 route
show ip rule
show ip neigh
show ss -lunp
show cat /etc/resolv.conf
show cat /etc/hosts
for file in /etc/cni/net.d/*; do [ ! -f "$file" ] || show cat "$file"; done
show ls -l /opt/cni/bin
section "packet filter"
show iptables-save
show ip6tables-save
show nft list ruleset
show ipvsadm -Ln
show conntrack -S
section "kernel"
show sysctl net.ipv4.ip_forward net.ipv6.conf.all.forwarding net.bridge.bridge-nf-call-iptables \
    net.bridge.bridge-nf-call-ip6tables net.ipv4.conf.all.rp_filter net.netfilter.nf_conntrack_max \
    net.netfilter.nf_conntrack_count fs.inotify.max_user_instances fs.inotify.max_user_watches fs.file-nr vm.overcommit_memory
show lsmod
show sh -c 'dmesg -T | tail -n 200'
section "Kubernetes' files"
show find /etc/kubernetes /var/lib/kubelet -maxdepth 3 -not -path '*/pods/*' -printf '%M %u %g %s %TY-%Tm-%Td %TH:%TM %p\n'
for file in /etc/kubernetes/manifests/*; do [ ! -f "$file" ] || show cat "$file"; done
for file in /var/lib/kubelet/config.yaml /var/lib/kubelet/kubeadm-flags.env /etc/default/kubelet /etc/containerd/config.toml; do
    [ ! -f "$file" ] || show cat "$file"
done
section "certificates"
for file in /etc/kubernetes/pki/*.crt /etc/kubernetes/pki/etcd/*.crt /var/lib/kubelet/pki/*.crt; do
    [ ! -f "$file" ] || show openssl x509 -in "$file" -noout -subject -issuer -enddate
done
for file in /var/lib/kubelet/pki/kubelet-client-current.pem; do
    [ ! -f "$file" ] || show openssl x509 -in "$file" -noout -subject -enddate
done
exit 0
