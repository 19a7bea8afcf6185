# shellcheck shell=bash
# kwok, which plays nodes, and kwokctl, which starts a control plane of programs for it.

KWOK_VERSION=0.8.0

build_kwok() {
  build_go kwok "-X sigs.k8s.io/kwok/pkg/consts.Version=v$KWOK_VERSION" -o "$BIN/" \
    sigs.k8s.io/kwok/cmd/kwok sigs.k8s.io/kwok/cmd/kwokctl
}

ensure_kwok() {
  once kwok "$(digest_of "$HERE/kwok" "$HERE/lib/go.sh" "$HERE/lib/kwok.sh")" \
    "building kwok $KWOK_VERSION from its Go module" build_kwok
}
