# Runs a script of the profile, with what it may know in its environment.
unset BASH_ENV ENV
export KPROV_FILES
for name in $KPROV_EXPORTED; do export "${name?}"; done
export -f changed waiting capture
# The profile's own files are all that is to be seen there, the same for each of its scripts.
own=${KPROV_FILES%/*}/own
mkdir "$own" && mv "$KPROV_FILES/step.sh" "$own/step.sh" || exit 1

if [ -e "$KPROV_FILES/unless.sh" ]; then
  mv "$KPROV_FILES/unless.sh" "$own/unless.sh" || exit 1
  if bash "$own/unless.sh" </dev/null; then exit 0; fi
fi
bash "$own/step.sh" </dev/null
rc=$?
# Scripts that know of `changed` say themselves what they have changed.
if [ "$rc" = 0 ] && ! grep -qsw changed "$own/step.sh" "$KPROV_FILES"/*.sh; then
  changed "$KPROV_TITLE"
fi
exit "$rc"
