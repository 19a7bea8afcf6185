# For the scripts of this installer: where kubespray and its Ansible are.
# Parameters: CHECKOUT GIT_URL GIT_TAG ANSIBLE

cache=${XDG_CACHE_HOME:-$HOME/.cache}/kprov/kubespray
digest() { sha256sum | cut -c 1-16; }

if [ -n "$CHECKOUT" ]; then
  checkout=$CHECKOUT
else
  checkout=$cache/$(printf '%s %s' "$GIT_URL" "$GIT_TAG" | digest)
fi

# An environment fits the requirements and the Python that it was made for.
environment_folder() {
  printf '%s/ansible-%s' "$cache" "$({ cat -- "$checkout/requirements.txt" && python3 --version; } 2>&1 | digest)"
}

ansible_playbook() {
  if [ -n "$ANSIBLE" ]; then printf '%s' "$ANSIBLE"; else printf '%s/bin/ansible-playbook' "$(environment_folder)"; fi
}
