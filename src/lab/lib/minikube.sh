# shellcheck shell=bash
# minikube, and a host that its drivers ssh and none accept: the lab's host with what minikube expects to find.

MINIKUBE_VERSION=1.38.1
IMAGE_MINIKUBE_HOST=kprov-lab/minikube-host:v$KUBERNETES_VERSION
MINIKUBE_BUILDER=kprov-lab-build-minikube-host

build_minikube() {
  local version=k8s.io/minikube/pkg/version
  # The driver for libvirt is C; the tag has it look for the library only when it is used.
  CGO_ENABLED=1 build_go minikube \
    "-X $version.version=v$MINIKUBE_VERSION -X $version.isoVersion=v1.38.0 -X $version.storageProvisionerVersion=v5" \
    -tags libvirt_dlopen -o "$BIN/minikube" k8s.io/minikube/cmd/minikube
}

in_minikube_builder() { docker exec -i "$MINIKUBE_BUILDER" "$@"; }

# minikube knows how to make use of two systems: its own and Ubuntu.
dress_minikube_host() {
  local root=$LAB/build/minikube-host
  rm -rf "$root"
  mkdir -p "$root/debs"
  cp -a --no-preserve=ownership "$HERE/minikube-host/." "$root/"
  sed -i "s/@PAUSE_VERSION@/$PAUSE_VERSION/" "$root/etc/containerd/config.toml"
  cp "$LAB/build/debs/"{cri-tools,kubernetes-cni}_*.deb "$root/debs/"
  tar -C "$root" --owner=0 --group=0 -c . | in_minikube_builder tar -C / --keep-directory-symlink -x
  in_minikube_builder sh -c 'dpkg --install /debs/*.deb && rm -rf /debs'
  in_minikube_builder groupadd --system docker
  in_minikube_builder sed -i 's/^ID=debian$/ID=ubuntu/' /usr/lib/os-release
  in_minikube_builder grep -q '^ID=ubuntu$' /etc/os-release
}

build_minikube_host() {
  local old
  old=$(docker image inspect --format '{{.Id}}' "$IMAGE_MINIKUBE_HOST" 2>/dev/null || true)
  docker rm --force --volumes "$MINIKUBE_BUILDER" >/dev/null 2>&1 || true
  docker run --detach --name "$MINIKUBE_BUILDER" --network none --entrypoint sleep "$IMAGE_HOST" infinity
  dress_minikube_host
  docker commit --change 'ENTRYPOINT ["/sbin/init"]' --change 'CMD []' "$MINIKUBE_BUILDER" "$IMAGE_MINIKUBE_HOST"
  docker rm --force --volumes "$MINIKUBE_BUILDER"
  if [ -n "$old" ]; then docker image rm "$old" || true; fi
}

ensure_minikube() {
  once minikube "$(digest_of "$HERE/minikube" "$HERE/lib/go.sh" "$(declare -f build_minikube)")" \
    "building minikube $MINIKUBE_VERSION from its Go module" build_minikube
  docker image inspect "$IMAGE_MINIKUBE_HOST" >/dev/null 2>&1 || rm -f "$LAB/state/minikube-host"
  once minikube-host "$(digest_of "$CONTENT_KEY" "$HERE/minikube-host" "$HERE/lib/minikube.sh")" \
    "making the image of hosts for minikube" build_minikube_host
}
