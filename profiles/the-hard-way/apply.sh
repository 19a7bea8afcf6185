# For other scripts of the control plane: what is asked of the API server.

# Applies standard input, and says what that changed.
apply() {
    local output line
    output=$(kubectl apply -f -) || fail "the API server does not take what the hard way makes"
    while read -r line; do
        case $line in *' unchanged') ;; *) changed "$line" ;; esac
    done <<<"$output"
}

# Names of nodes that are Ready.
# shellcheck disable=SC2016
nodes() {
    kubectl get nodes -o go-template='{{range .items}}{{.metadata.name}}
        {{- range .status.conditions}}{{if eq .type "Ready"}} {{.status}}{{end}}{{end}}{{"\n"}}{{end}}' |
        awk '$2 == "True" {print $1}'
}

# Hosts whose node is not there, or not Ready.
absent() { comm -23 <(hosts | cut -f 1 | sort) <(nodes | sort); }

all_ready() { [ -z "$(absent)" ]; }

dns_available() {
    kubectl -n kube-system get deployment coredns -o go-template='{{.metadata.generation}} {{.spec.replicas}}
        {{- with .status}} {{.observedGeneration}} {{.updatedReplicas}} {{.availableReplicas}}{{end}}' |
        awk '{exit !($1 == $3 && $2 == $4 && $2 == $5)}'
}
