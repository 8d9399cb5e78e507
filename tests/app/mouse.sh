#!/usr/bin/env bash
# The whole interface with the mouse alone, in the real window: what a person does who never touches a
# key. Two functions are compared, a parameter is changed by its slider, a curve has its menu, an axis
# becomes logarithmic, networks, race and back, theme, undo by its button, a picture is saved, help, a
# tour, a lecture and back. Judged by the state and by pixels.
#
#   mouse.sh BINARY PICTURE_COMPARE
#
# The only keys are the test's own (F7, F12, F10), which look and do nothing else. Where things stand is
# taken from the draw list of the same state; what is open is opened there, too.
# shellcheck disable=SC1091,SC2034,SC2154  # lib.sh sets and reads some of these
set -euo pipefail

[[ $# -eq 2 ]] || {
  echo "usage: $0 BINARY PICTURE_COMPARE" >&2
  exit 2
}
actscope=$(realpath "$1")
compare=$(realpath "$2")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/actscope-mouse.XXXXXX")

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$here/lib.sh"
trap 'end_all; rm -rf "$work"' EXIT

mkdir -m 700 "$work/config" "$work/runtime"
export XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/runtime XDG_STATE_HOME=$work/state
unset WAYLAND_DISPLAY SDL_VIDEODRIVER
export SDL_AUDIODRIVER=dummy

cat >"$work/keys.actscope" <<'END_OF_KEYS'
reduced-motion on
bind F7 group sync
bind F10 "snapshot shot.png; group shot"
bind F12 "snapshot state.actscope; group saved"
wait 0.1
group ready
END_OF_KEYS
: >"$work/reset.actscope"

# draws COMMANDS: the draw list of the window's state, with what is open.
draws() {
  opened=$1
  "$actscope" plot --size 1280x720 --dump --script "$folder/state.actscope" -e "hints on; $1" >"$work/dump"
}

# middle TEXT [NTH]: the middle of that text in the draw list, "X Y"; of the last one, or of the NTH.
middle() {
  awk -v want="\"$1\"" -v nth="${2:-0}" '$1 == "text" { t = $0; sub(/^[^"]*/, "", t)
    if (t != want) next
    n++
    side = $8 == "left" ? 8 : $8 == "right" ? -8 : 0
    at = sprintf("%d %d", $2 + side, $3 - $6 / 2)
    if (n == nth) exit }
    END { print at }' "$work/dump"
}

# lists TEXT: whether the draw list has the text.
lists() { [[ -n $(middle "$1") ]]; }

# hits WHAT TEXT COMMAND [BUTTON [NTH]]: a click on the text, after which the window says COMMAND. The mouse is
# there a moment before, as a hand is: the window has drawn what it is over.
hits() {
  local what=$1 text=$2 command=$3 button=${4:-1} x y
  read -r x y < <(middle "$text" "${5:-0}") || {
    fail "$what: \"$text\" is not on the screen" "$(grep -c . "$work/dump") items"
    return 0
  }
  at "$((x + 1))" "$y"
  at "$x" "$y"
  settles
  xdotool mousedown "$button"
  settles # a hand holds a button for a moment, in which the window draws
  set_mark
  xdotool mouseup "$button"
  patient "$pid" said_like "$command"
  pass "$what"
}

# All that was done has arrived. A line that is open takes all keys.
settles() {
  [[ $opened != prompt* ]] || return 0
  set_mark
  xdotool key --delay 8 F7
  await "group sync"
}

# said_like PATTERN: whether a line since the mark fits.
said_like() {
  local line
  listen
  for line in ${said[@]+"${said[@]}"}; do
    # shellcheck disable=SC2053  # a pattern on purpose
    [[ $line != $1 ]] || return 0
  done
  return 1
}

# Looks at the state, and draws the same without anything open. The mouse is taken off the picture, whose
# cursor would be a part of it.
glance() {
  at 640 8
  look
  draws ""
}

pick_functions() {
  glance
  hits "the button opens the list" "+ Function" "prompt find"
  draws "prompt find"
  check "…of functions" lists "Binary step"
  check "…which says how many" lists "68 of 68"
  hits "a click shows one" "GELU" "show \"gelu\""
  patient "$pid" heard "edit cancel"
  glance
  same "…and closes the list" "sigmoid tanh gelu" "$(state only)"
  check "…under the last name stands +" lists "function"
  hits "+ function opens the list, too" "function" "prompt find"
  draws "prompt find"
  local x y
  read -r x y < <(middle "Leaky ReLU")
  set_mark
  at "$x" "$y"
  xdotool click 5 click 5
  await "edit scroll 2"
  draws "prompt find; edit scroll 2; edit scroll 2"
  check "the wheel scrolls the list" lists "SELU"
  set_mark
  read -r x y < <(middle "Leaky ReLU")
  at "$x" "$y"
  xdotool keydown shift click 1 keyup shift # a hand at Shift, as in every desktop program
  await "focus \"leaky_relu\""
  set_mark
  at 900 200
  xdotool click 1
  await "edit cancel"
  pass "a click with Shift leaves the list open, one beside it closes it"
  glance
  same "…both are shown" "sigmoid tanh gelu leaky_relu" "$(state only)"
}

names() {
  local x y
  glance
  hits "a click on a name hides it" "GELU" "hide gelu"
  glance
  same "…and it is hidden" "gelu" "$(state hide)"
  read -r x y < <(middle "Leaky ReLU" 1)
  at "$((x + 2))" "$y"
  shot "$work/over.png"
  at 5 5
  shot "$work/off.png"
  check "a name has a ground under the mouse" above "$(mean_of "$work/over.png" "$work/off.png")" 0.01
  at "$x" "$y"
  comes "…and a line of help where it rests" explained
  glance
  hits "a right click on a name opens its menu" "Leaky ReLU" "menu curve leaky_relu *" 3 1
  draws "menu curve leaky_relu $(menu_place)"
  hits "…only this" "Only this" "only leaky_relu"
  glance
  same "…is the only one" "leaky_relu" "$(state only)"
}

explained() {
  shot "$work/rests.png"
  above "$(mean_of "$work/over.png" "$work/rests.png")" 0.5
}

# Where the menu was opened last, as its command says.
menu_place() {
  local line
  for line in ${said[@]+"${said[@]}"}; do
    [[ $line != "menu "* ]] || printf '%s\n' "$(awk '{ print $(NF - 1), $NF }' <<<"$line")"
  done | tail -n 1
}

slides() {
  local x y before
  glance
  before=$(state param leaky_relu alpha)
  read -r x y < <(middle "α")
  set_mark
  xdotool mousemove --window "$window" "$((x + 20))" "$y" mousedown 1
  at "$((x + 90))" "$y"
  at "$((x + 110))" "$y"
  xdotool mouseup 1
  patient "$pid" said_like "param leaky_relu alpha *"
  at 640 20
  glance
  check "its slider changes the parameter: $before, $(state param leaky_relu alpha)" \
    above "$(state param leaky_relu alpha)" 0.2
}

undoes() {
  glance
  hits "the undo button" "Undo" "undo"
  glance
  same "…takes the slider back" 0.01 "$(state param leaky_relu alpha)"
  hits "…and again" "Undo" "undo"
  glance
  same "…brings the others back" "sigmoid tanh gelu leaky_relu" "$(state only)"
}

axes() {
  local x y
  glance
  read -r x y < <(middle "2")
  set_mark
  at "$x" "$y"
  xdotool click 3
  patient "$pid" said_like "menu x *"
  draws "menu x $(menu_place)"
  hits "the x axis has a menu" "Symmetric logarithm" "scale x symlog"
  glance
  same "…that makes it logarithmic" symlog "$(state scale x)"
  hits "Home is a button" "Home" "view home*"
  glance
  hits "…undo makes it linear again" "Undo" undo
  glance
  [[ $(state scale x) != symlog ]] || {
    hits "…undo once more" "Undo" undo
    glance
  }
  check "…the axis is linear" test "$(state scale x)" != symlog
}

pages() {
  glance
  hits "Networks is a button" "Networks" "page toggle network"
  glance
  same "…a page" network "$(state page)"
  hits "its chips are clicked" "float64" "network precision float64" || true
  glance
  hits "…deeper" "Deeper" "network depth by 1"
  glance
  hits "Race is a button" "Race" "page toggle race"
  glance
  same "…another page" race "$(state page)"
  hits "one step" "One step" "race step"
  glance
  hits "…and back to the curves" "Curves" "page toggle race"
  glance
  same "…they are back" curves "$(state page)"
}

colours() {
  glance
  at 960 704 # beside the buttons, which a message would hide
  shot "$work/light.png"
  hits "the themes have a menu" "Theme ▾" "menu theme"
  draws "menu theme"
  hits "…dark" "dark" "theme dark"
  at 640 20
  glance
  same "…is the theme" dark "$(state theme)"
  shot "$work/dark.png"
  check "…and the ground is dark" below \
    "$("$compare" --pixel "$work/dark.png" 3 3 | awk '{ print $1 + $2 + $3 }')" 150
  check "…where it was light" above \
    "$("$compare" --pixel "$work/light.png" 3 3 | awk '{ print $1 + $2 + $3 }')" 700
  hits "undo" "Undo" undo
  at 960 704
  shot "$work/again.png"
  same "…makes the same picture as before" "mean 0.00*" "$("$compare" "$work/light.png" "$work/again.png")"
}

arranges() {
  glance
  # shellcheck disable=SC1111  # the second derivative, no quote
  hits "f″ is a button" "f″" "derivative 0,1,2"
  glance
  same "…and drawn" "0,1,2" "$(state derivative)"
  hits "the arrangement has a menu" "Stacked ▾" "menu layout"
  draws "menu layout"
  hits "…grid" "Grid" "layout grid"
  glance
  same "…is the arrangement" grid "$(state layout)"
}

saves() {
  glance
  hits "Save asks for a name" "Save" "prompt save"
  draws "prompt save"
  hits "…OK takes the one that fits" "OK" "edit accept"
  patient "$pid" said_like "save *"
  local picture
  patient "$pid" find_picture
  picture=$(find "$folder" -name 'sigmoid*.png' -o -name 'actscope*.png' | head -n 1)
  same "…and the picture is there" 1280x720 "$(size_of "$picture")"
}

find_picture() { [[ -n $(find "$folder" \( -name 'sigmoid*.png' -o -name '4*.png' -o -name 'actscope*.png' \) -size +2k) ]]; }

helps() {
  glance
  hits "Help is a button" "Help" "help toggle"
  glance
  same "…it is open" on "$(state help)"
  set_mark
  at 640 360
  xdotool click 1
  await leave
  look
  check "…a click closes it" test "$(state help)" != on
}

# A lecture and a tour have no buttons: their menu leads on and back.
lectures() {
  glance
  hits "Lecture is a button" "Lecture" "lecture toggle"
  glance
  same "…it is on" on "$(state lecture)"
  chooses "lecture on" "End the lecture" "lecture off"
  glance
  check "…its menu ends it" test "$(state lecture)" != on
  hits "Tours have a menu" "Tours ▾" "menu tour"
  draws "menu tour"
  hits "…the article" "The article, live" "tour article"
  chooses "tour article" "Next step" "tour next"
  chooses "tour article" "End the tour" "tour off"
  glance
  same "…and the picture before it is back" "sigmoid tanh gelu leaky_relu" "$(state only)"
}

# chooses BEFORE WORDS COMMAND: a right click on the picture, and these words in its menu. BEFORE makes the
# same menu in the draw list.
chooses() {
  local size
  look
  shot "$work/now.png"
  size=$(size_of "$work/now.png")
  set_mark
  at 700 300
  xdotool click 3
  patient "$pid" said_like "menu *"
  "$actscope" plot --size "$size" --dump --script "$folder/state.actscope" -e "$1" -e "lecture $(state lecture | grep on || echo off)" \
    -e "menu panel $(menu_place)" >"$work/dump"
  opened=
  hits "the menu has $2" "$2" "$3"
}

open_display main
export DISPLAY=$display
open_manager
open_window walk --size 1280x720
pick_functions
names
slides
undoes
axes
pages
colours
arranges
saves
helps
lectures
same "nothing is complained of" "" "$(<"$errors")"
close_window
echo "mouse alone: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
