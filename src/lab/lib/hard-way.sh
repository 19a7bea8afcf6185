# shellcheck shell=bash
# What the profile `the-hard-way` downloads, laid out and with the checksums that it has on the servers of its projects.

# share PROGRAM TARGET: as a hard link where that is possible, for the programs are large.
share() { cp --link "$1" "$2" 2>/dev/null || cp "$1" "$2"; }

hash_of() { sha256sum < "$1" | cut -d' ' -f1; }

# dl.k8s.io has the bare checksum beside each program.
share_kubernetes() {
  local folder=$1/v$KUBERNETES_VERSION/bin/linux/amd64 program
  mkdir -p "$folder"
  for program in kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kubectl; do
    share "$BIN/$program" "$folder/$program"
    hash_of "$folder/$program" > "$folder/$program.sha256"
  done
}

# etcd's releases have one list of checksums; etcdctl is another module, and nothing here needs it.
pack_etcd() {
  local version=v${ETCD_IMAGE_TAG%-*} name
  name=etcd-$version-linux-amd64
  mkdir -p "$1/$version"
  tar -C "$BIN" --owner=0 --group=0 --transform "s,^,$name/," -c etcd | gzip -1 > "$1/$version/$name.tar.gz"
  ( cd "$1/$version" && sha256sum "$name.tar.gz" > SHA256SUMS )
}

pack_cni() {
  local version=v$CNI_VERSION name
  name=cni-plugins-linux-amd64-$version.tgz
  mkdir -p "$1/$version"
  tar -C "$LAB/build/cni" --owner=0 --group=0 -c . | gzip -1 > "$1/$version/$name"
  ( cd "$1/$version" && sha256sum "$name" > "$name.sha256" )
}

build_hard_way() {
  rm -rf "$HARD_WAY" "$HARD_WAY.new"
  share_kubernetes "$HARD_WAY.new/kubernetes"
  pack_etcd "$HARD_WAY.new/etcd"
  pack_cni "$HARD_WAY.new/cni"
  chmod -R a+rX "$HARD_WAY.new"
  mv "$HARD_WAY.new" "$HARD_WAY"
}

# Beside what the mirror serves already, which need not be made nor started again for it.
ensure_hard_way() {
  HARD_WAY=$LAB/mirror/$CONTENT_KEY/www/the-hard-way
  [ -d "$HARD_WAY" ] || rm -f "$LAB/state/hard-way"
  once hard-way "$(digest_of "$CONTENT_KEY" "$HERE/lib/hard-way.sh")" "sharing what the hard way downloads" build_hard_way
}
