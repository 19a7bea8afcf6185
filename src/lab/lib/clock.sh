# shellcheck shell=bash
# A clock that is wrong for one program only: the hosts of the lab have that of the machine.

CLOCK=$LAB/build/clock.so

ensure_clock() {
  once clock "$(digest_of "$HERE/clock" "$HERE/lib/clock.sh" "$(dpkg-query --show gcc libc6-dev)")" \
    "building a library that shifts a program's clock" \
    gcc -Wall -Wextra -Werror -O2 -shared -fPIC -o "$CLOCK" "$HERE/clock/clock.c" -ldl
}
