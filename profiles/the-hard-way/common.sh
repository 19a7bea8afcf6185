# shellcheck disable=SC2034
# For the other scripts: where things lie, and how a file is written, a program got and a service started.

export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
STATE=/var/lib/the-hard-way
PROGRAMS=/opt/kubernetes/bin
PLUGINS=/opt/kubernetes/cni
KUBERNETES=/etc/kubernetes
PKI=$KUBERNETES/pki
ADMIN=$KUBERNETES/admin.conf
API=https://$KPROV_FIRST_CONTROL_PLANE_ADDRESS:6443

fail() {
    echo "$*" >&2
    exit 1
}

# All that a step is made from. What is secret is not in it, nor what differs from run to run.
inputs() {
    local name
    {
        cat "$KPROV_FILES"/*
        for name in KPROV_CLUSTER KPROV_HOST KPROV_ADDRESS KPROV_INTERNAL_ADDRESS KPROV_ROLES KPROV_KUBERNETES_VERSION \
            KPROV_POD_CIDR KPROV_SERVICE_CIDR KPROV_DNS_DOMAIN KUBERNETES_URL ETCD_URL ETCD_VERSION \
            CNI_URL CNI_VERSION PACKAGE_SOURCE REGISTRY_MIRRORS PAUSE_IMAGE COREDNS_IMAGE API_NAMES \
            NODE_CIDR_SIZE POD_TUNNEL API_SERVER_FLAGS CONTROLLER_MANAGER_FLAGS SCHEDULER_FLAGS ETCD_FLAGS \
            KUBELET_CONFIG KUBE_PROXY_CONFIG "$@"; do
            printf '%s=%s\n' "$name" "${!name:-}"
        done
    } | sha256sum | cut -d' ' -f1
}

# finished STEP "VARIABLE..." UNIT...: whether a step has run with the same inputs and these captured variables, and
# what it started still runs.
finished() {
    local step=$1 variables unit
    read -r -a variables <<<"$2"
    shift 2
    [ "$(cat "$STATE/$step.done" 2>/dev/null)" = "$(inputs "${variables[@]}")" ] || return 1
    for unit in "$@"; do systemctl is-active -q "$unit" || return 1; done
}

# finish STEP "VARIABLE...": the last thing of a step.
finish() {
    local variables
    read -r -a variables <<<"$2"
    inputs "${variables[@]}" >"$STATE/$1.done"
}

# put MODE FILE: standard input as a file, if it has another content; all or nothing.
put() {
    local content
    content=$(cat; echo .)
    if [ -e "$2" ] && [ "$(cat "$2"; echo .)" = "$content" ] && [ "$(stat -c %a "$2")" = "${1#0}" ]; then
        return 0
    fi
    mkdir -p "${2%/*}"
    (umask 077 && printf '%s' "${content%.}" >"$2.new")
    chmod "$1" "$2.new"
    mv -fT "$2.new" "$2"
    changed "wrote $2"
}

# What a unit said itself, best of all an error.
last_words() {
    local words
    words=$(journalctl -u "$1" -n 200 --no-pager -o cat | grep -vE "^($1\.service|Started|Starting|Stopp)")
    grep -E '^[EF][0-9]{4}|^Error|^error|"level":"(error|fatal)"' <<<"$words" | tail -n 1 | grep . ||
        tail -n 1 <<<"$words"
}

# await SECONDS WHAT UNIT COMMAND...: until the command succeeds, or the unit, if one is named, ends again and again.
await() {
    local deadline=$((SECONDS + $1)) seconds=$1 what=$2 unit=$3 failed=''
    shift 3
    until "$@" >/dev/null 2>&1; do
        waiting "$what"
        if [ -n "$unit" ] && [ "$(systemctl show -p NRestarts --value "$unit")" -ge 3 ]; then
            failed="$unit ends again and again"
        fi
        if [ $SECONDS -ge $deadline ]; then failed="$what: not within $seconds s"; fi
        if [ -n "$failed" ]; then
            fail "$failed${unit:+; it said last: $(last_words "$unit")}"
        fi
        sleep 0.2
    done
}

# serve UNIT FILE...: enables the unit, and starts it where it, or a file that it reads only then, is another than it
# was at its last start.
serve() {
    local unit=$1 digest
    shift
    digest=$(cat "/etc/systemd/system/$unit.service" "$@" | sha256sum | cut -d' ' -f1)
    if systemctl is-active -q "$unit" && [ "$(cat "$STATE/$unit.started" 2>/dev/null)" = "$digest" ]; then
        return 0
    fi
    systemctl daemon-reload
    systemctl reset-failed "$unit" 2>/dev/null || true
    systemctl enable -q "$unit" 2>/dev/null
    systemctl restart --no-block "$unit"
    printf '%s\n' "$digest" >"$STATE/$unit.started"
    changed "started $unit"
}

# service UNIT DESCRIPTION COMMAND FLAG...: its unit. The description has the version, so that another one is another
# unit, which is started.
service() {
    local unit=$1 description=$2 after=${AFTER:-network-online.target}
    shift 2
    put 0644 "/etc/systemd/system/$unit.service" <<UNIT
# Written by kprov's profile the-hard-way.
[Unit]
Description=$description
Documentation=https://kubernetes.io/docs/reference/command-line-tools-reference/
Wants=network-online.target
After=$after
StartLimitIntervalSec=0

[Service]
ExecStart=$(printf '%s \\\n    ' "$@" | sed '$d' | sed '$s/ \\$//')
Restart=always
RestartSec=1
TimeoutStopSec=10
LimitNOFILE=65536

[Install]
WantedBy=multi-user.target
UNIT
}

# kubeconfig FILE SERVER USER-LINES: whoever the lines say, at the server.
kubeconfig() {
    put 0600 "$1" <<YAML
apiVersion: v1
kind: Config
clusters:
  - name: $KPROV_CLUSTER
    cluster:
      server: $2
      certificate-authority-data: $(base64 -w 0 "$PKI/ca.crt")
users:
  - name: user
    user:
$3
contexts:
  - name: $KPROV_CLUSTER
    context: {cluster: $KPROV_CLUSTER, user: user}
current-context: $KPROV_CLUSTER
YAML
}

kubectl() { KUBECONFIG=$ADMIN KUBECACHEDIR=$STATE/kubectl "$PROGRAMS/kubectl" --request-timeout 20s "$@"; }

# The Nth address of the Services' network.
service_address() {
    local a b c d
    IFS=./ read -r a b c d _ <<<"$KPROV_SERVICE_CIDR"
    local number=$(((a << 24) + (b << 16) + (c << 8) + d + $1))
    echo "$((number >> 24)).$((number >> 16 & 255)).$((number >> 8 & 255)).$((number & 255))"
}

# A line a host: name, internal address, roles.
hosts() { cut -f 1,3,4 "$KPROV_FILES/hosts.tsv"; }

is_control_plane() { case ",$KPROV_ROLES," in *,control-plane,*) return 0 ;; *) return 1 ;; esac; }
