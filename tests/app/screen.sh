#!/usr/bin/env bash
# Mouse and screen in the real window, under a window manager: the light spot, wheels, boxes, files that are
# dropped, sizes from the desktop, what the window manager does on its own, and lost displays.
#
#   screen.sh BINARY PICTURE_COMPARE DESKTOP [PART]
#
# PART is mouse, files, desk or lost; all of them without one. DESKTOP is the program of desktop.c; what needs
# it is not tested where it is "". Opens X servers of its own.
# shellcheck disable=SC1091,SC2034,SC2154  # lib.sh sets and reads some of these
set -euo pipefail

[[ $# -eq 3 || $# -eq 4 ]] || {
  echo "usage: $0 BINARY PICTURE_COMPARE DESKTOP [mouse|files|desk|lost]" >&2
  exit 2
}
actscope=$(realpath "$1")
compare=$(realpath "$2")
desktop=${3:+$(realpath "$3")}
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

# lit FILE X Y: whether the white of the ground is there; no line is as wide as it looks.
lit() {
  local y
  for y in "$3" $(($3 + 13)) $(($3 - 13)); do
    [[ $("$compare" --pixel "$1" $(($2 + 5)) "$y") != "255 255 255" ]] || return 0
  done
  return 1
}

dim() { ! lit "$@"; }

spot() {
  at 320 180
  keys ctrl+l
  set_mark
  at 960 540
  comes "the light spot follows the mouse" heard "spotlight 0.75 0.75"
  shot "$work/spot.png"
  check "…it lights that place" lit "$work/spot.png" 960 560
  check "…whose radius is 12 % of the height" lit "$work/spot.png" 880 540
  check "…and no more" dim "$work/spot.png" 868 540
  check "…and dims the rest" dim "$work/spot.png" 320 180
  act click 4
  same "the wheel makes it larger" "spotlight size 0.132" "$told"
  act click 5 click 5
  same "…and smaller" "spotlight size 0.12 | spotlight size 0.109" "$told"
  keys Escape
  same "Escape" leave "$told"
  shot "$work/spot.png"
  check "…ends it" lit "$work/spot.png" 320 180
  at 320 180
  keys ctrl+l
  shot "$work/spot.png"
  check "the next one begins where the mouse is" lit "$work/spot.png" 320 200
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
  (cd "$folder" && "$desktop" drop "$window" "$@")
  xdotool key --delay 8 F7
  await "group sync"
  told=$(story)
}

files() {
  mistakes
  [[ -n $desktop ]] || return 0
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

# Mistakes in files are told where they are seen: the window's message is in its picture.
mistakes() {
  printf 'grid off\nbind\nonly\n' >"$work/config/actscope/config.actscope"
  open_window config
  same "a mistake in the configuration is on standard error" \
    "*config.actscope:2:*config.actscope:3:*" "$(tr '\n' ' ' <"$errors")"
  shot "$work/told.png"
  close_window_badly
  printf 'grid off\n' >"$work/config/actscope/config.actscope"
  open_window config
  shot "$work/silent.png"
  close_window
  rm "$work/config/actscope/config.actscope"
  differ "…and in the window" "$work/told.png" "$work/silent.png"
  [[ -n $desktop ]] || return 0
  open_window dropped
  shot "$work/silent.png"
  printf 'only sigmoid tanh\nfocus rleu\ngrid on\n' >"$folder/wrong.actscope"
  drop "$folder/wrong.actscope"
  shot "$work/told.png"
  differ "a mistake in a file dropped is told in the window" "$work/told.png" "$work/silent.png"
  same "…and on standard error" "*wrong.actscope:2:*" "$(<"$errors")"
  close_window_badly
}

# differ NAME A B: by more than the cursor of a mouse, or noise.
differ() { check "$1" above "$(mean_of "$2" "$3")" 0.05; }

close_window_badly() {
  kill "$pid" 2>/dev/null || true
  ends "$pid"
  same "after mistakes the status is 1" 1 "$ended"
}

# --- the desktop around the window ---

geometry() { xdotool getwindowgeometry "$window" | awk '/Geometry/ { print $2 }'; }
has_size() { [[ $(geometry) == "$1" ]]; }
has_states() { [[ $(xprop -id "$window" _NET_WM_STATE | tr ' ' '\n' | grep -c "$1") -eq $2 ]]; }
manage() { "$desktop" state "$window" "$@"; }

maximise() {
  manage "$1" MAXIMIZED_HORZ
  manage "$1" MAXIMIZED_VERT
}

# becomes WHAT VALUE: the state, once what the window manager did has been noticed.
becomes() {
  look
  [[ $(state "$1") == "$2" ]]
}

gives_back() {
  local key
  maximise add
  comes "the window manager maximises" has_states MAXIMIZED 2
  for key in F5 f F11; do
    keys "$key"
    comes "$key fills the screen" has_size 1920x1080
    keys Escape
    comes "Escape after $key: maximised again" has_states MAXIMIZED 2
    comes "…and nothing else" has_states FULLSCREEN 0
  done
  maximise remove
  comes "what was not maximised" has_size 1280x720
  keys F5
  comes "…fills the screen" has_size 1920x1080
  keys Escape
  comes "…and has its size again" has_size 1280x720
  check "…not maximised" has_states MAXIMIZED 0
}

follows_the_manager() {
  keys f
  comes "f fills the screen" has_states FULLSCREEN 1
  comes "…says the state" becomes fullscreen on
  manage remove FULLSCREEN
  comes "the window manager ends that, and the state follows" becomes fullscreen off
  comes "…with the size" has_size 1280x720
  keys f
  comes "one f fills the screen again" has_states FULLSCREEN 1
  keys f
  comes "one f ends it" has_states FULLSCREEN 0
  look # after which the program knows that, too
  manage add FULLSCREEN
  comes "the window manager fills the screen, and the state follows" becomes fullscreen on
  keys Escape
  comes "Escape ends that, too" has_size 1280x720
  keys F5
  comes "a lecture" has_states FULLSCREEN 1
  look
  manage remove FULLSCREEN
  comes "…whose window the manager makes smaller" becomes fullscreen off
  same "…goes on" on "$(state lecture)"
  reset
}

released_elsewhere() {
  at 600 200
  act mousedown 1 mousemove --window "$window" 640 200
  same "a drag pans" "pan *" "$told"
  xdotool windowminimize "$window"
  sleep 0.3 # nobody says when
  xdotool mouseup 1 windowactivate "$window"
  comes "the window is back" takes_keys
  act mousemove --window "$window" 700 210
  same "a button let go over no window drags nothing" "" "$told"
  act mousemove --window "$window" 500 210 mousedown 1 mousemove --window "$window" 540 210 mouseup 1
  same "…and the next press is one" "pan *" "$told"
  reset
}

takes_keys() {
  xdotool windowfocus "$window" 2>/dev/null
  [[ $(xdotool getwindowfocus) == "$window" ]]
}

pointer_is() { [[ $("$desktop" pointer) == "$1" ]]; }

projected() {
  at 640 400
  same "the screen saver comes" on "$("$desktop" saver)"
  keys F5
  comes "a lecture" has_states FULLSCREEN 1
  at 650 410
  check "its pointer is there" pointer_is shown
  same "no screen saver in a lecture" off "$("$desktop" saver)"
  comes "the pointer goes after a rest" pointer_is hidden
  act mousemove --window "$window" 655 415
  check "…and is there again when the mouse moves" pointer_is shown
  comes "…goes again" pointer_is hidden
  comes "the window sleeps" rests
  keys Escape
  comes "the lecture's end brings the pointer back" pointer_is shown
  same "…and the screen saver" on "$("$desktop" saver)"
  at 660 420
  sleep 3.5 # in which nothing is to happen
  check "an ordinary window's pointer stays" pointer_is shown
}

# How many ticks of the processor the window takes in two seconds.
frames() {
  local first
  first=$(cpu_ticks "$pid")
  sleep 2 # how much is drawn in it
  echo $(($(cpu_ticks "$pid") - first))
}

covered() {
  local open_ticks covered_ticks cover
  keys 5 space
  open_ticks=$(frames)
  "$actscope" --size 1900x1000 --fresh -e "fullscreen on" >"$work/cover.log" 2>&1 &
  launched cover
  cover=$!
  comes "another window covers all of it" is_covered_by "$cover"
  sleep 1 # a frame may still be on its way
  covered_ticks=$(frames)
  check "an animation nobody sees costs next to nothing ($covered_ticks of $open_ticks ticks)" \
    below "$((10 * covered_ticks))" "$((3 * open_ticks))"
  kill "$cover"
  ends "$cover"
  comes "the window is back" takes_keys
  check "and moves again" above "$((3 * $(frames)))" "$open_ticks"
  keys space
  reset
}

is_covered_by() {
  local other
  other=$(xdotool search --all --onlyvisible --pid "$1" --class '^actscope$' 2>/dev/null | head -n 1)
  [[ -n $other && $(xdotool getwindowgeometry "$other" | awk '/Geometry/ { print $2 }') == 1920x1080 ]]
}

session_has() { grep -q -- "$1" "$XDG_STATE_HOME/actscope/session-1.actscope" 2>/dev/null; }

keeps_scale() {
  echo 'bind F7 group sync' >"$work/config/actscope/config.actscope"
  start kept --scale 2
  xdotool windowsize "$window" 1000 600
  comes "the window's size is kept" session_has '^#: window 1000 600$'
  check "with the scale that was asked for" session_has '^#: scale 2$'
  kill -KILL "$pid"
  ends "$pid"
  start kept
  comes "the next start has that size" has_size 1000x600
  keys 8
  comes "what changes is written" session_has '^only .*gelu'
  check "with the same scale" session_has '^#: scale 2$'
  kill -KILL "$pid"
  ends "$pid"
  rm -r "$XDG_STATE_HOME" "$work/config/actscope/config.actscope"
}

# Two windows without a session, so that each has the first size.
dense() {
  local sparse=$DISPLAY
  open_display dense_screen
  DISPLAY=$display
  xprop -root -f RESOURCE_MANAGER 8s -set RESOURCE_MANAGER $'Xft.antialias:\t1\nXft.dpi:\t144\n'
  open_manager
  open_window dense
  same "the desktop's text is 1.5 times as large, and so is the window" 1920x1080 "$(geometry)"
  xdotool windowsize --sync "$window" 1800 900
  reset
  shot "$work/dense.png"
  close_window
  open_window asked --scale 1
  same "--scale counts more" 1280x720 "$(geometry)"
  close_window
  xprop -root -f RESOURCE_MANAGER 8s -set RESOURCE_MANAGER $'Xft.dpi:\tmany\n'
  open_window broken
  same "what is no number is none" 1280x720 "$(geometry)"
  close_window
  open_window plain --scale 1.5 --size 1800x900
  reset
  shot "$work/plain.png"
  close_window
  keeps_scale
  check "text and lines are as large as by --scale" below "$(mean_of "$work/dense.png" "$work/plain.png")" 0.2
  DISPLAY=$sparse
}

desk() {
  [[ -n $desktop ]] || return 0
  open_window desk
  gives_back
  follows_the_manager
  released_elsewhere
  covered
  projected
  same "nothing is complained of" "" "$(<"$errors")"
  close_window
  dense
}

# --- lost displays ---

# start NAME [ARGUMENT…]: as a user does it, with a session; nothing but Xvfb's window with the keyboard.
start() {
  folder=$work/$1
  shift
  mkdir -p "$folder"
  log=$folder/log errors=$folder/errors
  : >"$log"
  (cd "$folder" && exec "$actscope" --log-commands "$@" >"$log" 2>"$errors") &
  pid=$!
  launched "the window ${folder##*/}"
  mark=0
  patient "$pid" answers
}

answers() {
  find_window || return 1
  xdotool key --delay 8 F7
  heard "group sync"
}

lost_server() {
  local sparse=$DISPLAY server
  printf 'bind F7 group sync\nbind F12 "snapshot state.actscope; group saved"\n' \
    >"$work/config/actscope/config.actscope"
  open_display "dying_of_$1"
  server=$!
  DISPLAY=$display
  start lost
  keys 0 8
  kill "-$1" "$server"
  ends "$pid"
  same "where the X server ends ($1), the status is 1" 1 "$ended"
  same "…and the message one sentence" "actscope: the display is gone; the session is kept" "$(<"$errors")"
  ends "$server"
  DISPLAY=$sparse
  start lost
  look
  same "…the picture is there again, to the last key" gelu "$(state only)"
  kill -KILL "$pid"
  ends "$pid"
  rm -r "$XDG_STATE_HOME"
}

lost_script() {
  local sparse=$DISPLAY server
  open_display dying_under_script
  server=$!
  DISPLAY=$display
  open_window script
  kill "$server"
  ends "$pid"
  same "a script's window ends with 1, too" 1 "$ended"
  same "…and keeps no session" "actscope: the display is gone" "$(<"$errors")"
  ends "$server"
  DISPLAY=$sparse
}

# on_weston NAME OUTPUTS: Weston on a display of its own, with so many outputs, and the program in it as its
# user starts it. Weston is a window of the X server for each output; its windows get the keys that these get.
# Leaves its process in $compositor, and $DISPLAY at its display.
on_weston() {
  open_display "weston_$1"
  DISPLAY=$display
  log='' errors=$work/weston.log
  weston --backend=x11-backend.so --use-pixman --output-count="$2" --width=1000 --height=700 \
    --socket="wl-$1" --idle-time=0 >"$errors" 2>&1 &
  compositor=$!
  launched weston
  patient "$compositor" test -S "$XDG_RUNTIME_DIR/wl-$1"
  folder=$work/$1
  mkdir -p "$folder"
  log=$folder/log errors=$folder/errors
  : >"$log"
  (cd "$folder" && exec env -u DISPLAY WAYLAND_DISPLAY="wl-$1" SDL_VIDEODRIVER=wayland \
    "$actscope" --log-commands >"$log" 2>"$errors") &
  pid=$!
  launched "the window on Wayland"
  mark=0
  patient "$pid" answers_on_wayland
}

lost_compositor() {
  local compositor sparse=$DISPLAY
  command -v weston >/dev/null || return 0
  on_weston "lost_$1" 1
  keys 0 8
  kill "-$1" "$compositor"
  ends "$pid"
  same "where the compositor ends ($1), the status is 1" 1 "$ended"
  same "…and the message one sentence" "actscope: the display is gone; the session is kept" \
    "$(grep '^actscope:' "$errors")"
  ends "$compositor"
  DISPLAY=$sparse
  start wayland
  look
  same "…the picture is there again, to the last key" gelu "$(state only)"
  kill -KILL "$pid"
  ends "$pid"
  rm -r "$XDG_STATE_HOME"
}

# Without a window manager keys go to the window under the mouse.
answers_on_wayland() {
  xdotool mousemove 500 400 key --delay 8 F7
  heard "group sync"
}

# The same after the compositor has taken the keyboard away: a click gives it back, if it has to.
answers_again() {
  answers_on_wayland && return 0
  sleep 0.2
  heard "group sync" && return 0
  xdotool click 1
  return 1
}

# unplug NAME: closes one of Weston's windows, which stand for outputs, as its title bar would.
unplug() {
  local id
  id=$(xwininfo -root -tree | awk -v name="$1" 'index($0, name) { print $1; exit }')
  python3 - "$id" <<'END'
import ctypes, sys
x = ctypes.CDLL("libX11.so.6")
x.XOpenDisplay.restype = ctypes.c_void_p
x.XInternAtom.restype = ctypes.c_ulong
x.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
x.XSendEvent.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p]
x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
class Message(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("sent", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("kind", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("room", ctypes.c_long * 16)]
display, window = x.XOpenDisplay(None), int(sys.argv[1], 16)
event = Message(type=33, window=window, kind=x.XInternAtom(display, b"WM_PROTOCOLS", 0), format=32)
event.data[0] = x.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
x.XSendEvent(display, window, 0, 0, ctypes.byref(event))
x.XSync(display, 0)
END
}

one_output() { [[ $(xwininfo -root -tree | grep -c 'Weston Compositor') -eq 1 ]]; }

# During a lecture on a second output, that output is unplugged: SDL 2.26 breaks the connection itself.
unplugged() {
  local compositor sparse=$DISPLAY output
  command -v weston >/dev/null || return 0
  ! grep -qa __asan_init "$actscope" || return 0 # SDL 2.26 reads a null pointer there now and then
  for output in screen0 screen1; do
    on_weston "unplugged_$output" 2
    keys 0 8 F5
    unplug "$output"
    comes "$output is unplugged during a lecture" one_output
    sleep 2 # SDL breaks the connection some time later, or not at all: keys may be lost meanwhile
    set_mark
    patient "$pid" answers_again
    keys 7
    look
    same "…which goes on with what it showed" "gelu selu" "$(state only)"
    same "…as a lecture" on "$(state lecture)"
    same "…that fills the screen" on "$(state fullscreen)"
    close_window
    kill "$compositor"
    ends "$compositor"
    DISPLAY=$sparse
    rm -r "$XDG_STATE_HOME"
  done
}

lost() {
  lost_server TERM
  lost_server KILL
  lost_script
  lost_compositor TERM
  lost_compositor KILL
  unplugged
}

open_display main
export DISPLAY=$display
open_manager
for part in ${4:-mouse files desk lost}; do "$part"; done
echo "screen: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
