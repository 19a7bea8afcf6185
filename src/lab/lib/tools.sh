# shellcheck shell=bash
# The base layers of the cluster's images: busybox alone, and busybox with the packet filter's tools.

# Copies a program or library of ROOT with all the libraries it needs into INTO.
copy_with_libraries() {
  local root=$1 into=$2 file
  shift 2
  for file in "$@" $(in_root "$root" ldd "$@" 2>/dev/null | grep -oE '/[^ :]+\.so[^ :]*' | sort -u); do
    mkdir -p "$into$(dirname "$file")"
    cp -L "$root$file" "$into$file"
  done
}

collect_busybox() {
  local root=$1 into=$2 applet
  mkdir -p "$into"/{bin,tmp,etc,root,usr/bin,usr/sbin,sbin,run,var/run}
  chmod 1777 "$into/tmp"
  cp "$root/bin/busybox" "$into/bin/busybox"
  for applet in $("$into/bin/busybox" --list); do
    case $applet in busybox | modprobe | lsmod) ;; *) ln -sf /bin/busybox "$into/bin/$applet" ;; esac
  done
  echo 'root:x:0:0:root:/root:/bin/sh' > "$into/etc/passwd"
  echo 'root:x:0:' > "$into/etc/group"
}

collect_filter_tools() {
  local root=$1 into=$2 link plugins
  copy_with_libraries "$root" "$into" /usr/sbin/xtables-nft-multi /usr/sbin/xtables-legacy-multi /usr/sbin/nft /usr/sbin/conntrack /usr/sbin/ipset /bin/kmod
  mapfile -t plugins < <(cd "$root" && find ./usr/lib/x86_64-linux-gnu/xtables -name '*.so' | sed 's,^\.,,')
  copy_with_libraries "$root" "$into" "${plugins[@]}"
  # The statistic match opens libm when it is loaded; no ldd of the tools names it.
  copy_with_libraries "$root" "$into" /lib/x86_64-linux-gnu/libm.so.6
  for link in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do
    ln -sf xtables-nft-multi "$into/usr/sbin/$link"
  done
  ln -sf /bin/kmod "$into/sbin/modprobe"
  ln -sf /bin/kmod "$into/sbin/lsmod"
}

collect_tools() {
  local root=$1 images=$LAB/build/images
  rm -rf "$images/busybox" "$images/tools"
  collect_busybox "$root" "$images/busybox"
  mkdir -p "$images/tools/usr/sbin" "$images/tools/sbin"
  collect_filter_tools "$root" "$images/tools"
}
