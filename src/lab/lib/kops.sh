# shellcheck shell=bash
# kops, and a Python that plays the cloud for it.

KOPS_VERSION=1.36.2

build_kops() {
  build_go kops "-X k8s.io/kops.Version=$KOPS_VERSION" -o "$BIN/" k8s.io/kops/cmd/kops
}

# moto is a library of Python and gets an environment of its own.
build_moto() {
  python3 -c "import ensurepip, venv" 2>/dev/null || install_packages python3-venv
  rm -rf "$LAB/build/moto"
  python3 -m venv "$LAB/build/moto"
  "$LAB/build/moto/bin/pip" install --quiet --no-cache-dir --requirement "$HERE/kops/requirements.txt"
}

# The channel is what kops reads images and versions from, on the Internet unless it is told otherwise.
build_kops_channel() {
  install -m 644 "$(cd "$HERE/kops" && GOWORK=off go list -mod=readonly -m -f '{{.Dir}}' k8s.io/kops)/channels/stable" "$LAB/build/kops-channel"
}

ensure_kops() {
  once kops "$(digest_of "$HERE/kops/go.mod" "$HERE/kops/go.sum" "$HERE/lib/go.sh" "$(declare -f build_kops build_kops_channel)")" \
    "building kops $KOPS_VERSION from its Go module" build_kops_with_channel
  once moto "$(digest_of "$HERE/kops/requirements.txt" "$(declare -f build_moto)")" \
    "installing moto, which plays a cloud for kops" build_moto
}

build_kops_with_channel() {
  build_kops
  build_kops_channel
}
