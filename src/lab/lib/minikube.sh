# shellcheck shell=bash
# minikube, built from its Go module.

MINIKUBE_VERSION=1.38.1

build_minikube() {
  local version=k8s.io/minikube/pkg/version
  # The driver for libvirt is C; the tag has it look for the library only when it is used.
  CGO_ENABLED=1 build_go minikube \
    "-X $version.version=v$MINIKUBE_VERSION -X $version.isoVersion=v1.38.0 -X $version.storageProvisionerVersion=v5" \
    -tags libvirt_dlopen -o "$BIN/minikube" k8s.io/minikube/cmd/minikube
}

ensure_minikube() {
  once minikube "$(digest_of "$HERE/minikube" "$HERE/lib/go.sh" "$(declare -f build_minikube)")" \
    "building minikube $MINIKUBE_VERSION from its Go module" build_minikube
}
