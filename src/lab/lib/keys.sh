# shellcheck shell=bash
# Made once per lab folder: the login key, the sudo password of ops, the key that signs the mirror's packages.

ensure_keys() {
  [ -f "$LAB/ssh/id_ed25519" ] || ssh-keygen -q -t ed25519 -N '' -C kprov-lab -f "$LAB/ssh/id_ed25519"
  [ -f "$LAB/ssh/ops.password" ] || ( umask 077; openssl rand -hex 12 > "$LAB/ssh/ops.password" )
  export GNUPGHOME=$LAB/gnupg
  [ -f "$LAB/ssh/mirror.asc" ] && return 0
  say "making the mirror's signing key"
  mkdir -p "$GNUPGHOME"
  chmod 700 "$GNUPGHOME"
  gpg --batch --quiet --passphrase '' --quick-generate-key 'kprov lab mirror <mirror@lab.internal>' rsa3072 sign never 2>> "$LAB/log/gpg.log"
  gpg --batch --armor --export > "$LAB/ssh/mirror.asc"
  gpgconf --kill all
}

# sign RELEASE-FILE: writes Release.gpg and InRelease beside it.
sign() {
  local folder
  folder=$(dirname "$1")
  gpg --batch --yes --armor --detach-sign --output "$folder/Release.gpg" "$1"
  gpg --batch --yes --clearsign --output "$folder/InRelease" "$1"
}
