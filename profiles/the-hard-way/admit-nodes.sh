# Waits for the hosts' nodes. Signs what they answer the API server by, after a look at the names in it: nodes may ask
# for any. Captures the networks of the nodes' pods, a line a node: name, address, network.
set -euo pipefail
# shellcheck source=common.sh
. "$KPROV_FILES/common.sh"
. "$KPROV_FILES/apply.sh"

ROLE=node-role.kubernetes.io/control-plane

# A line a node: name, network of its pods, `label` and `taint` if it has those of a control plane.
list() {
    local template
    # shellcheck disable=SC2016
    template='{{range .items}}{{.metadata.name}} {{or .spec.podCIDR "-"}}
        {{- range $key, $value := .metadata.labels}}{{if eq $key "ROLE"}} label{{end}}{{end}}
        {{- range .spec.taints}}{{if eq .key "ROLE"}} taint{{end}}{{end}}{{"\n"}}{{end}}'
    kubectl get nodes -o "go-template=${template//ROLE/$ROLE}"
}

# A line a request for a serving certificate that nobody has decided on: its name, who asks, what for.
requests() {
    kubectl get csr --field-selector spec.signerName=kubernetes.io/kubelet-serving -o go-template='{{range .items}}
        {{- .metadata.name}} {{.spec.username}} {{.spec.request}}
        {{- with .status}}{{with .conditions}} decided{{end}}{{end}}{{"\n"}}{{end}}' | awk 'NF == 3'
}

# honest USER REQUEST: whether a host of ours asks for its own name and address, and for nothing else.
honest() {
    local name=${1#system:node:} address text wanted
    address=$(hosts | awk -F '\t' -v name="$name" '$1 == name {print $2}')
    [ -n "$address" ] || return 1
    text=$(base64 -d <<<"$2" | openssl req -noout -text) || return 1
    tr -d ' ' <<<"$text" | grep -qxF "Subject:O=system:nodes,CN=system:node:$name" || return 1
    while read -r wanted; do
        case $wanted in "DNS:$name" | "IPAddress:$address") ;; *) return 1 ;; esac
    done < <(grep -A 1 'Subject Alternative Name' <<<"$text" | tail -n 1 | tr -d ' ' | tr , '\n')
}

sign() {
    local name user request
    while read -r name user request; do
        if honest "$user" "$request"; then
            kubectl certificate approve "$name" >/dev/null
            changed "approved the serving certificate of ${user#system:node:}"
        else
            echo "left the request $name of $user to you: it asks for more than its own name and address"
        fi
    done < <(requests)
}

# Goes from the API server to the kubelet, and back by its certificate.
reached() { [ "$(kubectl get --raw "/api/v1/nodes/$1/proxy/healthz" 2>/dev/null)" = ok ]; }

# mark NAME ROLES MARKS: gives a control plane its label, and its taint unless it is a worker too.
mark() {
    case ",$2," in *,control-plane,*) ;; *) return 0 ;; esac
    case $3 in
        *label*) ;;
        *)
            kubectl label node "$1" "$ROLE=" >/dev/null
            changed "labelled $1"
            ;;
    esac
    case ",$2,:$3" in
        *,worker,*:*taint*)
            kubectl taint node "$1" "$ROLE-" >/dev/null
            changed "opened $1 to all pods"
            ;;
        *,worker,* | *:*taint*) ;;
        *)
            kubectl taint node "$1" "$ROLE=:NoSchedule" >/dev/null
            changed "kept pods away from $1"
            ;;
    esac
}

deadline=$((SECONDS + 90))
declare -A admitted=()
while :; do
    seen=$(list)
    sign
    missing=()
    networks=
    while IFS=$'\t' read -r name address roles; do
        read -r _ network marks <<<"$(grep "^$name " <<<"$seen")" || true
        if [ -z "$network" ] || [ "$network" = - ]; then
            missing+=("$name")
            continue
        fi
        networks+="$name $address $network"$'\n'
        [ -z "${admitted[$name]:-}" ] || continue
        mark "$name" "$roles" "$marks"
        if reached "$name"; then admitted[$name]=yes; else missing+=("$name"); fi
    done < <(hosts)
    [ ${#missing[@]} -gt 0 ] || break
    waiting "the node ${missing[*]}"
    [ $SECONDS -lt $deadline ] ||
        fail "the node ${missing[*]} did not come, or its kubelet cannot be reached, within 90 s"
    sleep 0.3
done
capture POD_NETWORKS "${networks%$'\n'}"

# Whoever was to come has come.
if kubectl -n kube-system delete secret -l the-hard-way=token -o name | grep -q ^secret/; then
    changed "took the token back"
fi
