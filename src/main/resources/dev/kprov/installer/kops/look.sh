# Prints what there is of the cluster: its manifests, those that are wanted, and what the cloud lacks or has.
umask 077
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
# kops writes to the kubeconfig that it finds, and switches its context.
export KUBECONFIG=$work/kubeconfig
[ -z "$FEATURES" ] || export KOPS_FEATURE_FLAGS=$FEATURES
store=${STATE:-${KOPS_STATE_STORE:-}}
[ -n "$store" ] || exit 0
printf 'store %s\n' "$store"

# Whether there are credentials; what they are is read by nobody but kops.
credentials() {
  case $CLOUD in
    aws)
      [ -n "${AWS_ACCESS_KEY_ID:-}" ] && [ -n "${AWS_SECRET_ACCESS_KEY:-}" ] && return 0
      [ -n "${AWS_WEB_IDENTITY_TOKEN_FILE:-}${AWS_CONTAINER_CREDENTIALS_RELATIVE_URI:-}" ] && return 0
      [ -n "${AWS_CONTAINER_CREDENTIALS_FULL_URI:-}" ] && return 0
      [ -s "${AWS_SHARED_CREDENTIALS_FILE:-$HOME/.aws/credentials}" ] && return 0
      [ -s "${AWS_CONFIG_FILE:-$HOME/.aws/config}" ] && return 0
      # A machine of the cloud may have a role.
      [ "${AWS_EC2_METADATA_DISABLED:-}" != true ] && grep -qs 'Amazon EC2' /sys/class/dmi/id/sys_vendor
      ;;
    gce)
      [ -s "${GOOGLE_APPLICATION_CREDENTIALS:-${CLOUDSDK_CONFIG:-$HOME/.config/gcloud}/application_default_credentials.json}" ] \
        || grep -qs Google /sys/class/dmi/id/product_name
      ;;
    azure) [ -n "${AZURE_CLIENT_ID:-}" ] || [ -d "${AZURE_CONFIG_DIR:-$HOME/.azure}" ] ;;
    digitalocean) [ -n "${DIGITALOCEAN_ACCESS_TOKEN:-}" ] ;;
    hetzner) [ -n "${HCLOUD_TOKEN:-}" ] ;;
    linode) [ -n "${LINODE_TOKEN:-}" ] ;;
    openstack) [ -n "${OS_AUTH_URL:-}${OS_CLOUD:-}" ] ;;
    scaleway) [ -n "${SCW_ACCESS_KEY:-}" ] || [ -s "${SCW_CONFIG_PATH:-$HOME/.config/scw/config.yaml}" ] ;;
    *) true ;;
  esac
}

if ! credentials; then
  echo no-credentials
  exit 0
fi

encoded() { base64 <"$1" | tr -d '\n'; }

# ask QUESTION COMMAND...: its answer, or why there is none. kops itself would try again for minutes without a word.
ask() {
  local question=$1 rc
  shift
  timeout --kill-after=5 "$LIMIT" "$@" >"$work/$question" 2>"$work/said" </dev/null
  rc=$?
  if [ "$rc" != 0 ]; then
    tail -c 4000 "$work/said" >"$work/end"
    printf 'failed %s %s %s\n' "$question" "$rc" "$(encoded "$work/end")"
  fi
  return "$rc"
}

tell() { printf 'answer %s %s\n' "$1" "$(encoded "$work/$1")"; }

if [ -d "$HOME_FOLDER" ]; then
  echo 'answer begun'
  [ ! -e "$HOME_FOLDER/applied.yaml" ] || printf 'answer applied %s\n' "$(encoded "$HOME_FOLDER/applied.yaml")"
  # Half of its life is enough for all that is to come.
  if [ -s "$KUBECONFIG_COPY" ] && [ "$(cat "$HOME_FOLDER/kubeconfig.renew" 2>/dev/null || echo 0)" -gt "$(date +%s)" ]; then
    echo 'answer kubeconfig'
  fi
fi

there=no
# Left out of the failures when it only says that there is none.
found=$(ask stored kops get all "$NAME" --state="$store" --output=yaml)
rc=$?
if [ "$rc" = 0 ]; then
  there=yes
  tell stored
elif ! grep -qE "cluster not found|\"$NAME\" not found" "$work/said"; then
  printf '%s\n' "$found"
  exit 0
fi

if [ "$REMOVING" = yes ]; then
  if [ "$there" = yes ] && [ "$CLOUD" != metal ]; then
    ask resources kops delete cluster --state="$store" --name="$NAME" && tell resources
  fi
  exit 0
fi

ask version kops version --short && tell version
if [ "$MAKE" = yes ]; then
  # In a store of its own, for kops does not tell how it would make a cluster that is there already.
  own=$work/store
  mapfile -t arguments <"$KPROV_FILES/arguments"
  if ask wanted kops create cluster --state="file://$own" --name="$NAME" "${arguments[@]}" --dry-run --output=yaml; then
    # A store in a folder goes into the manifests as a path.
    text=$(<"$work/wanted")
    text=${text//file:\/\/"$own"/"$store"}
    printf '%s\n' "${text//"$own"/"${store#file://}"}" >"$work/wanted"
    tell wanted
  fi
fi
if [ "$there" = yes ] && [ "$TERRAFORM" = no ]; then
  ask preview kops update cluster --state="$store" --name="$NAME" --create-kube-config=false && tell preview
fi
exit 0
