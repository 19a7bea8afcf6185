# shellcheck shell=bash
# What the real kubespray downloads, laid out by original domain, for those who have a checkout: KPROV_KUBESPRAY=DIR.

REAL_CONTAINERD=2.3.4
REAL_ETCD=3.6.8
REAL_RUNC=1.4.3
REAL_NERDCTL=2.3.0

# download PATH: prints the file at which the mirror has that path of a domain.
download() { mkdir -p "$(dirname "$REAL/$1")"; printf %s "$REAL/$1"; }

# archive FILE FOLDER [MEMBER...]
archive() {
  local file=$1 folder=$2
  shift 2
  tar -czf "$file" --owner=0 --group=0 --sort=name --mtime=@0 -C "$folder" "${@:-.}"
}

checksum() { printf '    %s: "sha256:%s"\n' "$1" "$(sha256sum < "$2" | cut -d' ' -f1)"; }

build_real_kubespray() {
  local REAL=$LAB/mirror/$CONTENT_KEY/www/kubespray built=$LAB/build/real-kubespray stage program file url
  rm -rf "$REAL" "$built/stage"
  stage=$built/stage
  mkdir -p "$built/bin" "$stage/etcd-v$REAL_ETCD-linux-amd64" "$stage/nerdctl" "$stage/containerd/bin"
  build_go kubespray-binaries "-X github.com/containerd/containerd/v2/version.Version=$REAL_CONTAINERD" -o "$built/bin/" \
    github.com/containerd/containerd/v2/cmd/{containerd,containerd-shim-runc-v2,ctr} go.etcd.io/etcd/{etcdctl,etcdutl}/v3
  cp "$BIN/etcd" "$stage/etcd-v$REAL_ETCD-linux-amd64/etcd"
  cp "$built"/bin/etcd{ctl,utl} "$stage/etcd-v$REAL_ETCD-linux-amd64/"
  cp "$built"/bin/{containerd,containerd-shim-runc-v2,ctr} "$stage/containerd/bin/"
  # It is asked for its completion and nothing else: image_command_tool is crictl.
  printf '#!/bin/sh\n[ "$1" = completion ]\n' > "$stage/nerdctl/nerdctl"
  chmod 755 "$stage/nerdctl/nerdctl"
  url=http://$MIRROR_ADDRESS/kubespray
  {
    echo "    files_repo: $url"
    echo "    github_url: $url/github.com"
    echo "    dl_k8s_io_url: $url/dl.k8s.io"
    for program in kube docker quay github gcr; do echo "    ${program}_image_repo: \"$MIRROR_ADDRESS:5000\""; done
    echo "    flannel_image_repo: \"$MIRROR_ADDRESS:5000/flannel-io/flannel\""
    echo "    flannel_image_tag: v$FLANNEL_VERSION"
    echo "    flannel_init_image_repo: \"$MIRROR_ADDRESS:5000/flannel-io/flannel-cni-plugin\""
    echo "    flannel_init_image_tag: $FLANNEL_CNI_TAG"
    echo "    upstream_dns_servers: [\"$MIRROR_ADDRESS\"]"
    echo "    etcd_version: $REAL_ETCD"
    file=$(download "github.com/etcd-io/etcd/releases/download/v$REAL_ETCD/etcd-v$REAL_ETCD-linux-amd64.tar.gz")
    archive "$file" "$stage" "etcd-v$REAL_ETCD-linux-amd64"
    checksum etcd_binary_checksum "$file"
    echo "    cni_version: $CNI_VERSION"
    file=$(download "github.com/containernetworking/plugins/releases/download/v$CNI_VERSION/cni-plugins-linux-amd64-v$CNI_VERSION.tgz")
    archive "$file" "$LAB/build/cni"
    checksum cni_binary_checksum "$file"
    echo "    crictl_version: $CRI_TOOLS_VERSION"
    file=$(download "github.com/kubernetes-sigs/cri-tools/releases/download/v$CRI_TOOLS_VERSION/crictl-v$CRI_TOOLS_VERSION-linux-amd64.tar.gz")
    archive "$file" "$BIN" crictl
    checksum crictl_binary_checksum "$file"
    echo "    runc_version: $REAL_RUNC"
    file=$(download "github.com/opencontainers/runc/releases/download/v$REAL_RUNC/runc.amd64")
    docker run --rm --network none --entrypoint cat "$IMAGE_HOST" /usr/sbin/runc > "$file"
    checksum runc_binary_checksum "$file"
    echo "    nerdctl_version: $REAL_NERDCTL"
    file=$(download "github.com/containerd/nerdctl/releases/download/v$REAL_NERDCTL/nerdctl-$REAL_NERDCTL-linux-amd64.tar.gz")
    archive "$file" "$stage/nerdctl"
    checksum nerdctl_archive_checksum "$file"
    echo "    containerd_version: $REAL_CONTAINERD"
    file=$(download "github.com/containerd/containerd/releases/download/v$REAL_CONTAINERD/containerd-$REAL_CONTAINERD-linux-amd64.tar.gz")
    archive "$file" "$stage/containerd" bin
    checksum containerd_archive_checksum "$file"
    for program in kubeadm kubelet kubectl; do
      file=$(download "dl.k8s.io/release/v$KUBERNETES_VERSION/bin/linux/amd64/$program")
      cp "$BIN/$program" "$file"
      checksum "${program}_binary_checksum" "$file"
    done
    cat "$HERE/kubespray-binaries/variables.yaml"
  } > "$LAB/kubespray.yaml"
  chmod -R a+rX "$REAL"
}

ensure_real_kubespray() {
  [ -n "${KPROV_KUBESPRAY:-}" ] || return 0
  [ -d "$LAB/mirror/$CONTENT_KEY/www/kubespray" ] || rm -f "$LAB/state/real-kubespray"
  once real-kubespray "$(digest_of "$CONTENT_KEY" "$HERE/lib/real-kubespray.sh" "$HERE/kubespray-binaries")" \
    "building what kubespray downloads: containerd $REAL_CONTAINERD, etcd's tools" build_real_kubespray
}
