# Prints what there is on this machine: kubespray and what it can do, and what the cluster was made from.
# A release that is not in the cache yet is cloned, as a manifest would be downloaded.
# shellcheck disable=SC1091
. "$KPROV_FILES/place.bash"

clone() {
  mkdir -p "$cache" || return
  local draft said
  draft=$(mktemp -d "$cache/clone.XXXXXX") || return
  if said=$(GIT_TERMINAL_PROMPT=0 timeout 180 git -c advice.detachedHead=false clone --quiet --depth 1 --branch "$GIT_TAG" -- "$GIT_URL" "$draft/it" 2>&1); then
    mv -T "$draft/it" "$checkout" 2>/dev/null
  else
    printf 'cloning %s\n' "$(printf '%s' "${said:-it took longer than 3 min}" | tail -n 1)"
  fi
  rm -rf "$draft"
  [ -d "$checkout" ]
}

# What stands behind a key at the begin of a line.
value() { sed -n "s/^ *$1: *[\"']\{0,1\}\([^\"' #]*\).*/\1/p" "$2" 2>/dev/null | head -n 1; }

[ ! -e "$HOME_FOLDER/begun" ] || printf 'begun yes\n'
[ ! -e "$HOME_FOLDER/made.yaml" ] || printf 'made %s\n' "$(base64 "$HOME_FOLDER/made.yaml" | tr -d '\n')"
if [ ! -d "$checkout" ]; then
  [ -n "$GIT_URL" ] && clone || exit 0
fi
printf 'checkout %s\n' "$checkout"
printf 'version %s\n' "$(value version "$checkout/galaxy.yml")"
[ -z "$GIT_URL" ] || printf 'commit %s\n' "$(git -C "$checkout" rev-parse HEAD)"
for playbook in $PLAYBOOKS; do
  [ -e "$checkout/$playbook" ] || printf 'missing %s\n' "$playbook"
done
versions=$checkout/playbooks/ansible_version.yml
printf 'oldest %s\nnewest %s\n' "$(value minimal_ansible_version "$versions")" "$(value maximal_ansible_version "$versions")"
for sums in "$checkout"/roles/kubespray{_defaults/vars,-defaults/vars,-defaults/defaults,_defaults/defaults}/main/checksums.yml; do
  [ -e "$sums" ] || continue
  awk '/^[^ #]/ { on = $1 == "kubelet_checksums:" } on && /^  [^ ]/ { own = $1 == "amd64:" }
    on && own && /^    [^ ]/ { sub(/:$/, "", $1); gsub(/["v\047]/, "", $1); print "kubernetes " $1 }' "$sums"
  break
done
if [ -z "$ANSIBLE" ]; then
  # Of the table of versions there is none but this one.
  printf 'pythons %s\n' "$(sed -n 's/^| *>=.*| *\([0-9.]*-[0-9.]*\) *|$/\1/p' "$checkout/docs/ansible/ansible.md" 2>/dev/null | head -n 1)"
  printf 'python %s\n' "$(python3 -c 'import platform; print(platform.python_version())' 2>/dev/null)"
fi
program=$(ansible_playbook)
if command -v -- "$program" >/dev/null; then
  printf 'ansible %s\n' "$("$program" --version 2>/dev/null | sed -n '1s/.*core \([0-9.]*\).*/\1/p')"
fi
exit 0
