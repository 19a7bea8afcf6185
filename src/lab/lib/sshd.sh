# shellcheck shell=bash
# OpenSSH's server for tests and benchmarks: a program to start, not a service. A machine that is only logged in from has
# none, and installing the package would start one for everybody.

SSHD=/usr/sbin/sshd

fetch_sshd() {
  local root=$LAB/sshd/root package
  rm -rf "$LAB/sshd"
  mkdir -p "$root"
  cd "$LAB/sshd" || return
  as_root apt-get update -q
  apt-get download -q openssh-server libwrap0
  for package in ./*.deb; do dpkg -x "$package" "$root"; done
  rm -f ./*.deb
  write_sshd_start "$root" > sshd
  chmod 755 sshd
}

# Started by root, it wants a user `sshd` and a folder of its own; where the package is not installed they are there for it
# alone. Newer ones have a part of themselves in a folder, which is not where it was built for.
write_sshd_start() {
  cat <<EOF
#!/bin/sh
root=$1
export LD_LIBRARY_PATH="\$(find "\$root" -type d -path '*/lib/*-linux-gnu' | paste -sd:)"
[ ! -x "\$root/usr/lib/openssh/sshd-session" ] || set -- "\$@" -o "SshdSessionPath=\$root/usr/lib/openssh/sshd-session"
[ ! -x "\$root/usr/lib/openssh/sshd-auth" ] || set -- "\$@" -o "SshdAuthPath=\$root/usr/lib/openssh/sshd-auth"
set -- "\$root/usr/sbin/sshd" "\$@"
if [ "\$(id -u)" != 0 ] || getent passwd sshd >/dev/null; then exec "\$@"; fi
exec unshare --mount --propagation private sh -c 'mount -t tmpfs -o mode=755 tmpfs /run && mkdir /run/sshd &&
  { cat /etc/passwd; echo "sshd:x:65533:65534::/run/sshd:/usr/sbin/nologin"; } > /run/passwd &&
  mount --bind /run/passwd /etc/passwd && exec "\$@"' sh "\$@"
EOF
}

ensure_sshd() {
  [ ! -x "$SSHD" ] || return 0
  SSHD=$LAB/sshd/sshd
  [ -x "$SSHD" ] || rm -f "$LAB/state/sshd"
  once sshd "$(digest_of "$HERE/lib/sshd.sh" "$(dpkg-query --show openssh-client libc6)")" "fetching OpenSSH's server, for tests only" fetch_sshd
}
