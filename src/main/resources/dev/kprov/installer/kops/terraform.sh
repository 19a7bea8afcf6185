# Has Terraform or OpenTofu make, or destroy, what kops writes down for it.
# shellcheck disable=SC1091
. "$KPROV_FILES/kops"
folder=$HOME_FOLDER/terraform
mkdir -p "$folder" || exit 1
export TF_IN_AUTOMATION=1 TF_INPUT=0
tool=terraform
command -v terraform >/dev/null || tool=tofu
if [ "$VERB" = up ]; then
  kops update cluster --state="$store" --name="$NAME" --create-kube-config=false --target=terraform --out="$folder" --yes 2>&1 </dev/null || exit
elif [ ! -e "$folder/kubernetes.tf" ]; then
  echo "$folder has no kubernetes.tf: only where it was made can Terraform destroy it" >&2
  exit 1
fi
waiting "$tool init"
"$tool" -chdir="$folder" init -no-color </dev/null || exit
if [ "$VERB" = down ]; then
  "$tool" -chdir="$folder" destroy -no-color -auto-approve </dev/null || exit
  changed "destroyed the cloud resources of cluster $NAME"
  exit 0
fi
"$tool" -chdir="$folder" plan -no-color -out=plan -detailed-exitcode </dev/null
case $? in
  0) exit 0 ;;
  2) ;;
  *) exit 1 ;;
esac
waiting "$tool apply"
"$tool" -chdir="$folder" apply -no-color plan </dev/null || exit
changed "the cloud resources of cluster $NAME"
