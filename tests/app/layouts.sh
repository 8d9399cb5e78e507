#!/usr/bin/env bash
# The real window with the keyboards of several countries: a key that types a bound sign is that sign,
# wherever it stands; the keypad moves without NumLock; what toggles does not repeat while it is held.
#
#   layouts.sh BINARY [ascii]
#
# With `ascii` only the keyboard of the United States: SDL before 2.28 reads behind the text of any other
# letter that is released (libsdl-org/SDL issue 7766), and the address sanitizer ends the program for it.
#
# Opens an X server of its own. Keys are pressed by their codes, as fingers do it: 10 to 19 are the row of
# digits, 20 and 21 what follows it, 24, 38 and 52 begin the rows of letters, 108 is AltGr.
# shellcheck disable=SC1091,SC2034,SC2154  # lib.sh sets and reads some of these
set -euo pipefail

[[ $# -eq 1 || ($# -eq 2 && $2 == ascii) ]] || {
  echo "usage: $0 BINARY [ascii]" >&2
  exit 2
}
actscope=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/actscope-layouts.XXXXXX")

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$here/lib.sh"
trap 'end_all; rm -rf "$work"' EXIT

mkdir -m 700 "$work/config" "$work/runtime"
export XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/runtime XDG_STATE_HOME=$work/state
unset WAYLAND_DISPLAY SDL_VIDEODRIVER

cat >"$work/keys.actscope" <<'KEYS'
bind F7 group sync
bind F9 source reset.actscope
bind Ctrl++ text-size bigger
group ready
KEYS
echo 'only sigmoid leaky_relu; focus leaky_relu; help off; page curves; view home; group reset' >"$work/reset.actscope"

open_display main "" # with the server's own repetition of keys
export DISPLAY=$display

# press KEY…: each is a key's code, with modifiers in front: "shift+16", "altgr+17". (xdotool has no name
# for AltGr that it would press as a key.)
press() {
  local key call=()
  for key in "$@"; do
    if [[ $key == altgr+* ]]; then
      call+=(keydown 108 key --delay 8 "${key#altgr+}" keyup 108)
    else
      call+=(key --delay 8 "$key")
    fi
  done
  act "${call[@]}"
}

# on LAYOUT: the keyboard is of that country, and the window opened there.
on() {
  layout=$1
  setxkbmap "$@"
  open_window "$layout" -e 'only sigmoid leaky_relu; focus leaky_relu'
}

# types KEY COMMAND: what the key does in a fresh picture. Escape behind it ends what it opened.
types() {
  set_mark
  xdotool key --delay 8 F9
  await "group reset"
  press "$1" Escape
  case $told in
  *' | '*) told=${told% | *} ;;
  *) told='' ;;
  esac
  same "$layout: key $1" "${2//[/\\[}" "$told"
}

# checked STATUS PATTERN: what `keys --check` says of this keyboard.
checked() {
  runs "$actscope" keys --check
  same "$layout: keys --check" "$1" "$ended"
  same "$layout: …says" "$2" "$(<"$work/run.log")"
  log=$folder/log errors=$folder/errors
}

on us
checked 0 'All * bindings can be pressed on this keyboard layout'
mkdir -p "$XDG_CONFIG_HOME/actscope"
echo 'bind ß grid toggle' >"$XDG_CONFIG_HOME/actscope/config.actscope"
checked 0 '*ß*grid toggle*cannot be typed; g does the same*'
echo 'bind ß grid off' >"$XDG_CONFIG_HOME/actscope/config.actscope"
checked 1 '*ß*grid off*cannot be typed*1 of them*'
rm "$XDG_CONFIG_HOME/actscope/config.actscope"
runs env -u DISPLAY "$actscope" keys --check
same "keys --check without a display fails" 1 "$ended"
same "…and says why" '*DISPLAY*' "$(<"$work/run.errors")"
log=$folder/log errors=$folder/errors
types 61 'prompt find'
types 21 'prompt formula'
types shift+21 'zoom 0.8 x'
types shift+47 'prompt command'
types shift+61 'help toggle'
types shift+10 'only step'
types shift+16 'only selu'
types shift+57 'cursor previous-point'
types 34 'nudge -1'
types shift+34 'depth by -1'
types ctrl+shift+21 'text-size bigger'
types altgr+113 'pan -0.1 0' # there AltGr is Alt: with Left
types 79 'view home'       # the keypad without NumLock
types 81 previous
types 89 next
types 83 'cursor by -0.01'
types 84 ''
types 86 'zoom 0.8 x'
press 77 # NumLock
types 87 'toggle step'
types 79 'toggle selu'
types 106 'prompt find'
press 77
press 66 # CapsLock
types 40 'derivative cycle'
types shift+40 'depth toggle'
press 66
close_window

abroad() {
  on de
  types shift+16 'prompt find'
  types shift+60 'prompt command'
  types shift+19 'prompt formula'
  types shift+20 'help toggle'
  types altgr+17 'nudge -1'
  types altgr+18 'nudge 1'
  types altgr+16 'depth by -1'
  types altgr+19 'depth by 1'
  types 35 'zoom 0.8 x'
  types ctrl+35 'text-size bigger'
  types 61 'zoom 1.25 x'
  types 94 'move by -1'
  types shift+94 'move by 1'
  types shift+10 'only step'
  types 29 'naive toggle' # the key of y types z
  types 52 'link y toggle'
  types alt+16 'only selu' # as Shift+7 is the sign /
  checked 0 '*Shift+7*only selu*types / here*Alt+7 does the same*'
  press shift+60 40 altgr+17 Escape
  same "de: what is typed into a line is text" 'prompt command | type "d" | type "\[" | edit cancel' "$told"
  close_window

  on fr
  types 60 'prompt command'
  types shift+60 'prompt find'
  types shift+58 'help toggle'
  types 21 'prompt formula'
  types shift+21 'zoom 0.8 x'
  types shift+10 'toggle step'
  types 10 'toggle step'
  types altgr+13 'depth by -1'
  types altgr+14 'nudge -1'
  types altgr+15 '' # it types |
  types alt+10 'only step'
  checked 0 '*Shift+1*Alt+1 does the same*'
  close_window

  on es
  types shift+16 'prompt find'
  types shift+60 'prompt command'
  types shift+19 'prompt formula'
  types shift+20 'help toggle'
  types 35 'zoom 0.8 x'
  close_window

  on jp
  types 61 'prompt find'
  types 48 'prompt command'
  types shift+20 'prompt formula'
  types shift+47 'zoom 0.8 x'
  types shift+61 'help toggle'
  types 35 'nudge -1'
  close_window

  on ru
  types 40 'derivative cycle' # a letter that is not Latin: by its place
  types shift+57 'cursor previous-point'
  types shift+16 'help toggle'
  types 21 'prompt formula'
  types shift+21 'zoom 0.8 x'
  types shift+59 'move by -1' # by its place, with Shift
  types shift+34 'depth by -1'
  checked 0 '*Shift+6*Shift+7*'
  close_window
}
[[ ${2:-} == ascii ]] || abroad

# held KEY SECONDS
held() {
  act keydown "$1" sleep "$2" keyup "$1" key Escape
}

on us
held 42 1.2 # g
same "g is one toggle however long it is held" 'grid toggle | leave*' "$told"
held 21 1.2 # =
same "so is =, and it is not typed into its line" 'prompt formula' "${told%% | *}"
held 86 1.2 # + of the keypad
check "+ goes on zooming" test "$(grep -o 'zoom 0.8 x' <<<"$told" | wc -l)" -gt 2
held 114 1.2 # Right
check "Right goes on moving" test "$(grep -o 'cursor by 0.01' <<<"$(traces=1 story)" | wc -l)" -gt 2
close_window

echo "layouts: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
