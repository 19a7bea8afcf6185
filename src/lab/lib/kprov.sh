# shellcheck shell=bash
# kprov itself: a JDK to build it with, its distribution, and what it needs to know of this lab.

REPO=$(cd "$HERE/../.." && pwd)

jdk_major() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null; }

# Prints the newest JDK (21 or later) in a usual place.
find_jdk() {
  local home major best='' best_major=20
  for home in "${KPROV_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*; do
    [ -x "$home/bin/javac" ] || continue
    major=$(jdk_major "$home")
    if [ "${major:-0}" -gt "$best_major" ]; then best=$home best_major=$major; fi
  done
  [ -n "$best" ] && echo "$best"
}

ensure_jdk() {
  local package
  install_packages maven
  if ! find_jdk >/dev/null; then
    for package in openjdk-25-jdk-headless openjdk-21-jdk-headless; do
      if apt-cache show "$package" >/dev/null 2>&1; then
        install_packages "$package"
        break
      fi
    done
  fi
  JAVA_HOME=$(find_jdk) || die "kprov is built with a JDK 21 or newer, and this system has no package of one: install Temurin (package temurin-25-jdk of adoptium.net) and run this again"
  export JAVA_HOME
}

# build_kprov [analysed]: builds target/kprov without its tests; nothing to do where the sources did not change. What was
# compiled without the analysis is compiled anew for it.
build_kprov() {
  local how=${1:-quick} key
  ensure_jdk
  key=$(digest_of "$REPO/pom.xml" "$REPO/src/main" "$REPO/src/build" "$REPO/profiles" "path=$REPO" "jdk=$JAVA_HOME")
  [ -x "$REPO/target/kprov/bin/kprov" ] || rm -f "$LAB/state/kprov" "$LAB/state/kprov-analysed"
  is_done kprov-analysed "$key" && return 0
  if [ "$how" = analysed ]; then
    once kprov-analysed "$key" "building and analysing kprov with Maven" build_analysed
  else
    once kprov "$key" "building kprov with Maven" run_maven -q -Dquick -Dmaven.test.skip=true package
  fi
}

build_analysed() {
  rm -rf "$REPO/target/classes" "$REPO/target/maven-status"
  run_maven -q -Dmaven.test.skip=true package
}

# Tests pass arguments in every script; in the C locale Java would not know their letters.
run_maven() { ( cd "$REPO" && LC_ALL=C.UTF-8 mvn -B -ntp "$@" </dev/null ); }

# write_profile FILE: the profile `kubeadm` for hosts that reach nothing but the mirror.
write_profile() {
  local mirror="http://$MIRROR_ADDRESS"
  cat > "$1.new" <<EOF
# Kubernetes $KUBERNETES_VERSION with kubeadm and flannel, from the lab's mirror
apiVersion: kprov/v1
installer: kubeadm
kubernetes:
  version: $KUBERNETES_VERSION
network:
  plugin: flannel
  manifest: $mirror/manifests/kube-flannel.yml
packages:
  kubernetes:
    url: $mirror/kubernetes/core:/stable:/v${KUBERNETES_VERSION%.*}/deb/
    suite: /
    key: $LAB/ssh/mirror.asc
  runtime:
    url: $mirror/debian
    suite: $DEBIAN_SUITE
    components: main
    key: $LAB/ssh/mirror.asc
images:
  mirrors:
    registry.k8s.io: ["$mirror:5000"]
    ghcr.io: ["$mirror:5000"]
# What this kind of machine needs: the hosts share its kernel and may run on cgroup v1.
kubeadm:
  initConfiguration:
    nodeRegistration:
      ignorePreflightErrors: [SystemVerification]
  joinConfiguration:
    nodeRegistration:
      ignorePreflightErrors: [SystemVerification]
  kubeletConfiguration:
    failCgroupV1: false
  kubeProxyConfiguration:
    conntrack:
      maxPerCore: 0
EOF
  mv "$1.new" "$1"
}
