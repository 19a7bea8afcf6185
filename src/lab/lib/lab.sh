# shellcheck shell=bash
# Loads the pieces. HERE is src/lab.

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
for piece in versions common packages engine go keys tools roots debs oci content next network kind minikube kwok kops hard-way kubespray real-kubespray hosts sshd clock add-ons kprov; do
  # shellcheck source=/dev/null
  . "$HERE/lib/$piece.sh"
done

# Everything but the hosts: idempotent, and quick where nothing changed.
prepare_lab() {
  check_rights
  take_lock
  ensure_packages
  ensure_go
  start_engine
  ensure_keys
  name_images
  name_content
  # The root file systems mostly wait for the network and the disk, the compiler does not.
  ensure_roots &
  local roots=$!
  ensure_binaries
  wait "$roots" || exit 1
  ensure_content
  ensure_network
  raise_limits
  start_mirror
  write_properties
}

# The installers besides kubeadm, what they need, and a wrong clock: for tests, so that a demonstration need not wait for them.
prepare_installers() {
  ensure_next
  ensure_kind
  ensure_minikube
  ensure_hard_way
  ensure_kwok
  ensure_kubespray_host
  ensure_real_kubespray
  ensure_kops
  ensure_clock
  ensure_add_ons
}

write_properties() {
  {
    echo "# Written by src/lab; for tests and scripts that start hosts themselves."
    echo "lab=$LAB"
    echo "label=$LABEL"
    echo "docker.host=$DOCKER_HOST"
    echo "docker.api.version=$(docker version --format '{{.Server.APIVersion}}')"
    echo "network=$NETWORK"
    echo "subnet=$SUBNET"
    echo "image.host=$IMAGE_HOST"
    echo "image.bare=$IMAGE_BARE"
    echo "image.mirror=$IMAGE_MIRROR"
    echo "tiny.image=$IMAGE_TINY"
    echo "mirror.address=$MIRROR_ADDRESS"
    echo "mirror.apt.kubernetes.url=http://$MIRROR_ADDRESS/kubernetes/core:/stable:/v${KUBERNETES_VERSION%.*}/deb/"
    echo "mirror.apt.runtime.url=http://$MIRROR_ADDRESS/debian"
    echo "mirror.apt.runtime.suite=$DEBIAN_SUITE"
    echo "mirror.apt.key=$LAB/ssh/mirror.asc"
    echo "mirror.apt.key.url=http://$MIRROR_ADDRESS/kubernetes/core:/stable:/v${KUBERNETES_VERSION%.*}/deb/Release.key"
    echo "mirror.registry=$MIRROR_ADDRESS:5000"
    echo "mirror.flannel.url=http://$MIRROR_ADDRESS/manifests/kube-flannel.yml"
    echo "ssh.key=$LAB/ssh/id_ed25519"
    echo "ops.password.file=$LAB/ssh/ops.password"
    echo "kind.binary=$BIN/kind"
    echo "kind.node.image=$IMAGE_KIND_NODE"
    echo "minikube.binary=$BIN/minikube"
    echo "minikube.host.image=$IMAGE_MINIKUBE_HOST"
    echo "kubespray.host.image=$IMAGE_KUBESPRAY_HOST"
    echo "minikube.mirror=http://$MIRROR_ADDRESS/minikube"
    echo "hard-way.mirror=http://$MIRROR_ADDRESS/the-hard-way"
    echo "kwok.binary=$BIN/kwok"
    echo "kwokctl.binary=$BIN/kwokctl"
    echo "kops.binary=$BIN/kops"
    echo "kops.channel=$LAB/build/kops-channel"
    echo "moto.python=$LAB/build/moto/bin/python"
    echo "clock.library=$CLOCK"
    echo "kubernetes.binaries=$BIN"
    echo "kubernetes.version=v$KUBERNETES_VERSION"
    echo "kubernetes.next=v$KUBERNETES_NEXT"
  } > "$LAB/lab.properties.new"
  mv "$LAB/lab.properties.new" "$LAB/lab.properties"
  write_profile "$LAB/kubeadm.yaml"
}
