# For other scripts: tries again what failed by a fault that may pass.
# Parameters: RETRY (seconds from the first such fault on)
# What passes by itself on any way to a server (an extended regular expression); each script adds its own.
# shellcheck disable=SC2034
passes='[Cc]onnection reset|[Nn]etwork is unreachable|[Nn]o route to host'
attempts=0
retry_until=

# again WHY: whether there is time for another attempt; waits a little before it.
again() {
    attempts=$((attempts + 1))
    retry_until=${retry_until:-$((SECONDS + RETRY))}
    if [ $SECONDS -ge "$retry_until" ]; then
        echo "kprov: gave up after $attempts attempts in $RETRY s: $1" >&2
        return 1
    fi
    waiting "another attempt, $attempts failed: $1"
    sleep "$((RETRY < 30 ? 1 : 3))"
}

# late_runtime FILE: what a check of kubeadm, whose output is in FILE, said of a containerd that answered too late. Where
# a host stood still for a while, as a virtual machine that is moved, nothing else is wrong, and nothing was changed.
late_runtime() {
    grep -m 1 -oE 'validate CRI [^ ]+ [^ ]+ API for endpoint.*rpc error: code = DeadlineExceeded' "$1"
}
