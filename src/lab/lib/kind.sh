# shellcheck shell=bash
# kind, and the image its nodes are made of: the lab's host with Kubernetes and every image of a cluster in it.

IMAGE_KIND_NODE=kprov-lab/kind-node:v$KUBERNETES_VERSION
KIND_BUILDER=kprov-lab-build-kind-node

build_kind() { build_go kind "" -o "$BIN/kind" sigs.k8s.io/kind; }

in_builder() { docker exec -i "$KIND_BUILDER" "$@"; }

# The images of a cluster, as the mirror has them.
kind_node_images() {
  local component
  for component in kube-apiserver kube-controller-manager kube-scheduler kube-proxy; do
    echo "registry.k8s.io/$component:v$KUBERNETES_VERSION"
  done
  echo "registry.k8s.io/etcd:$ETCD_IMAGE_TAG"
  echo "registry.k8s.io/coredns/coredns:v$COREDNS_VERSION"
  echo "registry.k8s.io/pause:$PAUSE_VERSION"
  echo "ghcr.io/flannel-io/flannel:v$FLANNEL_VERSION"
}

# The files beside lib/ with the lab's versions filled in, and the programs.
dress_kind_node() {
  local root=$LAB/build/kind-node unit
  rm -rf "$root"
  mkdir -p "$root/debs"
  cp -a --no-preserve=ownership "$HERE/kind-node/." "$root/"
  sed -i "s/@PAUSE_VERSION@/$PAUSE_VERSION/" "$root/etc/containerd/config.toml"
  sed -i "s/@FLANNEL_VERSION@/$FLANNEL_VERSION/" "$root/kind/manifests/default-cni.yaml"
  printf 'v%s' "$KUBERNETES_VERSION" > "$root/kind/version"
  chmod 755 "$root"/usr/local/sbin/*
  cp "$LAB/build/debs/"*.deb "$root/debs/"
  install -D -m 755 "$BIN/cni-flannel" "$root/opt/cni/bin/flannel"
  # dpkg keeps those of our files that a package brings, too.
  tar -C "$root" --owner=0 --group=0 -c . | in_builder tar -C / --keep-directory-symlink -x
  in_builder sh -c 'dpkg --force-confold --install /debs/*.deb && rm -rf /debs'
  for unit in lab-boot.service ssh.service; do in_builder systemctl disable "$unit"; done
  in_builder systemctl enable containerd.service kubelet.service
}

# Fetched by a containerd inside, not unpacked: each node unpacks what it runs. The mirror is known here only.
fill_kind_node() {
  local image registry deadline=$((SECONDS + 20))
  for registry in registry.k8s.io ghcr.io; do
    in_builder mkdir -p "/run/certs.d/$registry"
    in_builder tee "/run/certs.d/$registry/hosts.toml" <<< "[host.\"http://$MIRROR_ADDRESS:5000\"]"
  done
  docker exec --detach "$KIND_BUILDER" containerd
  until in_builder ctr version; do
    [ "$SECONDS" -lt "$deadline" ]
    sleep 0.2
  done
  for image in $(kind_node_images); do
    in_builder ctr --namespace k8s.io content fetch --hosts-dir /run/certs.d "$image"
  done
  in_builder sh -c 'pkill -x containerd; while pgrep -x containerd; do sleep 0.1; done'
  in_builder rm -rf /run/certs.d /run/containerd
}

build_kind_node() {
  local old
  old=$(docker image inspect --format '{{.Id}}' "$IMAGE_KIND_NODE" 2>/dev/null || true)
  docker rm --force --volumes "$KIND_BUILDER" >/dev/null 2>&1 || true
  # The label becomes the image's, and so every node's: src/lab/down removes what tests of kind left behind.
  docker run --detach --name "$KIND_BUILDER" --network "$NETWORK" --privileged --cgroupns private \
    --stop-signal SIGRTMIN+3 --label "$LABEL=kind-node" --entrypoint sleep "$IMAGE_HOST" infinity
  dress_kind_node
  fill_kind_node
  docker commit --change 'ENTRYPOINT ["/usr/local/sbin/node"]' --change 'CMD []' "$KIND_BUILDER" "$IMAGE_KIND_NODE"
  docker rm --force --volumes "$KIND_BUILDER"
  if [ -n "$old" ]; then docker image rm "$old" || true; fi
}

ensure_kind() {
  once kind "$(digest_of "$HERE/kind" "$HERE/lib/go.sh")" "building kind from its Go module" build_kind
  docker image inspect "$IMAGE_KIND_NODE" >/dev/null 2>&1 || rm -f "$LAB/state/kind-node"
  once kind-node "$(digest_of "$CONTENT_KEY" "$HERE/kind-node" "$HERE/lib/kind.sh")" \
    "making the image of kind's nodes" build_kind_node
}
