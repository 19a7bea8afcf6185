# shellcheck shell=bash
# Add-ons that tests put into a cluster: one that carries NetworkPolicies out, and one that makes volumes on demand.

KUBE_ROUTER_VERSION=2.1.0
LOCAL_PATH_VERSION=0.0.30

build_add_ons() {
  local content=$LAB/mirror/$CONTENT_KEY images=$LAB/build/images busybox tools
  build_go kube-router "-X github.com/cloudnativelabs/kube-router/v2/pkg/version.Version=v$KUBE_ROUTER_VERSION" \
    -o "$BIN/" github.com/cloudnativelabs/kube-router/v2/cmd/kube-router
  build_go local-path-provisioner "-X main.VERSION=v$LOCAL_PATH_VERSION" \
    -o "$BIN/" github.com/rancher/local-path-provisioner
  REGISTRY=$content/registry/docker/registry/v2
  busybox=$(layer "$images/busybox")
  tools=$(layer "$images/tools")
  publish lab/kube-router "v$KUBE_ROUTER_VERSION" \
    "$(image /usr/local/bin/kube-router "$busybox" "$tools" "$(binary_layer "$BIN/kube-router" /usr/local/bin/kube-router)")" sound-only
  publish lab/local-path-provisioner "v$LOCAL_PATH_VERSION" \
    "$(image "" "$busybox" "$(binary_layer "$BIN/local-path-provisioner" /usr/bin/local-path-provisioner)")" sound-only
  rm -f "$REGISTRY"/scratch*
  chmod -R a+rX "$content"
}

ensure_add_ons() {
  [ -d "$LAB/mirror/$CONTENT_KEY/registry/docker/registry/v2/repositories/lab/kube-router" ] || rm -f "$LAB/state/add-ons"
  once add-ons "$(digest_of "$CONTENT_KEY" "$HERE"/{kube-router,local-path-provisioner} "$HERE"/lib/{go,add-ons}.sh)" \
    "building kube-router $KUBE_ROUTER_VERSION and local-path-provisioner $LOCAL_PATH_VERSION from their Go modules" build_add_ons
}
