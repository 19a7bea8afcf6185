# shellcheck shell=bash
# Kubernetes and its companions, built from Go modules by name.

BIN=$LAB/build/bin

go_version() { go env GOVERSION 2>/dev/null | sed 's/^go//; s/[^0-9.].*//'; }

at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# Go as the machine has it, or as the distribution has it, or, if those are too old, the toolchain module.
ensure_go() {
  local version proxy zip
  if [ -x "$LAB/go/bin/go" ]; then PATH=$LAB/go/bin:$PATH; fi
  version=$(go_version || true)
  if [ -n "$version" ] && at_least "$GO_MINIMUM" "$version"; then return 0; fi
  command -v go >/dev/null || install_packages golang-go unzip ca-certificates curl
  install_packages unzip curl ca-certificates
  proxy=$(go env GOPROXY | tr ',|' '\n' | grep -m 1 '^http') || die "Go $GO_MINIMUM is needed and go env GOPROXY names no proxy to get it from"
  zip=$LAB/build/toolchain.zip
  say "getting the Go $GO_TOOLCHAIN toolchain"
  curl -fsSL --retry 3 -o "$zip" "$proxy/golang.org/toolchain/@v/v0.0.1-go$GO_TOOLCHAIN.linux-$(go env GOARCH).zip"
  rm -rf "$LAB/build/toolchain" "$LAB/go"
  unzip -q "$zip" -d "$LAB/build/toolchain"
  mv "$LAB/build/toolchain/golang.org/"toolchain@* "$LAB/go"
  chmod -R u+w "$LAB/go"
  chmod +x "$LAB"/go/bin/* "$LAB"/go/pkg/tool/*/*
  rm -rf "$LAB/build/toolchain" "$zip"
  PATH=$LAB/go/bin:$PATH
}

# build_go MODULE-FOLDER LDFLAGS [GO-BUILD-ARGUMENT...]
build_go() {
  local folder=$HERE/$1 ldflags=$2
  shift 2
  ( cd "$folder" && GOFLAGS=-buildvcs=false GOWORK=off CGO_ENABLED=${CGO_ENABLED:-0} \
      go build -mod=readonly -trimpath -ldflags "-s -w $ldflags" "$@" )
}

# build_kubernetes_as VERSION FOLDER: Kubernetes' own programs, which say that they are of this version.
build_kubernetes_as() {
  local release=$1 folder=$2 commands=() command package version=""
  for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    version+=" -X $package.gitVersion=v$release -X $package.gitTreeState=clean"
    version+=" -X $package.gitMajor=${release%%.*} -X $package.gitMinor=$(cut -d. -f2 <<< "$release")"
  done
  for command in kubeadm kubectl kubelet kube-apiserver kube-controller-manager kube-scheduler kube-proxy; do
    commands+=("k8s.io/kubernetes/cmd/$command")
  done
  mkdir -p "$folder"
  build_go kubernetes "$version" -tags selinux,notest,grpcnotrace -o "$folder/" "${commands[@]}"
}

build_kubernetes() {
  build_kubernetes_as "$KUBERNETES_VERSION" "$BIN"
  build_go kubernetes "" -tags selinux,notest,grpcnotrace -o "$BIN/etcd" go.etcd.io/etcd/server/v3
}

build_companions() {
  mkdir -p "$BIN" "$LAB/build/cni"
  build_go pause "" -o "$BIN/pause" .
  build_go cri-tools "-X sigs.k8s.io/cri-tools/pkg/version.Version=$CRI_TOOLS_VERSION" -o "$BIN/crictl" sigs.k8s.io/cri-tools/cmd/crictl
  build_go coredns "" -o "$BIN/coredns" .
  # flanneld's UDP backend is C; linked statically it runs in any image.
  CGO_ENABLED=1 build_go flannel "-X github.com/flannel-io/flannel/pkg/version.Version=v$FLANNEL_VERSION -linkmode external -extldflags -static" \
    -tags netgo,osusergo -o "$BIN/flanneld" github.com/flannel-io/flannel
  build_go cni-flannel "" -o "$BIN/cni-flannel" github.com/containernetworking/plugins/plugins/meta/flannel
  # shellcheck disable=SC2046
  build_go cni "-X github.com/containernetworking/plugins/pkg/utils/buildversion.BuildVersion=v$CNI_VERSION" \
    -o "$LAB/build/cni/" $(cd "$HERE/cni" && go list -mod=readonly tool)
  install -m 644 "$(cd "$HERE/flannel" && go list -mod=readonly -m -f '{{.Dir}}' github.com/flannel-io/flannel)/Documentation/kube-flannel.yml" "$LAB/build/kube-flannel.yml"
}

go_inputs() { digest_of "$HERE"/{kubernetes,pause,cri-tools,coredns,flannel,cni-flannel,cni} "$HERE/lib/go.sh" "$HERE/lib/versions.sh"; }

ensure_binaries() {
  local key
  key=$(go_inputs)
  once companions "$key" "building CoreDNS, flannel, crictl and CNI plugins from their Go modules" build_companions
  once kubernetes "$key" "building Kubernetes $KUBERNETES_VERSION and etcd from their Go modules" build_kubernetes
}
