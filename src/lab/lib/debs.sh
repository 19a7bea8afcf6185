# shellcheck shell=bash
# Kubernetes' packages, named, versioned and laid out as on pkgs.k8s.io, and the mirror's two apt repositories.

# pack NAME VERSION DESCRIPTION [CONTROL-LINE...]: packs $PACKING/deb/NAME into $PACKING/debs.
PACKING=$LAB/build
pack() {
  local name=$1 version=$2 description=$3 root=$PACKING/deb/$1
  shift 3
  mkdir -p "$root/DEBIAN" "$PACKING/debs"
  {
    printf 'Package: %s\nVersion: %s\nArchitecture: amd64\nMaintainer: kprov lab <lab@lab.internal>\nSection: net\nPriority: optional\n' "$name" "$version"
    for line in "$@"; do printf '%s\n' "$line"; done
    printf 'Description: %s\n' "$description"
  } > "$root/DEBIAN/control"
  if [ -d "$HERE/debian/$name" ]; then cp -a "$HERE/debian/$name/." "$root/"; fi
  if [ -d "$root/etc" ]; then ( cd "$root" && find etc -type f ! -name '.*' | sed 's,^,/,' > DEBIAN/conffiles ); fi
  # gzip -1: the files live for one installation, and two cores have better things to do.
  dpkg-deb --root-owner-group -Zgzip -z1 --build "$root" "$PACKING/debs/${name}_${version}_amd64.deb"
}

# pack_kubernetes VERSION FOLDER: its programs of the folder.
pack_kubernetes() {
  local version=$1-1.1 folder=$2 command
  for command in kubeadm kubelet kubectl; do install -D -m 755 "$folder/$command" "$PACKING/deb/$command/usr/bin/$command"; done
  pack kubeadm "$version" 'Command-line utility for administering a Kubernetes cluster'
  pack kubelet "$version" 'Node agent for Kubernetes clusters' 'Depends: kubernetes-cni (>= 1.2.0), mount, util-linux' 'Recommends: iptables (>= 1.8.4)'
  pack kubectl "$version" 'Command-line utility for interacting with a Kubernetes cluster'
}

build_debs() {
  local deb=$PACKING/deb
  rm -rf "$deb" "$PACKING/debs"
  pack_kubernetes "$KUBERNETES_VERSION" "$BIN"
  install -D -m 755 "$BIN/crictl" "$deb/cri-tools/usr/bin/crictl"
  install -D -m 755 -t "$deb/kubernetes-cni/opt/cni/bin" "$LAB/build/cni/"*
  pack cri-tools "$CRI_TOOLS_VERSION-1.1" 'Command-line utility for interacting with a container runtime'
  pack kubernetes-cni "$CNI_VERSION-1.1" 'Binaries required to provision container networking'
}

release() { # ORIGIN SUITE COMPONENTS
  apt-ftparchive -o "APT::FTPArchive::Release::Origin=$1" -o "APT::FTPArchive::Release::Label=$1" \
    -o "APT::FTPArchive::Release::Suite=$2" -o "APT::FTPArchive::Release::Codename=$2" \
    -o APT::FTPArchive::Release::Architectures=amd64 ${3:+-o "APT::FTPArchive::Release::Components=$3"} release .
}

kubernetes_repository() {
  local folder=$1
  mkdir -p "$folder/amd64"
  cp "$PACKING/debs/"*.deb "$folder/amd64/"
  cd "$folder" || return
  apt-ftparchive packages amd64 > Packages
  gzip -9nk Packages
  release kubernetes-lab deb "" > "$LAB/build/Release"
  mv "$LAB/build/Release" Release
  sign Release
  cp "$LAB/ssh/mirror.asc" Release.key
}

runtime_repository() {
  local folder=$1 index
  mkdir -p "$folder/pool"
  cp "$LAB/build/runtime-debs/"*.deb "$folder/pool/"
  cd "$folder" || return
  index=dists/$DEBIAN_SUITE/main/binary-amd64
  mkdir -p "$index"
  apt-ftparchive packages pool > "$index/Packages"
  gzip -9nk "$index/Packages"
  cd "dists/$DEBIAN_SUITE" || return
  release kprov-lab "$DEBIAN_SUITE" main > "$LAB/build/Release"
  mv "$LAB/build/Release" Release
  sign Release
  cp "$LAB/ssh/mirror.asc" "$folder/Release.key"
}
