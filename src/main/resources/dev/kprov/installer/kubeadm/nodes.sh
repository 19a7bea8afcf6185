# For other scripts: the nodes of the cluster.

# In a process substitution: each node with its conditions and taints, a line whenever one changes. A template, because
# kubectl can print only one object with a jsonpath that has a range.
watch_nodes() {
    exec kubectl get nodes --watch -o go-template='{{.metadata.name}}{{range .status.conditions}} {{.type}}={{.status}}{{end}}{{range .spec.taints}} {{.key}}:{{.effect}}{{end}}{{"\n"}}' 2>/dev/null
}
