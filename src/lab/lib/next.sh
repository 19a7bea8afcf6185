# shellcheck shell=bash
# The next patch release of Kubernetes, for upgrades: the same source, linked with another version.

KUBERNETES_NEXT=${KUBERNETES_VERSION%.*}.$((${KUBERNETES_VERSION##*.} + 1))

build_next() {
  local next=$LAB/build/next content=$LAB/mirror/$CONTENT_KEY images=$LAB/build/images proxy
  build_kubernetes_as "$KUBERNETES_NEXT" "$next/bin"
  rm -rf "$next/deb" "$next/debs" "$content/www/next"
  ( PACKING=$next && pack_kubernetes "$KUBERNETES_NEXT" "$next/bin" && kubernetes_repository "$content/www/next/deb" )
  gpgconf --kill all
  REGISTRY=$content/registry/docker/registry/v2
  control_plane_images "$KUBERNETES_NEXT" "$next/bin"
  proxy=$(image "" "$(layer "$images/busybox")" "$(layer "$images/tools")" "$(binary_layer "$next/bin/kube-proxy" /usr/local/bin/kube-proxy)")
  publish kube-proxy "v$KUBERNETES_NEXT" "$proxy" sound-only
  rm -f "$REGISTRY"/scratch*
  chmod -R a+rX "$content"
}

ensure_next() {
  [ -d "$LAB/mirror/$CONTENT_KEY/www/next" ] || rm -f "$LAB/state/next"
  once next "$(digest_of "$CONTENT_KEY" "$HERE/lib/next.sh")" \
    "linking Kubernetes $KUBERNETES_NEXT, which clusters are upgraded to" build_next
}
