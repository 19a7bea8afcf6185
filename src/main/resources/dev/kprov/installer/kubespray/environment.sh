# Makes the environment of Python with the Ansible that this kubespray wants.
# shellcheck disable=SC1091
. "$KPROV_FILES/place.bash"
folder=$(environment_folder)
mkdir -p "$cache" || exit 1
# Another run may be at it.
exec 9>"$folder.lock" || exit 1
waiting "another run that makes the same environment"
flock 9 || exit 1
[ ! -e "$folder/complete" ] || exit 0
rm -rf "$folder"
waiting "python3 -m venv"
python3 -m venv "$folder" || exit 1
waiting "pip install -r requirements.txt"
"$folder/bin/pip" install --quiet --disable-pip-version-check --no-input --requirement "$checkout/requirements.txt" </dev/null || exit 1
: >"$folder/complete" || exit 1
changed "$folder"
