# Pulls images side by side, first those that are needed first.
# Parameters: FIRST THEN (regular expressions over what kubeadm lists) IMAGES (further references)
# files: images.yaml (ClusterConfiguration)
set -euo pipefail
export CONTAINER_RUNTIME_ENDPOINT=unix:///run/containerd/containerd.sock
export IMAGE_SERVICE_ENDPOINT=$CONTAINER_RUNTIME_ENDPOINT

pull() {
    local image=$1 output try
    for try in 1 2 3; do
        if output=$(crictl pull "$image" 2>&1); then
            changed "pulled $image"
            return 0
        fi
        # What is not there will not come; everything else may be a passing fault.
        if grep -qE 'not found|NotFound|denied|unauthorized|no space left' <<<"$output"; then
            break
        fi
        [ "$try" = 3 ] || sleep 1
    done
    printf 'kprov: cannot pull %s\n%s\n' "$image" "$(grep -v level=warning <<<"$output" | grep . || echo "$output")" >&2
    return 1
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
