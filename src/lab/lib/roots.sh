# shellcheck shell=bash
# Root file systems: the bare host, the host with containerd, and the mirror; and the runtime's packages as .deb files.

RUNTIME_PACKAGES=(containerd runc conntrack socat ethtool iptables nftables ipset ebtables containernetworking-plugins
  curl gnupg apt-transport-https haproxy keepalived chrony opendoas)
PRISTINE=$LAB/build/pristine
BARE_PACKAGES=systemd,systemd-sysv,dbus,udev,openssh-server,sudo,iproute2,iputils-ping,procps,kmod,mount,ca-certificates,less

# Runs a command in a root file system; its mounts are seen by no one else and end with it.
in_root() {
  local root=$1
  shift
  # shellcheck disable=SC2016
  as_root unshare --mount --pid --fork --kill-child bash -c '
    root=$1; shift
    mount -t proc proc "$root/proc"
    exec chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
      ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} "$@"' in_root "$root" "$@"
}

# The Debian mirrors this machine itself uses for the suite; none where the machine runs something else.
own_debian_sources() {
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' 2>/dev/null |
    awk -v s="$DEBIAN_SUITE" '$3 == "main" && $4 == "Debian" && index($2, s) == 1 {print "deb " $1 " " $2 " main"}' | sort -u || true
}

# Lets apt in a root file system reach what this machine's apt reaches, while the root is being built.
open_apt() {
  local root=$1
  {
    if [ -f "$LAB/build/sources.list" ]; then cat "$LAB/build/sources.list"; fi
  } | as_root tee "$root/etc/apt/sources.list" >/dev/null
  apt-config dump | grep -iE '^Acquire::https?::' | as_root tee "$root/etc/apt/apt.conf.d/00lab-build" >/dev/null || true
  as_root cp /etc/resolv.conf "$root/etc/resolv.conf"
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$root/usr/sbin/policy-rc.d" >/dev/null
  as_root chmod 755 "$root/usr/sbin/policy-rc.d"
}

# What apt left behind, and anything two hosts must not share.
close_apt() {
  local root=$1
  as_root rm -rf "$root/usr/sbin/policy-rc.d" "$root/etc/apt/apt.conf.d/00lab-build" "$root"/var/lib/apt/lists/* \
    "$root"/var/cache/apt/archives/*.deb "$root"/var/cache/apt/*.bin "$root"/var/log/*.log "$root"/var/log/apt
  as_root truncate -s 0 "$root/etc/apt/sources.list"
}

make_base_root() {
  local root=$1 mirror
  mirror=$(own_debian_sources | awk -v s="$DEBIAN_SUITE" '$3 == s {print $2; exit}')
  # Without a mirror of its own debootstrap takes Debian's.
  as_root unshare --mount debootstrap --variant=minbase --include="$BARE_PACKAGES" "$DEBIAN_SUITE" "$root" ${mirror:+"$mirror"}
  { own_debian_sources; grep '^deb ' "$root/etc/apt/sources.list"; } | sed 's, *$,,; s,/ , ,' | sort -u > "$LAB/build/sources.list"
  open_apt "$root"
  in_root "$root" apt-get update -q
  in_root "$root" apt-get upgrade -yq
}

# Downloads the runtime's packages with all that the bare host lacks for them.
download_runtime() {
  local root=$1
  in_root "$root" apt-get install -yq --no-install-recommends --download-only "${RUNTIME_PACKAGES[@]}"
  rm -rf "$LAB/build/runtime-debs"
  mkdir -p "$LAB/build/runtime-debs"
  cp "$root"/var/cache/apt/archives/*.deb "$LAB/build/runtime-debs/"
}

copy_root() { as_root cp -a --reflink=auto "$1" "$2"; }

# What every host of the lab has: users, keys, first boot, and no way to the Internet's packages.
dress_host() {
  local root=$1 password user unit
  password=$(openssl passwd -6 -in "$LAB/ssh/ops.password" -salt labhosts)
  as_root cp -a --no-preserve=ownership "$HERE/host/." "$root/"
  as_root chmod 755 "$root/usr/local/sbin/lab-boot"
  as_root chmod 440 "$root/etc/sudoers.d/lab"
  for user in ops deploy; do in_root "$root" useradd --create-home --shell /bin/bash "$user"; done
  in_root "$root" usermod --password "$password" ops
  for user in root home/ops home/deploy; do
    as_root install -d -m 700 "$root/$user/.ssh"
    as_root install -m 600 "$LAB/ssh/id_ed25519.pub" "$root/$user/.ssh/authorized_keys"
  done
  in_root "$root" chown -R ops: /home/ops
  in_root "$root" chown -R deploy: /home/deploy
  as_root truncate -s 0 "$root/etc/hosts" "$root/etc/hostname" "$root/etc/resolv.conf"
  as_root rm -f "$root"/etc/ssh/ssh_host_*
  : | as_root tee "$root/etc/machine-id" >/dev/null
  # systemd would take this one before anything else, and every host would be the same machine.
  as_root rm -f "$root/var/lib/dbus/machine-id"
  in_root "$root" systemctl enable lab-boot.service
  for unit in systemd-udevd.service systemd-udevd-kernel.socket systemd-udevd-control.socket systemd-udev-trigger.service \
    getty.target console-getty.service systemd-modules-load.service sys-kernel-config.mount sys-kernel-debug.mount \
    sys-kernel-tracing.mount dev-hugepages.mount dev-mqueue.mount systemd-logind.service apt-daily.timer apt-daily-upgrade.timer \
    e2scrub_all.timer systemd-timesyncd.service; do
    in_root "$root" systemctl mask "$unit"
  done
}

# containerd's configuration as Debian's package has it, plus the one setting that this machine cannot do without.
site_containerd_config() {
  local root=$1 deb
  deb=$(find "$LAB/build/runtime-debs" -name 'containerd_*.deb' | head -n 1)
  as_root mkdir -p "$root/etc/containerd"
  dpkg-deb --fsys-tarfile "$deb" | tar -xO ./etc/containerd/config.toml |
    sed '/^ *\[plugins."io.containerd.grpc.v1.cri"\]$/a\    restrict_oom_score_adj = true' |
    as_root tee "$root/etc/containerd/config.toml" >/dev/null
  grep -q restrict_oom_score_adj "$root/etc/containerd/config.toml"
}

# A bare host that must keep a setting of the site has it before containerd comes; dpkg is told not to ask.
site_setting_on_bare_host() {
  has_sys_resource && return 0
  site_containerd_config "$1"
  echo force-confold | as_root tee "$1/etc/dpkg/dpkg.cfg.d/lab-site-settings" >/dev/null
}

install_containerd() {
  local root=$1
  in_root "$root" apt-get install -yq --no-install-recommends containerd runc conntrack socat ethtool iptables nftables ipset
  has_sys_resource || site_containerd_config "$root"
}

import_root() {
  local root=$1 image=$2
  as_root tar -C "$root" --exclude=./proc/* --exclude=./sys/* -c . |
    docker import --change 'CMD ["/sbin/init"]' --change 'ENV container=docker' - "$image"
}

# Kept, for what follows changes more often and is built of it in a fraction of the time.
build_pristine() {
  as_root rm -rf --one-file-system "$PRISTINE"
  make_base_root "$PRISTINE"
  download_runtime "$PRISTINE"
}

build_roots() {
  local roots=$LAB/build/roots
  as_root rm -rf --one-file-system "$roots"
  mkdir -p "$roots"

  copy_root "$PRISTINE" "$roots/mirror"
  in_root "$roots/mirror" apt-get install -yq --no-install-recommends nginx-light docker-registry dnsmasq-base iptables nftables conntrack ipset busybox-static
  collect_tools "$roots/mirror"
  close_apt "$roots/mirror"
  as_root cp -a --no-preserve=ownership "$HERE/mirror/." "$roots/mirror/"
  import_root "$roots/mirror" "$IMAGE_MIRROR"

  copy_root "$PRISTINE" "$roots/host"
  install_containerd "$roots/host"
  close_apt "$roots/host"
  dress_host "$roots/host"
  import_root "$roots/host" "$IMAGE_HOST"

  copy_root "$PRISTINE" "$roots/bare"
  close_apt "$roots/bare"
  dress_host "$roots/bare"
  site_setting_on_bare_host "$roots/bare"
  import_root "$roots/bare" "$IMAGE_BARE"

  tar -C "$LAB/build/images/busybox" -c . | docker import --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' --change 'CMD ["sh"]' - "$IMAGE_TINY"
  as_root rm -rf --one-file-system "$roots"
  remove_old_images
}

# Images of earlier builds, unless a host still runs on them.
remove_old_images() {
  local image
  for image in $(docker image ls --format '{{.Repository}}:{{.Tag}}' 'kprov-lab/*'); do
    case $image in *":$ROOTS_KEY") ;; *) docker image rm "$image" || true ;; esac
  done
}

name_images() {
  local site=all hosts
  has_sys_resource || site=restrict_oom_score_adj
  hosts=$(digest_of "$HERE/host" "$HERE/mirror" "$HERE/lib/roots.sh" "$HERE/lib/tools.sh" "$HERE/lib/versions.sh" \
    "$LAB/ssh/id_ed25519.pub" "$LAB/ssh/ops.password" "$site")
  IMAGE_HOST=kprov-lab/host:$hosts
  IMAGE_BARE=kprov-lab/host-bare:$hosts
  IMAGE_MIRROR=kprov-lab/mirror:$hosts
  IMAGE_TINY=kprov-lab/tiny:$hosts
  ROOTS_KEY=$hosts
}

ensure_roots() {
  local image
  for image in "$IMAGE_HOST" "$IMAGE_BARE" "$IMAGE_MIRROR" "$IMAGE_TINY"; do
    docker image inspect "$image" >/dev/null 2>&1 || rm -f "$LAB/state/roots"
  done
  is_done roots "$ROOTS_KEY" || once pristine "$DEBIAN_SUITE $BARE_PACKAGES ${RUNTIME_PACKAGES[*]}" "installing Debian $DEBIAN_SUITE into a folder" build_pristine
  once roots "$ROOTS_KEY" "building the root file systems of hosts and mirror" build_roots
}
