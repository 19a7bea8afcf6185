# Asks everything at once: $1 is how long each answer may take, in whole seconds; $2 has a question a line,
# "KIND WORD LABEL TARGET EXPECTED". Prints "WORD LABEL ok|no|skip WHAT-WAS-FOUND" for each.
wait=$1

tell() {
  printf '%s %s %s %s\n' "$1" "$2" "$3" "$(printf %s "$4" | tr '\n\t' '  ' | cut -c 1-200)"
}

late() {
  [ "$1" != 124 ] && [ "$1" != 143 ] || found="no answer within $wait s"
}

fetch() {
  found=$(timeout "$wait" wget -q -Y off -O - "$1" 2>&1)
  status=$?
  late "$status"
  return "$status"
}

# The words of the server itself come before the first empty line.
resolve() {
  found=$(timeout "$wait" nslookup "$1" 2>&1)
  status=$?
  found=$(printf '%s\n' "$found" | sed '1,/^$/d' | tr '\n\t' '  ')
  case " $found " in
    *" $2 "*) return 0 ;;
    *Address*) [ "$2" != '*' ] || return 0 ;;
  esac
  late "$status"
  return 1
}

ask() {
  kind=$1 word=$2 label=$3 target=$4 expected=$5
  verdict=no
  case $kind in
    page)
      fetch "$target" || status=$?
      if [ "$status" != 0 ]; then
        :
      elif [ "$expected" = '*' ] || [ "$found" = "$expected" ]; then
        verdict=ok
      else
        found="answered: $found"
      fi
      ;;
    load)
      found=$(timeout "$wait" wget -q -Y off -O - "$target" 2>/dev/null | wc -c)
      [ "$found" -ne "$expected" ] || verdict=ok
      found="$found of $expected bytes came within $wait s"
      ;;
    http) fetch "$target"; case $found in *HTTP/*) verdict=ok ;; esac ;;
    shut) if fetch "$target"; then found="answered: $found"; else verdict=ok; fi ;;
    name) ! resolve "$target" "$expected" || verdict=ok ;;
  esac
  tell "$word" "$label" "$verdict" "$found"
}

printf '%s\n' "$2" | {
  while read -r kind word label target expected; do
    ask "$kind" "$word" "$label" "$target" "$expected" &
  done
  wait
}
