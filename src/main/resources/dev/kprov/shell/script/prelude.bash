unset BASH_ENV
changed() { printf '::kprov:: changed %s\n' "${*//$'\n'/ }"; }
waiting() { printf '::kprov:: waiting %s\n' "${*//$'\n'/ }"; }
capture() {
  case $2 in
    *[$'\n\r']*) printf '::kprov:: capture64 %s %s\n' "$1" "$(printf %s "$2" | base64 -w 0)" ;;
    *) printf '::kprov:: capture %s %s\n' "$1" "$2" ;;
  esac
}
