# Runs playbooks, one after the other, and believes Ansible only if every host is among its results.
# shellcheck disable=SC1091
. "$KPROV_FILES/place.bash"
umask 077
mkdir -p "$HOME_FOLDER/facts" || exit 1
: >"$HOME_FOLDER/begun" || exit 1
program=$(ansible_playbook)
cd -- "$checkout" || exit 1

# Connections of an earlier run may be of another user or key.
sockets=$(mktemp -d /tmp/kprov-ssh.XXXXXX) || exit 1
trap 'rm -rf -- "$sockets"' EXIT
export KPROV_FILES
export ANSIBLE_CONFIG=$checkout/ansible.cfg PYTHONUNBUFFERED=1
export ANSIBLE_STDOUT_CALLBACK=ansible.posix.jsonl ANSIBLE_CALLBACKS_ENABLED=ansible.posix.jsonl
export ANSIBLE_NOCOLOR=1 ANSIBLE_FORCE_COLOR=0 ANSIBLE_DISPLAY_SKIPPED_HOSTS=0 ANSIBLE_DEPRECATION_WARNINGS=0
export ANSIBLE_LOCALHOST_WARNING=0 ANSIBLE_SYSTEM_WARNINGS=0 ANSIBLE_RETRY_FILES_ENABLED=0
export ANSIBLE_HOST_KEY_CHECKING=1 ANSIBLE_TIMEOUT=20 ANSIBLE_SSH_RETRIES=2
export ANSIBLE_SSH_ARGS="-F $KPROV_FILES/ssh_config -o ControlMaster=auto -o ControlPersist=60s"
export ANSIBLE_SSH_CONTROL_PATH_DIR=$sockets
export ANSIBLE_CACHE_PLUGIN=ansible.builtin.jsonfile ANSIBLE_CACHE_PLUGIN_CONNECTION=$HOME_FOLDER/facts
export ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED=1

# play NAME LIMIT
play() {
  local playbook=$1 host rc
  "$program" --inventory "$KPROV_FILES/inventory.yaml" --become --forks "$FORKS" --extra-vars "@$KPROV_FILES/variables.json" \
    ${2:+--limit "$2"} "$playbook" </dev/null | tee "$KPROV_FILES/events"
  rc=${PIPESTATUS[0]}
  if [ "$rc" != 0 ]; then
    printf 'ansible-playbook %s ended with %s\n' "$playbook" "$rc"
    return "$rc"
  fi
  if ! grep -F '"_event":"v2_playbook_on_stats"' "$KPROV_FILES/events" >"$KPROV_FILES/stats"; then
    printf 'ansible failed on localhost: %s: ansible-playbook said that all went well, but gave no results\n' "$playbook"
    return 1
  fi
  for host in $( [ -n "$2" ] && tr , ' ' <<<"$2" || printf %s "$HOSTS"); do
    if ! grep -qF "\"$host\":" "$KPROV_FILES/stats"; then
      printf 'ansible failed on %s: %s: ansible-playbook said that all went well, but did nothing on this host\n' "$host" "$playbook"
      return 1
    fi
  done
  if grep -qE '"(failures|unreachable)": *[1-9]' "$KPROV_FILES/stats"; then
    printf 'ansible failed on localhost: %s: ansible-playbook said that all went well, but its results say otherwise\n' "$playbook"
    return 1
  fi
  if grep -qE '"changed": *[1-9]' "$KPROV_FILES/stats"; then changed "by $playbook"; fi
}

last=${PLAYBOOKS##* }
for entry in $PLAYBOOKS; do
  if [ "$entry" = "$last" ]; then limit=$LIMIT; else limit=; fi
  play "$entry" "$limit" || exit
done
if [ -s "$KPROV_FILES/made.yaml" ]; then
  # Last, for it says that all of it is there.
  cp "$KPROV_FILES/made.yaml" "$HOME_FOLDER/made.yaml.new" && mv -f "$HOME_FOLDER/made.yaml.new" "$HOME_FOLDER/made.yaml" || exit 1
else
  rm -rf "$HOME_FOLDER"
fi
