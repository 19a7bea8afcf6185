# kprov: ends a step with all that it started. Argument: forget, unless what it printed is to be kept
if ! claim && [ -e "$dir/pid" ]; then
  [ ! -d /run/systemd/system ] || systemctl --no-ask-password stop "$unit" 2>/dev/null
  if runs "$dir"; then
    kill -TERM "$pid"
    for ((i = 0; i < 70; i++)); do
      runs "$dir" || break
      sleep 0.1
    done
  fi
  if runs "$dir"; then
    session=
    { read -r session <"$secrets/session"; } 2>/dev/null
    kill -KILL "$pid" ${session:+"-$session"}
  fi
fi
rm -rf -- "$secrets"
if [ "$1" = forget ]; then
  forget
elif [ -e "$dir/out" ]; then
  conclude stopped
fi
exit 0
