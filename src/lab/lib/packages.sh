# shellcheck shell=bash
# Packages the lab needs on this machine.

is_installed() { [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

install_packages() {
  local missing=() package
  for package in "$@"; do is_installed "$package" || missing+=("$package"); done
  [ "${#missing[@]}" -gt 0 ] || return 0
  say "installing ${missing[*]}"
  as_root apt-get update -q >> "$LAB/log/apt.log" 2>&1 || say "  apt-get update complains, see $LAB/log/apt.log"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "${missing[@]}" >> "$LAB/log/apt.log" 2>&1 ||
    { tail -n 20 "$LAB/log/apt.log" >&2; die "cannot install ${missing[*]}"; }
}

ensure_packages() {
  command -v apt-get >/dev/null || die "needs Debian 12+ or Ubuntu 22.04+"
  [ "$(dpkg --print-architecture)" = amd64 ] || die "the lab is made for amd64"
  install_packages debootstrap debian-archive-keyring apt-utils gpg openssl openssh-client iptables iproute2 curl ca-certificates gcc libc6-dev gzip
  find_engine || install_packages docker.io
}
