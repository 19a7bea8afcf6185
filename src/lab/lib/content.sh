# shellcheck shell=bash
# Everything the mirror serves.

# publish NAME TAG IMAGE: under its name, and under broken/NAME for the site whose images are damaged.
publish() {
  local image
  read -r -a image <<< "$3"
  tag "$1" "$2" "${image[@]}"
  [ -n "${4:-}" ] || tag "broken/$1" "$2" "${image[@]}"
}

# control_plane_images VERSION FOLDER: of its programs in the folder.
control_plane_images() {
  local component
  for component in kube-apiserver kube-controller-manager kube-scheduler; do
    publish "$component" "v$1" "$(image "" "$(binary_layer "$2/$component" "/usr/local/bin/$component")")"
  done
}

build_images() {
  local version=v$KUBERNETES_VERSION images=$LAB/build/images busybox tools flawed component
  REGISTRY=$1/docker/registry/v2
  mkdir -p "$REGISTRY"
  control_plane_images "$KUBERNETES_VERSION" "$BIN"
  publish etcd "$ETCD_IMAGE_TAG" "$(image "" "$(binary_layer "$BIN/etcd" /usr/local/bin/etcd)")"
  publish pause "$PAUSE_VERSION" "$(image /pause "$(binary_layer "$BIN/pause" /pause)")"
  component=$(image /coredns "$(binary_layer "$BIN/coredns" /coredns)")
  publish coredns/coredns "v$COREDNS_VERSION" "$component"
  # Where imageRepository is set, kubeadm asks for coredns without the folder.
  publish coredns "v$COREDNS_VERSION" "$component"

  busybox=$(layer "$images/busybox")
  tools=$(layer "$images/tools")
  rm -rf "$images/flawed"
  cp -a "$images/tools" "$images/flawed"
  find "$images/flawed" -name libm.so.6 -delete
  flawed=$(layer "$images/flawed")
  component=$(binary_layer "$BIN/kube-proxy" /usr/local/bin/kube-proxy)
  # Of the pods of `kprov verify --level deep`, as kprov names it.
  publish e2e-test-images/busybox 1.37.0-1 "$(image "" "$busybox")"
  publish kube-proxy "$version" "$(image "" "$busybox" "$tools" "$component")" sound-only
  publish broken/kube-proxy "$version" "$(image "" "$busybox" "$flawed" "$component")" sound-only
  publish flannel-io/flannel "v$FLANNEL_VERSION" "$(image /opt/bin/flanneld "$busybox" "$tools" "$(binary_layer "$BIN/flanneld" /opt/bin/flanneld)")"
  publish flannel-io/flannel-cni-plugin "$FLANNEL_CNI_TAG" "$(image "" "$busybox" "$(binary_layer "$BIN/cni-flannel" /flannel)")"
  rm -f "$REGISTRY"/scratch*
}

# binaries FOLDER: the programs that minikube downloads, laid out as on dl.k8s.io.
binaries() {
  local folder=$1/v$KUBERNETES_VERSION/bin/linux/amd64 command
  for command in kubeadm kubelet kubectl; do
    install -D -m 755 "$BIN/$command" "$folder/$command"
    sha256sum < "$BIN/$command" | cut -d' ' -f1 > "$folder/$command.sha256"
  done
}

build_content() {
  local content=$LAB/mirror/$CONTENT_KEY old
  for old in "$LAB"/mirror/*; do [ "$old" = "$LAB/mirror/hosts" ] || as_root rm -rf "$old"; done
  mkdir -p "$content/www/manifests" "$content/www/debian"
  ( kubernetes_repository "$content/www/kubernetes/core:/stable:/v${KUBERNETES_VERSION%.*}/deb" )
  ( runtime_repository "$content/www/debian" )
  gpgconf --kill all
  cp "$LAB/build/kube-flannel.yml" "$content/www/manifests/"
  binaries "$content/www/minikube"
  build_images "$content/registry"
  chmod -R a+rX "$content"
}

name_content() {
  CONTENT_KEY=$(digest_of "$ROOTS_KEY" "$HERE"/lib/{content,oci,debs,versions}.sh "$HERE/debian" "$(go_inputs)" "$LAB/ssh/mirror.asc")
}

ensure_content() {
  once debs "$(digest_of "$(go_inputs)" "$HERE/debian" "$HERE/lib/debs.sh" "$HERE/lib/versions.sh")" "packing Kubernetes' Debian packages" build_debs
  [ -d "$LAB/mirror/$CONTENT_KEY" ] || rm -f "$LAB/state/content"
  once content "$CONTENT_KEY" "filling the mirror: packages and images" build_content
}
