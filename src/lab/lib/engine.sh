# shellcheck shell=bash
# The Docker engine: the user's where one answers, else one of the lab's own with all it has under $LAB/docker.

OWN_SOCKET=$LAB/docker/docker.sock
OWN_PID=$LAB/docker/docker.pid

has_sys_resource() {
  local bounding
  bounding=$(sed -n 's/^CapBnd:[[:space:]]*//p' /proc/self/status)
  (( (16#$bounding >> 24) & 1 ))
}

engine_answers() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

own_engine_pid() {
  local pid
  pid=$(cat "$OWN_PID" 2>/dev/null) || return 1
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ] && echo "$pid"
}

# Points DOCKER_HOST at the engine of the lab, if one is to be had without starting it.
find_engine() {
  if [ -S "$OWN_SOCKET" ] && DOCKER_HOST=unix://$OWN_SOCKET engine_answers; then
    export DOCKER_HOST=unix://$OWN_SOCKET
  elif engine_answers; then
    DOCKER_HOST=${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}')}
    export DOCKER_HOST
  else
    return 1
  fi
}

# dockerd makes the machine forward packets, and drops those that are not Docker's; both are taken back when it ends.
remember_forwarding() {
  [ -f "$LAB/docker/forwarding" ] && return 0
  echo "$(cat /proc/sys/net/ipv4/ip_forward) $(as_root iptables -w -S FORWARD 2>/dev/null | awk '$1 == "-P" {print $3}')" > "$LAB/docker/forwarding"
}

restore_forwarding() {
  local forward policy
  [ -f "$LAB/docker/forwarding" ] || return 0
  read -r forward policy < "$LAB/docker/forwarding"
  echo "$forward" | as_root tee /proc/sys/net/ipv4/ip_forward >/dev/null
  as_root iptables -w -P FORWARD "${policy:-ACCEPT}"
  rm -f "$LAB/docker/forwarding"
}

start_engine() {
  find_engine && return 0
  local options=() deadline=$((SECONDS + 120))
  say "no Docker engine answers: starting the lab's own"
  mkdir -p "$LAB"/docker/{data,exec}
  own_engine_pid >/dev/null || as_root rm -f "$OWN_PID" "$OWN_SOCKET"
  if ! has_sys_resource; then
    options=(--add-runtime "lab=$LAB/docker/runc" --default-runtime lab)
    install -m 755 "$HERE/lib/runc-without-sys-resource" "$LAB/docker/runc"
  fi
  remember_forwarding
  # --config-file: /etc/docker/daemon.json is the user's and not meant for this engine.
  echo '{}' > "$LAB/docker/daemon.json"
  as_root setsid dockerd --config-file "$LAB/docker/daemon.json" --host "unix://$OWN_SOCKET" \
    --data-root "$LAB/docker/data" --exec-root "$LAB/docker/exec" --pidfile "$OWN_PID" \
    --bridge none --group "$(id -gn)" "${options[@]}" \
    </dev/null >> "$LAB/log/dockerd.log" 2>&1 {LAB_LOCK}>&- &
  until find_engine; do
    [ "$SECONDS" -lt "$deadline" ] || { tail -n 20 "$LAB/log/dockerd.log" >&2; die "dockerd does not answer after 2 min"; }
    sleep 0.2
  done
}

# Ends the lab's own engine, if it runs, and what it leaves in the machine's network filter.
stop_engine() {
  local pid deadline table chain
  if pid=$(own_engine_pid); then
    say "stopping the lab's own Docker engine"
    as_root kill "$pid"
    deadline=$((SECONDS + 60))
    while [ -d "/proc/$pid" ] && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.2; done
    [ ! -d "/proc/$pid" ] || die "dockerd ($pid) does not end"
  fi
  [ -d "$LAB/docker" ] || return 0
  as_root rm -f "$OWN_PID" "$OWN_SOCKET"
  awk -v d="$LAB/docker/" 'index($2, d) == 1 {print $2}' /proc/mounts | sort -r | while read -r mount; do as_root umount -l "$mount"; done
  # Another engine on this machine would still need what follows.
  if ( unset DOCKER_HOST; engine_answers ); then return 0; fi
  restore_forwarding
  # Empty by now, and rmdir takes only what is empty.
  find /sys/fs/cgroup -mindepth 1 -maxdepth 2 -type d -name docker -exec find {} -depth -type d \; 2>/dev/null |
    while read -r group; do as_root rmdir "$group" 2>/dev/null || true; done
  for table in filter nat; do
    for chain in PREROUTING OUTPUT FORWARD POSTROUTING; do
      as_root iptables -w -t "$table" -S "$chain" 2>/dev/null | sed -n '/-j DOCKER/s/^-A //p' |
        while read -r rule; do
          # shellcheck disable=SC2086
          as_root iptables -w -t "$table" -D $rule
        done || true
    done
    for chain in $(as_root iptables -w -t "$table" -S 2>/dev/null | sed -n 's/^-N \(DOCKER.*\)/\1/p'); do as_root iptables -w -t "$table" -F "$chain"; done
    for chain in $(as_root iptables -w -t "$table" -S 2>/dev/null | sed -n 's/^-N \(DOCKER.*\)/\1/p'); do as_root iptables -w -t "$table" -X "$chain"; done
  done
}
