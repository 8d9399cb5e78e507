#!/usr/bin/env bash
# Mouse and screen in the real window, under a window manager: the light spot, wheels, boxes, files that are
# dropped, sizes from the desktop, what the window manager does on its own, and lost displays.
#
#   screen.sh BINARY PICTURE_COMPARE DROP_FILES [PART]
#
# PART is mouse, files, desk or lost; all of them without one. DROP_FILES is the program of drop_files.c; the
# files are not dropped where it is "". Opens X servers of its own.
# shellcheck disable=SC1091,SC2034,SC2154  # lib.sh sets and reads some of these
set -euo pipefail

[[ $# -eq 3 || $# -eq 4 ]] || {
  echo "usage: $0 BINARY PICTURE_COMPARE DROP_FILES [mouse|files|desk|lost]" >&2
  exit 2
}
actscope=$(realpath "$1")
compare=$(realpath "$2")
drop_files=${3:+$(realpath "$3")}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/actscope-screen.XXXXXX")

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$here/lib.sh"
trap 'end_all; rm -rf "$work"' EXIT

mkdir -m 700 "$work/config" "$work/runtime" "$work/config/actscope"
export XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/runtime XDG_STATE_HOME=$work/state
export SDL_AUDIODRIVER=dummy
unset WAYLAND_DISPLAY SDL_VIDEODRIVER

cat >"$work/keys.actscope" <<'END'
bind F7 group sync
bind F9 source reset.actscope
bind F10 "snapshot shot.png; group shot"
bind F12 "snapshot state.actscope; group saved"
wait 0.1
group ready
END
cat >"$work/reset.actscope" <<'END'
help off; blank off; lecture off; fullscreen off; pen off; spotlight off; timer off; animate off
only sigmoid tanh; focus sigmoid; derivative 0,1; layout stacked; data off
scale x linear; scale y linear; view -5 5; view fit; cursor off; highlight off
wait 0.05
group reset
END

# --- the mouse ---

# The pointer is put to places of the window of 1280x720, whose picture has its panels at 100..1200.
traces() {
  local x
  for x in 300 700 301 299 1000; do # far and near, with more than a fifth of a second between
    set_mark
    at "$x" 200
    comes "a pointer that is put to $x moves the cursor" moved_cursor
    sleep 0.25
  done
}

moved_cursor() {
  listen
  [[ "${said[*]-}" == *"cursor "* ]]
}

# What a window manager does to the window is not the user's move.
rests_under_changes() {
  local key
  at 640 300
  keys x type --args 1 1 key --delay 8 Return
  for key in F5 Escape f Escape F11 F11; do
    keys "$key"
    sleep 0.1 # in which the server tells of the window's new size
    keys F7
    look
    same "the cursor stays at 1 after $key" 1 "$(state cursor)"
  done
  reset
}

spot() {
  at 320 180
  keys ctrl+l
  set_mark
  at 960 540
  comes "the light spot follows the mouse" heard "spotlight 0.75 0.75"
  shot "$work/spot.png"
  same "…it lights that place" "255 255 255" "$("$compare" --pixel "$work/spot.png" 960 560)"
  check "…whose radius is 12 % of the height" below \
    "$("$compare" --pixel "$work/spot.png" 960 630 | awk '{ print $1 }')" 110
  check "…and dims the rest" below "$("$compare" --pixel "$work/spot.png" 320 180 | awk '{ print $1 }')" 110
  act click 4
  same "the wheel makes it larger" "spotlight size 0.132" "$told"
  act click 5 click 5
  same "…and smaller" "spotlight size 0.12 | spotlight size 0.109" "$told"
  keys Escape
  same "Escape" leave "$told"
  shot "$work/spot.png"
  same "…ends it" "255 255 255" "$("$compare" --pixel "$work/spot.png" 320 180)"
  at 320 180
  keys ctrl+l
  shot "$work/spot.png"
  same "the next one begins where the mouse is" "255 255 255" "$("$compare" --pixel "$work/spot.png" 320 200)"
  reset
}

wheels() {
  at 640 200
  act click 7
  same "the wheel to the right pans" "pan 0.05 0" "$told"
  act click 6 click 6
  same "…to the left, too" "pan -0.05 0 | pan -0.05 0" "$told"
  reset
}

boxes() {
  local before
  look
  before=$(view_x)
  act keydown ctrl mousemove --window "$window" 400 100 mousedown 1 mousemove --window "$window" 600 150 \
    mousemove --window "$window" 800 250 mouseup 1 keyup ctrl
  same "Ctrl+drag zooms to a box" "view *" "$told"
  look
  check "…which is a part of the view" narrower "$before" "$(view_x)"
  reset
}

narrower() { awk -v a="$1" -v b="$2" 'BEGIN { split(a, p); split(b, q); exit !(q[1] > p[1] && q[2] < p[2]) }'; }

mouse() {
  open_window mouse
  traces
  rests_under_changes
  spot
  wheels
  boxes
  same "nothing is complained of" "" "$(<"$errors")"
  close_window
}

# --- files ---

drop() {
  set_mark
  (cd "$folder" && timeout 60 "$drop_files" "$window" "$@")
  xdotool key --delay 8 F7
  await "group sync"
  told=$(story)
}

files() {
  [[ -n $drop_files ]] || return 0
  open_window files
  local i
  for i in 1 2 3 4 5 6 7 8 9; do printf '%s\n' -1 0 "$i" >"$folder/n$i.csv"; done
  printf 'only gelu\nderivative 0\n' >"$folder/a b.actscope"
  printf 'toggle mish\nlayout grid\n' >"$folder/second.actscope"
  drop "$folder/n1.csv"
  same "a file of numbers" "data \"$folder/n1.csv\"" "$told"
  drop "$folder/n1.csv" "$folder/n2.csv"
  same "two of them are one command" "data \"$folder/n1.csv\" \"$folder/n2.csv\"" "$told"
  look
  same "…and both are there" "*n1.csv* *n2.csv*" "$(state data)"
  drop "$folder/a b.actscope" "$folder/second.actscope"
  look
  same "two states come one after the other" "gelu mish" "$(state only)"
  drop "$folder/n3.csv" "$folder/a b.actscope" "$folder/n4.csv"
  look
  same "with states there are the numbers, too" "*n3.csv* *n4.csv*" "$(state data)"
  same "…and what the states show" "gelu" "$(state only)"
  drop "$folder"/n?.csv
  look
  same "nine files of numbers are too many" "*n3.csv* *n4.csv*" "$(state data)"
  reset
  close_window
}

desk() { :; }
lost() { :; }

open_display main
export DISPLAY=$display
open_manager
for part in ${4:-mouse files desk lost}; do "$part"; done
echo "screen: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
