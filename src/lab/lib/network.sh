# shellcheck shell=bash
# The lab's network, which leads nowhere, and the mirror on it.

NETWORK=kprov-lab
BRIDGE=kprov-lab0
MIRROR=kprov-lab-mirror

subnet_of_network() { docker network inspect --format '{{(index .IPAM.Config 0).Subnet}}' "$NETWORK" 2>/dev/null; }

# The first subnet that neither this machine's routes nor Kubernetes' own ranges (10.244/16, 10.96/12) know.
free_subnet() {
  local subnet
  for subnet in 172.30.0.0/24 172.29.173.0/24 192.168.173.0/24 10.173.0.0/24; do
    if [ -z "$(ip -4 route show root "$subnet"; ip -4 route show match "$subnet" | grep -v ^default)" ]; then
      echo "$subnet"
      return
    fi
  done
  die "every subnet the lab could use is routed already; name a free /24 in KPROV_LAB_SUBNET"
}

# Docker lets nothing from an internal network out; this machine itself, its gateway, is closed by one rule of ours.
close_machine() {
  local filter
  for filter in iptables ip6tables; do
    as_root "$filter" -w -C INPUT -i "$BRIDGE" -m conntrack --ctstate NEW -j DROP 2>/dev/null ||
      as_root "$filter" -w -I INPUT -i "$BRIDGE" -m conntrack --ctstate NEW -j DROP ||
      [ "$filter" = ip6tables ] || die "cannot close this machine to the lab's hosts"
  done
}

open_machine() {
  local filter
  for filter in iptables ip6tables; do
    while as_root "$filter" -w -D INPUT -i "$BRIDGE" -m conntrack --ctstate NEW -j DROP 2>/dev/null; do :; done
  done
}

ensure_network() {
  local subnet
  if ! SUBNET=$(subnet_of_network); then
    subnet=${KPROV_LAB_SUBNET:-$(free_subnet)}
    # Addresses given by Docker come from the upper half; the lower one is for addresses given by name.
    docker network create --internal --subnet "$subnet" --gateway "${subnet%.*}.1" --ip-range "${subnet%.*}.128/25" \
      --opt "com.docker.network.bridge.name=$BRIDGE" --label "$LABEL=network" "$NETWORK" >/dev/null
    SUBNET=$subnet
  fi
  MIRROR_ADDRESS=${SUBNET%.*}.2
  close_machine
}

mirror_is_current() {
  [ "$(docker container inspect --format '{{.Config.Image}} {{.State.Running}} {{index .Config.Labels "'"$LABEL.content"'"}}' "$MIRROR" 2>/dev/null)" = "$IMAGE_MIRROR true $CONTENT_KEY" ]
}

start_mirror() {
  local content=$LAB/mirror/$CONTENT_KEY deadline
  mkdir -p "$LAB/mirror/hosts"
  if ! mirror_is_current; then
    say "starting the mirror at $MIRROR_ADDRESS"
    docker rm --force --volumes "$MIRROR" >/dev/null 2>&1 || true
    docker run --detach --name "$MIRROR" --hostname mirror --network "$NETWORK" --ip "$MIRROR_ADDRESS" --dns "$MIRROR_ADDRESS" \
      --label "$LABEL=mirror" --label "$LABEL.content=$CONTENT_KEY" --stop-signal SIGTERM \
      --volume "$content/www:/srv/www:ro" --volume "$content/registry:/srv/registry:ro" --volume "$LAB/mirror/hosts:/srv/hosts:ro" \
      "$IMAGE_MIRROR" /usr/local/sbin/mirror "$MIRROR_ADDRESS" >/dev/null
  fi
  deadline=$((SECONDS + 60))
  until curl --noproxy '*' -fs --max-time 5 -o /dev/null "http://$MIRROR_ADDRESS:5000/v2/" && curl --noproxy '*' -fs --max-time 5 -o /dev/null "http://$MIRROR_ADDRESS/debian/Release.key"; do
    [ "$SECONDS" -lt "$deadline" ] || { docker logs --tail 20 "$MIRROR" >&2; die "the mirror does not answer"; }
    sleep 0.2
  done
}
