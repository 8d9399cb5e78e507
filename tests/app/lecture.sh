#!/usr/bin/env bash
# A lecture in the real window: every key of a presenter, pressed; state and pixels looked at.
#
#   lecture.sh BINARY PICTURE_COMPARE
#
# Opens its own X server.
# shellcheck disable=SC1091,SC2034,SC2154  # lib.sh sets and reads some of these
set -euo pipefail

[[ $# -eq 2 ]] || {
  echo "usage: $0 BINARY PICTURE_COMPARE" >&2
  exit 2
}
actscope=$(realpath "$1")
compare=$(realpath "$2")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/actscope-lecture.XXXXXX")

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$here/lib.sh"
trap 'end_all; rm -rf "$work"' EXIT

mkdir -m 700 "$work/config" "$work/runtime"
export XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/runtime XDG_STATE_HOME=$work/state
export SDL_AUDIODRIVER=dummy
unset WAYLAND_DISPLAY SDL_VIDEODRIVER

cat >"$work/keys.actscope" <<'END'
bind F7 group sync
bind F9 source reset.actscope
bind F10 "snapshot shot.png; group shot"
bind F12 "snapshot state.actscope; group saved"
bind F8 "blank on; group sync"
bind Ctrl+F8 "blank on; snapshot shot.png; group shot"
bind Ctrl+F10 "blank off; blank white; snapshot shot.png; group shot"
wait 0.1
group ready
END
cat >"$work/reset.actscope" <<'END'
help off; blank off; card off; lecture off; fullscreen off; pen off; pen clear; spotlight off
echo off; timer off; markers off; reduced-motion off; hear off; speak off; tour article; tour off; language en
only sigmoid tanh; focus sigmoid; derivative 0,1; layout stacked
scale x linear; scale y linear; view home; view -5 5; view fit
cursor off; highlight off; theme light; text-size 1
grid on; legend off; readout on; points on; hints on
wait 0.05
group reset
END

open_display main
export DISPLAY=$display
open_manager

# As large as the screen: without the manager's frame, so that places are the screen's.
size=1920x1080

corner() { "$compare" --pixel "$1" 3 3; }
middle() { "$compare" --pixel "$1" 960 540; }

# Every key that was pressed, to see at the end that none is forgotten.
pressed=" "
xdotool() {
  [[ $1 != key ]] || pressed+="${*:2} "
  command xdotool "$@"
}

# What keys do while the picture is blank, where those of lib.sh rest. The test's own key is heard
# behind them.
blank_keys() {
  set_mark
  xdotool key --delay 8 "$@" F8
  await "group sync"
  told=$(story)
}

# blank_shot KEY FILE: the same for a picture; KEY says which blank stays.
blank_shot() {
  set_mark
  xdotool key --delay 8 "$1"
  await "group shot"
  cp "$folder/shot.png" "$2"
}

lecture_starts_and_stops() {
  keys t # dark at the desk
  keys ctrl+plus
  look
  local sized theme
  sized=$(state text-size)
  theme=$(state theme)
  same "the desk is dark" dark "$theme"
  keys F5
  same "F5 starts" "lecture on" "$told"
  look
  same "…lecture mode" on "$(state lecture)"
  same "…in light colours" light "$(state theme)"
  same "…in full screen" on "$(state fullscreen)"
  same "…without hints" off "$(state hints)"
  same "…at its own size" 1 "$(state text-size)"
  shot "$work/lecture.png"
  same "…which is the screen" 1920x1080 "$(size_of "$work/lecture.png")"
  same "…on white" "255 255 255" "$(corner "$work/lecture.png")"
  keys F5
  look
  same "F5 once more does not stop" on "$(state lecture)"
  keys ctrl+plus
  look
  check "Ctrl++ makes it bigger" above "$(state text-size)" 1.1
  keys ctrl+minus
  look
  same "Ctrl+- makes it smaller" 1 "$(state text-size)"
  keys Escape
  same "Escape stops" "leave" "$told"
  look
  same "…lecture mode" off "$(state lecture)"
  same "…and brings back the theme" "$theme" "$(state theme)"
  same "…the size" "$sized" "$(state text-size)"
  same "…the window" off "$(state fullscreen)"
  same "…the hints" on "$(state hints)"
  shot "$work/desk.png"
  same "…and its ground" "16 20 24" "$(corner "$work/desk.png")"
  check "Escape at the desk does not quit" alive "$pid"
  keys Escape Escape Escape
  check "…however often" alive "$pid"
  reset
}

blank_listens_to_few() {
  local key
  keys F5
  for key in b period; do
    blank_keys "$key"
    same "$key blanks" "blank toggle | blank on" "$told"
    blank_shot ctrl+F8 "$work/blank.png"
    same "…to black" "0 0 0" "$(middle "$work/blank.png")"
    blank_keys g 1 t d Left F5
    same "while blank other keys rest" "blank on" "$told"
    keys "$key"
    same "$key again shows the picture" "blank toggle" "$told"
    shot "$work/shown.png"
    same "…on its ground" "255 255 255" "$(corner "$work/shown.png")"
  done
  blank_keys b
  set_mark
  xdotool key --delay 8 w
  await "blank white"
  blank_shot ctrl+F10 "$work/white.png"
  same "…all of it" "255 255 255" "$(middle "$work/white.png")"
  same "…without any ink" 0 "$("$compare" --dark "$work/white.png" 0 0 1920 1080)"
  set_mark
  xdotool key --delay 8 Next
  await next
  keys w
  same "w once more shows the picture" "blank white" "$told"
  shot "$work/after.png"
  check "…and the step that was taken" above "$(mean_of "$work/shown.png" "$work/after.png")" 0.5
  blank_keys b
  keys Escape
  look
  same "Escape ends the blank" off "$(state blank)"
  same "…and not the lecture" on "$(state lecture)"
  reset
}

steps_through_a_tour() {
  keys F6
  keys F5
  look
  local first
  first=$(state only)
  shot "$work/step1.png"
  keys Next
  same "PageDown steps" "next*" "$told"
  keys Next
  shot "$work/step3.png"
  check "…to another picture" above "$(mean_of "$work/step1.png" "$work/step3.png")" 1
  keys space
  same "Space steps in a lecture" "next*" "$told"
  keys Left Return Right Left
  same "arrows and Return step, as a remote sends them" "previous | next | next | *previous" "$told"
  keys Prior Prior
  look
  same "PageUp comes back to the first" "$first" "$(state only)"
  keys Escape
  look
  same "Escape ends the tour" on "$(state lecture)"
  keys Escape
  look
  same "…then the lecture" off "$(state lecture)"
  reset
}

returns_to_a_step() {
  keys F6
  keys F5
  at 10 10
  shot "$work/step.png"
  keys d ctrl+Right
  shot "$work/played.png"
  check "a step is live" above "$(mean_of "$work/step.png" "$work/played.png")" 0.02
  keys shift+r
  same "R begins it anew" "tour restart*" "$told"
  at 10 10
  comes "…as it was" as_begun
  keys ctrl+shift+j
  same "Ctrl+Shift+j changes the language" "language next" "$told"
  look
  same "…to Japanese" ja "$(state language)"
  shot "$work/japanese.png"
  check "…in the picture" above "$(mean_of "$work/step.png" "$work/japanese.png")" 0.1
  keys ctrl+shift+j
  look
  same "…and back" en "$(state language)"
  keys F1
  same "F1 helps in a lecture" "help toggle" "$told"
  shot "$work/help.png"
  check "…large" above "$("$compare" --dark "$work/help.png" 0 0 1920 1080)" 4000
  keys Escape
  reset
}
as_begun() {
  shot "$work/anew.png"
  below "$(mean_of "$work/step.png" "$work/anew.png")" 0
}

quit_asks() {
  keys F5
  keys q
  check "q does not end a lecture" alive "$pid"
  same "…it asks" "quit ask" "$told"
  keys g
  keys q
  check "…each time" alive "$pid"
  reset
}

spotlight() {
  at 500 480
  act mousedown 2
  same "the middle button lights a spot" "spotlight 0.* 0.*" "$told"
  shot "$work/spot.png"
  check "…around it is dark" below "$("$compare" --pixel "$work/spot.png" 1850 500 | awk '{ print $1 }')" 110
  same "…in it is not" "255 255 255" "$("$compare" --pixel "$work/spot.png" 520 470)"
  act mousemove --window "$window" 768 324
  check "the spot follows" grep -qx "spotlight 0.4 0.3" "$log"
  act mouseup 2
  same "letting go ends it" "spotlight off" "$told"
  shot "$work/nospot.png"
  same "…and the light is back" "255 255 255" "$("$compare" --pixel "$work/nospot.png" 1850 500)"
  keys ctrl+l
  same "Ctrl+l lights it, too" "spotlight toggle" "$told"
  keys ctrl+l
  reset
}

pen() {
  keys shift+2 # the pointer cannot choose another curve
  at 900 600
  act mousemove --window "$window" 10 10
  shot "$work/clean.png"
  keys ctrl+p
  same "Ctrl+p takes the pen" "pen toggle" "$told"
  at 400 330
  act mousedown 1 mousemove --window "$window" 480 440 mousemove --window "$window" 700 330 mouseup 1
  check "dragging draws" grep -qx "pen down 0.20833 0.30556" "$log"
  look
  same "…and does not pan" "-5 5" "$(view_x)"
  act mousemove --window "$window" 10 10
  shot "$work/ink.png"
  check "…ink" above "$(mean_of "$work/clean.png" "$work/ink.png")" 0.02
  keys ctrl+z
  same "Ctrl+z takes a stroke back" "undo" "$told"
  shot "$work/undone.png"
  same "…from the picture" "mean 0.0000 0.0000 0.0000 *" "$("$compare" "$work/clean.png" "$work/undone.png")"
  at 400 330
  act mousedown 1 mousemove --window "$window" 480 340 mouseup 1
  keys ctrl+e
  same "Ctrl+e wipes" "pen clear" "$told"
  keys ctrl+p
  at 10 10
  shot "$work/wiped.png"
  same "…all of it" "mean 0.0000 0.0000 0.0000 *" "$("$compare" "$work/clean.png" "$work/wiped.png")"
  reset
}

test_card() {
  keys F5
  keys ctrl+shift+t
  same "Ctrl+Shift+t shows the test card" "card toggle" "$told"
  shot "$work/card.png"
  same "…with corners" "26 26 26" "$("$compare" --pixel "$work/card.png" 0 0)"
  keys Escape
  look
  same "Escape puts it away" off "$(state card)"
  same "…and not the lecture" on "$(state lecture)"
  reset
}

echo_and_time() {
  at 10 10
  keys ctrl+k
  same "Ctrl+k shows keys" "echo toggle" "$told"
  keys g
  keys g
  shot "$work/echo.png"
  check "…in the corner" above "$("$compare" --dark "$work/echo.png" 1500 900 400 140)" 1000
  keys ctrl+k
  keys ctrl+t
  same "Ctrl+t shows the time" "timer toggle" "$told"
  shot "$work/time1.png"
  comes "…which goes on" time_goes_on
  comes "Ctrl+Shift+r begins at 0:00" starts_anew
  same "Ctrl+Shift+r sets it to 0" "timer reset" "$told"
  keys ctrl+t
  reset
}

time_goes_on() {
  shot "$work/time2.png"
  above "$(mean_of "$work/time1.png" "$work/time2.png")" 0.0005
}

# Twice, a second and more apart, the time is the same after a reset: it began at 0 each time.
starts_anew() {
  keys ctrl+shift+r
  shot "$work/zero1.png"
  sleep 1.2
  keys ctrl+shift+r
  shot "$work/zero2.png"
  below "$(mean_of "$work/zero1.png" "$work/zero2.png")" 0
}

dashes_and_calm() {
  keys F5
  at 10 10
  shot "$work/plain.png"
  keys ctrl+m
  same "Ctrl+m marks the curves" "markers toggle" "$told"
  look
  same "…with dashes and markers" on "$(state markers)"
  shot "$work/marked.png"
  check "…in the picture" above "$(mean_of "$work/plain.png" "$work/marked.png")" 0.02
  keys ctrl+m
  shot "$work/unmarked.png"
  same "…and no more" "mean 0.0000 0.0000 0.0000 *" "$("$compare" "$work/plain.png" "$work/unmarked.png")"
  keys ctrl+shift+m
  same "Ctrl+Shift+m calms the views" "reduced-motion toggle" "$told"
  look
  same "…which then change at once" on "$(state reduced-motion)"
  keys ctrl+shift+m
  look
  same "…and no more" off "$(state reduced-motion)"
  reset
}

# The keys of the groups Tour and Lecture, as xdotool names them.
presenter_keys() {
  awk '/^group/ { on = /"(Tour|Lecture)"/ } on && $1 == "bind" { print $2 }' "$here/../../assets/keys.actscope" |
    sed -E 's/^(lecture|tour)://; s/^\.$/period/; s/^Space$/space/; s/^R$/shift+r/; s/Ctrl/ctrl/; s/Shift/shift/; s/Alt/alt/'
}

none_is_forgotten() {
  local key n=0
  while read -r key; do
    n=$((n + 1))
    check "the key $key was pressed" grep -qF -- " $key " <<<"$pressed"
  done < <(presenter_keys)
  check "presenter keys are found" above "$n" 20
}

hears_and_speaks() {
  at 10 10
  keys alt+s
  same "Alt+s speaks" "speak toggle" "$told"
  keys alt+h
  same "Alt+h sounds" "hear toggle" "$told"
  keys shift+3 n
  await "Tanh at x = 0: value 0, slope 1"
  at 10 10
  keys alt+shift+s
  same "Alt+Shift+s says it once more" "speak now | Tanh at x = 0: value 0, slope 1" "$told"
  keys alt+shift+h
  same "Alt+Shift+h hears the slope" "hear next" "$told"
  keys alt+s
  keys alt+h
  reset
}

# The lecturer's window, in $view. (xdotool's own search by name misses it.)
presenter_view() {
  local window
  for window in $(xdotool search --onlyvisible --class '^actscope$' 2>/dev/null); do
    [[ $(xdotool getwindowname "$window" 2>/dev/null) == "actscope: presenter" ]] || continue
    view=$window
    return 0
  done
  return 1
}
no_presenter_view() { ! presenter_view; }

# With one display it opens only where it is asked for.
lecturers_window() {
  local log=$work/presenter.log errors=$work/presenter.errors pid mark=0
  : >"$log"
  printf 'wait 0.4\nlecture on\ngroup ready\n' >"$work/presenter.actscope"
  (cd "$work" && exec "$actscope" --log-commands --presenter --tour article --size 800x450 \
    --script presenter.actscope >"$log" 2>"$errors") &
  pid=$!
  launched "the window with a presenter's"
  await "group ready"
  comes "--presenter opens the lecturer's window" presenter_view
  comes "…which takes the keyboard" takes_keys
  xdotool key --delay 8 Next
  await next
  xdotool key --delay 8 q
  await "quit ask"
  xdotool key --delay 8 q
  ends "$pid"
  same "q twice quits there, too" 0 "$ended"
  same "it has nothing to complain of" "" "$(<"$errors")"
}

takes_keys() {
  xdotool windowfocus "$view"
  [[ $(xdotool getwindowfocus) == "$view" ]]
}

everything() {
  open_window lecture --size "$size"
  lecture_starts_and_stops
  blank_listens_to_few
  steps_through_a_tour
  returns_to_a_step
  quit_asks
  spotlight
  pen
  test_card
  echo_and_time
  dashes_and_calm
  hears_and_speaks
  check "the window has not quit" alive "$pid"
  keys F5
  check "with one display there is no presenter window" no_presenter_view
  reset
  same "…and has nothing to complain of" "" "$(<"$errors")"
  keys F5
  keys q
  xdotool key --delay 8 q
  ends "$pid"
  same "q twice quits with status 0" 0 "$ended"
  lecturers_window
  none_is_forgotten
}

everything
echo "lecture: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
