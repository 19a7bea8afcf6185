# Runs a script of the profile, with what it may know in its environment.
unset BASH_ENV ENV
export KPROV_FILES
for name in $KPROV_EXPORTED; do export "${name?}"; done
export -f changed waiting capture

if [ -e "$KPROV_FILES/unless.sh" ] && bash "$KPROV_FILES/unless.sh" </dev/null; then
  exit 0
fi
bash "$KPROV_FILES/step.sh" </dev/null
rc=$?
# Scripts that know of `changed` say themselves what they have changed.
if [ "$rc" = 0 ] && ! grep -qsw changed "$KPROV_FILES"/*.sh; then
  changed "$KPROV_TITLE"
fi
exit "$rc"
