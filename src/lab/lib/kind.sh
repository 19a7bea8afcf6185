# shellcheck shell=bash
# kind, built from its Go module.

build_kind() { build_go kind "" -o "$BIN/kind" sigs.k8s.io/kind; }

ensure_kind() {
  once kind "$(digest_of "$HERE/kind" "$HERE/lib/go.sh")" "building kind from its Go module" build_kind
}
