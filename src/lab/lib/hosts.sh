# shellcheck shell=bash
# Hosts: systemd containers that stand for machines.

lab_containers() { docker container ls --all --quiet --filter "label=$1"; }

# Kubelets, container runtimes and their pods watch files, about fifteen instances a host; all of them are one user's to
# the kernel, whose usual 128 end at nine hosts. Until lower_limits.
INOTIFY=/proc/sys/fs/inotify/max_user_instances
raise_limits() {
  local now
  now=$(cat $INOTIFY)
  [ "$now" -lt 1024 ] || return 0
  say "raising fs.inotify.max_user_instances from $now to 1024 until src/lab/down"
  if echo 1024 | as_root tee $INOTIFY >/dev/null; then echo "$now" > "$LAB/run/inotify"; else say "  it stays, and nine hosts or more will not come up"; fi
}

lower_limits() {
  [ -f "$LAB/run/inotify" ] || return 0
  as_root tee $INOTIFY < "$LAB/run/inotify" >/dev/null
  rm "$LAB/run/inotify"
}

# start_host NAME ADDRESS IMAGE
start_host() {
  docker run --detach --name "kprov-lab-$1" --hostname "$1" --network "$NETWORK" --ip "$2" --dns "$MIRROR_ADDRESS" \
    --privileged --cgroupns private --stop-signal SIGRTMIN+3 --tmpfs /run --tmpfs /tmp \
    --volume /var/lib/containerd --volume /var/lib/kubelet --volume /var/lib/etcd --volume /dev/kmsg:/dev/kmsg \
    --env "container_uuid=$(cat /proc/sys/kernel/random/uuid)" \
    --label "$LABEL=host" --label "$LABEL.name=$1" "$3" >/dev/null
  echo "$2 $1.lab.internal $1" > "$LAB/mirror/hosts/$1"
}

# Waits until sshd lets everyone in: root could log in earlier, others only when the machine has started.
await_ssh() {
  local name=$1 address=$2 deadline=$((SECONDS + 180))
  until ssh_to deploy "$address" true 2>/dev/null; do
    [ "$SECONDS" -lt "$deadline" ] || { docker logs --tail 20 "kprov-lab-$name" >&2; die "$name ($address): no answer on SSH"; }
    sleep 0.2
  done
}

ssh_to() {
  local user=$1 address=$2
  shift 2
  ssh -i "$LAB/ssh/id_ed25519" -o BatchMode=yes -o ConnectTimeout=10 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
    -o LogLevel=ERROR -o IdentitiesOnly=yes -o IdentityAgent=none -F none "$user@$address" -- "$@" </dev/null
}

# The fingerprint is read inside the host, not taken from whoever answers on the network.
host_key() { docker exec "kprov-lab-$1" ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | awk '{print $2}'; }

# remove_hosts LABEL-FILTER
remove_hosts() {
  local ids
  mapfile -t ids < <(lab_containers "$1")
  [ "${#ids[@]}" = 0 ] || docker rm --force --volumes "${ids[@]}" >/dev/null
  rm -f "$LAB"/mirror/hosts/*
}

# write_inventory FILE USER NAME...
write_inventory() {
  local file=$1 user=$2 name role
  shift 2
  {
    printf 'apiVersion: kprov/v1\ncluster: lab\ndefaults:\n  ssh:\n    user: %s\n    identityFile: %s\n  become:\n' "$user" "$LAB/ssh/id_ed25519"
    case $user in
      root) printf '    method: none\n' ;;
      deploy) printf '    method: sudo\n' ;;
      ops) printf '    method: sudo\n    password: "$%s"\n' "{FILE:$LAB/ssh/ops.password}" ;;
    esac
    printf 'hosts:\n'
    for name in "$@"; do
      role=worker
      case $name in *cp-1) role=control-plane ;; esac
      printf '  - name: %s\n    address: %s\n    roles: [%s]\n    ssh:\n      hostKey: %s\n' "$name" \
        "$(docker container inspect --format "{{(index .NetworkSettings.Networks \"$NETWORK\").IPAddress}}" "kprov-lab-$name")" "$role" "$(host_key "$name")"
    done
  } > "$file.new"
  chmod 600 "$file.new"
  mv "$file.new" "$file"
}

# start_hosts NUMBER host|bare USER NAME-PREFIX INVENTORY: fresh hosts in place of those there were.
start_hosts() {
  local number=$1 kind=$2 user=$3 prefix=$4 inventory=$5 started image names jobs=() failed=0 i address job
  started=$(date +%s)
  remove_hosts "$LABEL.name"
  image=$IMAGE_HOST
  [ "$kind" = host ] || image=$IMAGE_BARE
  names=("${prefix}cp-1")
  for ((i = 1; i < number; i++)); do names+=("${prefix}worker-$i"); done

  say "starting $number hosts ($kind, login as $user)"
  for i in "${!names[@]}"; do
    address=${SUBNET%.*}.$((11 + i))
    { start_host "${names[i]}" "$address" "$image" && await_ssh "${names[i]}" "$address"; } &
    jobs+=($!)
  done
  for job in "${jobs[@]}"; do wait "$job" || failed=1; done
  [ "$failed" = 0 ] || die "not every host came up"
  write_inventory "$inventory" "$user" "${names[@]}"
  say "$number hosts after $(($(date +%s) - started)) s: $inventory"
}
