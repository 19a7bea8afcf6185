# shellcheck shell=bash
# Container images made of folders, written straight into the storage of Debian's docker-registry: nothing to pull or push.

# store FILE: moves a blob into the registry and prints its digest.
store() {
  local hex
  hex=$(sha256sum < "$1" | cut -d' ' -f1)
  mkdir -p "$REGISTRY/blobs/sha256/${hex:0:2}/$hex"
  mv "$1" "$REGISTRY/blobs/sha256/${hex:0:2}/$hex/data"
  echo "$hex"
}

# layer FOLDER: stores the folder as a layer and prints "digest diff-id size".
layer() {
  local scratch=$REGISTRY/scratch diff size
  tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$1" -cf "$scratch.tar" .
  diff=$(sha256sum < "$scratch.tar" | cut -d' ' -f1)
  gzip -n -1 < "$scratch.tar" > "$scratch.gz"
  size=$(stat -c %s "$scratch.gz")
  echo "$(store "$scratch.gz") $diff $size"
  rm -f "$scratch.tar"
}

link() { mkdir -p "$1" && printf 'sha256:%s' "$2" > "$1/link"; }

# tag NAME TAG MANIFEST-DIGEST BLOB-DIGEST...
tag() {
  local repository=$REGISTRY/repositories/$1 name=$2 manifest=$3 blob
  shift 3
  for blob in "$@"; do link "$repository/_layers/sha256/$blob" "$blob"; done
  link "$repository/_manifests/revisions/sha256/$manifest" "$manifest"
  link "$repository/_manifests/tags/$name/current" "$manifest"
  link "$repository/_manifests/tags/$name/index/sha256/$manifest" "$manifest"
}

# image ENTRYPOINT LAYER...: stores an image and prints "manifest-digest blob-digest..." for tag; an empty ENTRYPOINT sets none.
image() {
  local entrypoint=$1 diffs="" layers="" digests=() one digest diff size config config_size manifest
  shift
  for one in "$@"; do
    read -r digest diff size <<< "$one"
    diffs+="${diffs:+,}\"sha256:$diff\""
    layers+="${layers:+,}{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"size\":$size,\"digest\":\"sha256:$digest\"}"
    digests+=("$digest")
  done
  printf '{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin"]%s},"rootfs":{"type":"layers","diff_ids":[%s]}}' \
    "${entrypoint:+,\"Entrypoint\":[\"$entrypoint\"]}" "$diffs" > "$REGISTRY/scratch"
  config_size=$(stat -c %s "$REGISTRY/scratch")
  config=$(store "$REGISTRY/scratch")
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":%s,"digest":"sha256:%s"},"layers":[%s]}' \
    "$config_size" "$config" "$layers" > "$REGISTRY/scratch"
  manifest=$(store "$REGISTRY/scratch")
  echo "$manifest $config ${digests[*]}"
}

# binary_layer SOURCE TARGET: a layer of one program.
binary_layer() {
  local folder=$LAB/build/images/one
  rm -rf "$folder"
  install -D -m 755 "$1" "$folder$2"
  layer "$folder"
}
