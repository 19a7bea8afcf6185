# Pulls images side by side, first those that are needed first.
# Parameters: FIRST THEN (regular expressions over what kubeadm lists) IMAGES (further references)
# files: images.yaml (ClusterConfiguration) retry; RETRY as in retry
set -euo pipefail
# shellcheck disable=SC1091
. "$KPROV_FILES/retry"
export CONTAINER_RUNTIME_ENDPOINT=unix:///run/containerd/containerd.sock
export IMAGE_SERVICE_ENDPOINT=$CONTAINER_RUNTIME_ENDPOINT

pull() {
    local image=$1 output why
    until output=$(crictl pull "$image" 2>&1); do
        # What is not there, or not for us, will not come.
        if grep -qE 'not found|NotFound|denied|unauthorized|no space left' <<<"$output" ||
            ! why=$(grep -m 1 -oE '[^"]*('"$passes"'|: 5[0-9][0-9] [A-Z]|: 429 |i/o timeout|deadline exceeded|handshake timeout|EOF)[^"]*' <<<"$output") ||
            ! again "$image: ${why#: }"; then
            printf 'kprov: cannot pull %s\n%s\n' "$image" "$(grep -v level=warning <<<"$output" | grep . || echo "$output")" >&2
            return 1
        fi
    done
    changed "pulled $image"
}

present=$(crictl images -o json 2>/dev/null | grep -oE '"[^" ]+:[^" ]+"' | tr -d '"') || true
pull_all() {
    local image pid pids=() failed=0
    for image in "$@"; do
        if ! grep -qxF "$image" <<<"$present"; then
            pull "$image" &
            pids+=($!)
        fi
    done
    for pid in "${pids[@]}"; do
        wait "$pid" || failed=51
    done
    return $failed
}

listed=$(kubeadm config images list --config "$KPROV_FILES/images.yaml" 2>/dev/null)
# shellcheck disable=SC2046
pull_all $(grep -E "$FIRST" <<<"$listed")
# shellcheck disable=SC2046,SC2086
pull_all $(grep -E "$THEN" <<<"$listed") $IMAGES
