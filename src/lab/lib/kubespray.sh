# shellcheck shell=bash
# Hosts for Ansible, which runs Python on them.

IMAGE_KUBESPRAY_HOST=kprov-lab/kubespray-host:$DEBIAN_SUITE
KUBESPRAY_BUILDER=kprov-lab-build-kubespray-host
# What kubespray installs first; the hosts reach no packages of Debian's but the runtime's. The lab's own needs Python alone.
KUBESPRAY_HOST_PACKAGES=(python3 python3-apt apparmor apt-transport-https bash-completion conntrack curl e2fsprogs ebtables gnupg
  iproute2 ipset iptables libseccomp2 mergerfs openssl rsync socat software-properties-common tar unzip xfsprogs)

download_python() {
  local root=$LAB/build/python-root
  as_root rm -rf --one-file-system "$root"
  copy_root "$PRISTINE" "$root"
  in_root "$root" apt-get update -q
  in_root "$root" apt-get clean
  in_root "$root" apt-get install -yq --no-install-recommends --download-only "${KUBESPRAY_HOST_PACKAGES[@]}"
  rm -rf "$LAB/build/python-debs"
  mkdir -p "$LAB/build/python-debs"
  cp "$root"/var/cache/apt/archives/*.deb "$LAB/build/python-debs/"
  as_root rm -rf --one-file-system "$root"
}

build_kubespray_host() {
  local old
  download_python
  old=$(docker image inspect --format '{{.Id}}' "$IMAGE_KUBESPRAY_HOST" 2>/dev/null || true)
  docker rm --force --volumes "$KUBESPRAY_BUILDER" >/dev/null 2>&1 || true
  docker run --detach --name "$KUBESPRAY_BUILDER" --network none --entrypoint sleep "$IMAGE_HOST" infinity
  tar -C "$LAB/build" -c python-debs | docker exec -i "$KUBESPRAY_BUILDER" tar -C /root -x
  # In this order: some must be configured before others may be unpacked.
  docker exec "$KUBESPRAY_BUILDER" sh -c 'cd /root/python-debs && dpkg --install ./*python3.*-minimal_*.deb &&
    dpkg --install ./python3-minimal_*.deb && dpkg --install ./*.deb && rm -rf /root/python-debs'
  docker commit --change 'ENTRYPOINT ["/sbin/init"]' --change 'CMD []' "$KUBESPRAY_BUILDER" "$IMAGE_KUBESPRAY_HOST"
  docker rm --force --volumes "$KUBESPRAY_BUILDER"
  if [ -n "$old" ]; then docker image rm "$old" || true; fi
}

ensure_kubespray_host() {
  docker image inspect "$IMAGE_KUBESPRAY_HOST" >/dev/null 2>&1 || rm -f "$LAB/state/kubespray-host"
  once kubespray-host "$(digest_of "$ROOTS_KEY" "$HERE/lib/kubespray.sh")" \
    "making the image of hosts for Ansible" build_kubespray_host
}
