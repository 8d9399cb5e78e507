#!/usr/bin/env bash
# The real window in environments that say nothing about characters, or nothing good: its title, what
# is typed into it, and the names of files are UTF-8 all the same, keys have their names, and numbers
# their point.
#
#   locale.sh BINARY PICTURE_COMPARE [ascii]
#
# Opens an X server of its own, with a German keyboard. With `ascii` it types no other letters: SDL
# before 2.28 reads behind the text of one that is released (libsdl-org/SDL issue 7766), and the
# address sanitizer ends the program for it.
# shellcheck disable=SC1091,SC2034,SC2154  # lib.sh sets and reads some of these
set -euo pipefail

[[ $# -eq 2 || ($# -eq 3 && $3 == ascii) ]] || {
  echo "usage: $0 BINARY PICTURE_COMPARE [ascii]" >&2
  exit 2
}
program=$(realpath "$1")
compare=$(realpath "$2")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/actscope-locale.XXXXXX")
actscope=$work/actscope

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$here/lib.sh"
trap 'end_all; rm -rf "$work"' EXIT

mkdir -m 700 "$work/config" "$work/runtime" "$work/locales"
export XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/runtime XDG_STATE_HOME=$work/state
unset WAYLAND_DISPLAY SDL_VIDEODRIVER LANGUAGE LC_MESSAGES LC_CTYPE LANG

letters=(adiaeresis ssharp Udiaeresis) typed='type "ä" | type "ß" | type "Ü"'
[[ -z ${3:-} ]] || letters=(b c D) typed='type "b" | type "c" | type "D"'

cat >"$work/keys.actscope" <<'KEYS'
bind F7 group sync
bind F8 prompt command
bind Shift+i "grid off"
bind F12 "snapshot σ-ß.actscope; group saved"
group ready
KEYS
: >"$work/reset.actscope"

open_display main
export DISPLAY=$display
setxkbmap de

# The program with the environment that is tried, and nothing else of this one's.
in_environment() {
  {
    echo '#!/bin/sh'
    echo 'unset LC_ALL'
    [[ $# -eq 0 ]] || printf 'export %q\n' "$@"
    printf 'exec %q "$@"\n' "$program"
  } >"$actscope"
  chmod +x "$actscope"
}

title() { xdotool getwindowname "$window" 2>/dev/null; }
has_title() { [[ $(title) == "$1" ]]; }

try() {
  local name="with ${*:-no variables}"
  name=${name% LOCPATH=*}
  in_environment "$@"
  open_window "$((passed + failed))" -e 'only sigmoid; derivative 1; view -1.5 2.5'
  comes "$name: the title" has_title "Sigmoid – actscope"
  set_mark
  xdotool key --delay 8 F8 a
  await 'type "a"'
  keys "${letters[@]}" Escape
  same "$name: letters are typed" "$typed | edit cancel" "$told"
  keys shift+i
  same "$name: Shift+i" 'grid off' "$told"
  set_mark
  xdotool key --delay 8 F12
  await "group saved"
  check "$name: a file's name" test -s "$folder/σ-ß.actscope"
  check "$name: numbers have points" grep -q '^view -1\.5 2\.5' "$folder/σ-ß.actscope"
  same "$name: no complaint" "" "$(<"$errors")"
  close_window
}

try
try LANG=C
try LC_ALL=POSIX LANG=de_DE.UTF-8
try LANG=xx_YY.ISO-8859-1
# Locales that the system can make: Turkish, whose i has another capital, in one byte and in two, and
# German, whose numbers have a comma.
make_locale() { localedef -c -i "$1" -f "$2" "$work/locales/$3" 2>/dev/null; }
if make_locale tr_TR ISO-8859-9 tr_TR && make_locale tr_TR UTF-8 tr_TR.UTF-8 &&
  make_locale de_DE UTF-8 de_DE.UTF-8; then
  cp -r /usr/lib/locale/C.utf8 "$work/locales" 2>/dev/null || true
  for language in tr_TR tr_TR.UTF-8 de_DE.UTF-8; do
    try LANG=$language "LOCPATH=$work/locales"
  done
else
  echo "locale: no sources of locales here (package locales), so no Turkish and no German"
fi

echo "locale: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
