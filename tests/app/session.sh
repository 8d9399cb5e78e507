#!/usr/bin/env bash
# The session that a plain start goes on with: after quitting, after kill -9, with two windows, with a
# broken file; and who sees none.
#
#   session.sh BINARY [KILLS]
#
# KILLS is how often a window is killed at a random moment, 8 without it. Opens X servers of its own.
# shellcheck disable=SC1091,SC2034,SC2154  # lib.sh sets and reads some of these
set -euo pipefail

[[ $# -eq 1 || $# -eq 2 ]] || {
  echo "usage: $0 BINARY [KILLS]" >&2
  exit 2
}
actscope=$(realpath "$1")
kills=${2:-8}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/actscope-session.XXXXXX")

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$here/lib.sh"
trap 'end_all; rm -rf "$work"' EXIT

mkdir -m 700 "$work/config" "$work/runtime" "$work/config/actscope"
export XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/runtime XDG_STATE_HOME=$work/state
unset WAYLAND_DISPLAY SDL_VIDEODRIVER
kept=$XDG_STATE_HOME/actscope

cat >"$work/config/actscope/config.actscope" <<'END'
bind F7 group sync
bind F12 "snapshot state.actscope; group saved"
END

open_display main
export DISPLAY=$display
open_manager

# start NAME ARGUMENT…: the program as its user starts it; waits until it answers.
start() {
  folder=$work/$1
  shift
  mkdir -p "$folder"
  log=$folder/log
  errors=$folder/errors
  : >"$log"
  (cd "$folder" && exec "$actscope" --log-commands "$@" >"$log" 2>"$errors") &
  pid=$!
  launched "the window ${folder##*/}"
  mark=0
  patient "$pid" find_own
}

# The window of this process, with the keyboard; another one may stand behind it.
find_own() {
  window=$(xdotool search --all --onlyvisible --pid "$pid" --class '^actscope$' 2>/dev/null | head -n 1) &&
    [[ -n $window ]] && xdotool windowfocus "$window" 2>/dev/null &&
    [[ $(xdotool getwindowfocus 2>/dev/null) == "$window" ]] || return 1
  xdotool key --delay 8 F7
  heard "group sync"
}

crash() {
  kill -KILL "$pid"
  ends "$pid"
}

# enter LINE: typed into the entry line, with Return.
enter() { act key --delay 8 colon type --delay 8 --args 1 "$1" key --delay 8 Return; }

# written N PATTERN: whether session N's file has such a line.
written() { grep -q -- "$2" "$kept/session-$1.actscope" 2>/dev/null; }

shown() {
  look
  state only
}

first_start() {
  start first
  same "the first start shows the first picture" "sigmoid tanh" "$(shown)"
  check "an untouched picture is not kept" test ! -e "$kept/session-1.actscope"
  keys 3 4
  enter 'define wave = sin(k*x)'
  comes "what was changed is written" written 1 '^define wave(k=1) = sin(k\*x)'
  look
  cp "$folder/state.actscope" "$work/before"
  crash
  start first
  look
  check "after kill -9 the picture is there again" cmp "$work/before" "$folder/state.actscope"
  keys ctrl+z
  same "which undo takes back" "sigmoid tanh" "$(shown)"
  keys ctrl+y
  look
  check "and redo does again" cmp "$work/before" "$folder/state.actscope"
  keys colon Up Return
  same "lines that were typed are there again" '*define wave = sin(k\*x)*' "$told"
  keys g
  set_mark
  xdotool key --delay 8 q
  ends "$pid"
  start first
  same "what was changed last before quitting is there" off "$(look && state grid)"
}

# Bells and whistles of the moment are not gone on with.
moments() {
  keys F5
  keys 5
  xdotool key --delay 8 b
  await "blank toggle"
  comes "written during a lecture" written 1 '^only .*leaky_relu'
  crash
  start first
  look
  same "a lecture is over at the next start" off "$(state lecture)"
  same "no screen is filled" off "$(state fullscreen)"
  same "nothing is blank" off "$(state blank)"
  same "what was shown in it is there" '*leaky_relu*' "$(state only)"
  local picture
  picture=$(state only)
  keys F6
  keys Next
  keys 6
  sleep 1 # nothing is to happen
  crash
  start first
  same "a tour leaves the picture before it" "$picture" "$(shown)"
  set_mark
  xdotool key --delay 8 equal type --delay 8 'cosh(x)+'
  await 'type "+"'
  sleep 1 # which is when it is written
  crash
  start first
  same "half a formula is no function" "$picture" "$(shown)"
}

windows() {
  local first_pid=$pid first_window=$window
  start second
  same "a second window begins with the first picture" "sigmoid tanh" "$(shown)"
  keys 8
  comes "and has a place of its own" written 2 '^only .*gelu'
  check "the first one's stays" written 1 leaky_relu
  crash
  pid=$first_pid
  crash
  start second
  same "the newest session is gone on with" '*gelu' "$(shown)"
  local second_pid=$pid
  start first
  same "a second window goes on with the other one" '*leaky_relu*' "$(shown)"
  crash
  pid=$second_pid
  crash
}

afresh() {
  start third -f mish
  same "-f begins afresh" mish "$(shown)"
  keys 9
  comes "and is kept" written 3 '^only mish'
  check "what there was stays" written 1 leaky_relu
  crash
  start third
  same "a plain start goes on with it" 'mish *' "$(shown)"
  crash
  local before
  before=$(cat "$kept"/*.actscope)
  start script -e 'only gelu'
  keys 9
  sleep 1 # nothing is to be written
  crash
  same "a script's window sees and leaves no session" "$before" "$(cat "$kept"/*.actscope)"
  start third --fresh
  same "--fresh begins with the first picture" "sigmoid tanh" "$(shown)"
  check "and forgets the last session" test ! -e "$kept/session-3.actscope"
  keys 6
  comes "from there on it is kept" written 3 '^only .*elu'
  enter 'session forget'
  keys 7
  sleep 1 # nothing is to be written
  check "a forgotten session is not written again" test ! -e "$kept/session-3.actscope"
  enter 'session save'
  check "but when it is asked for" written 3 '^only .*selu'
  crash
}

geometry() { xdotool getwindowgeometry --shell "$window" | grep -v -e SCREEN -e WINDOW | tr '\n' ' '; }
has_geometry() { [[ $(geometry) == "$1" ]]; }

places() {
  start third
  xdotool windowsize "$window" 900 610 windowmove "$window" 200 130
  comes "the size is kept" written 3 '^#: window 900 610$'
  sleep 1 # the place may have changed a moment later
  local before
  before=$(geometry)
  crash
  start third
  comes "the window stands where it stood" has_geometry "$before"
  crash
  start third
  comes "and stays there, start by start" has_geometry "$before"
  crash
  sed -i 's/^#: window 900 610$/& maximised/' "$kept/session-3.actscope"
  start third
  comes "a maximised window is maximised again" is_maximised
  keys 3
  comes "which is kept" written 3 '^only .*tanh'
  check "with the size that it had before" written 3 '^#: window 900 610 maximised$'
  crash
}

is_maximised() { xprop -id "$window" _NET_WM_STATE | grep -q MAXIMIZED_HORZ; }

broken() {
  printf '%s\n' '#: window 99999999 -3 maximised' '#: place x y' '#: scale nan' '#: typed ' '"' 'only rleu' \
    'only gelu' 'data "gone.csv"' 'source keys.actscope' $'\xff\xfe' 'derivative 0' >"$kept/session-3.actscope"
  start third
  same "mistakes in the file leave the rest" gelu "$(shown)"
  crash
  head -c 300000 /dev/urandom >"$kept/session-3.actscope"
  start third
  same "noise is no session" "sigmoid tanh" "$(shown)"
  crash
  printf 'only gelu\n' >"$kept/session-3.actscope"
  : >"$kept/session-3.tried"
  start third
  same "a session that ended the program is passed over" 'sigmoid tanh gelu' "$(shown)"
  check "and stays where it is" written 3 '^only gelu$'
  crash
  rm "$kept/session-3.tried"
  chmod 500 "$kept"
  if [[ $(id -u) -ne 0 ]]; then
    start third
    crash
  fi
  chmod 700 "$kept"
  XDG_STATE_HOME=/proc/none start third
  same "without a folder there is no session, and a window" "sigmoid tanh" "$(shown)"
  crash
}

now() { date +%s.%N; }

# A window that is killed while keys are pressed has lost the last second at most.
killed() {
  local i depth until least restored
  # Seconds. On an idle machine it is one at most; here a frame may take as long beside other tests.
  local most=${ACTSCOPE_LOSES:-4}
  local -a pressed
  rm -rf "$kept"
  for ((i = 0; i < kills; i++)); do
    rm -rf "$kept"
    start killed
    keys D
    until=$(calc "$(now) + 0.2 + 2.5 * $RANDOM / 32767")
    depth=30
    pressed=()
    while below "$(now)" "$until"; do
      keys braceright
      depth=$((depth + 1))
      pressed+=("$(now) $depth")
    done
    crash
    least=$(printf '%s\n' "0 0" ${pressed[@]+"${pressed[@]}"} |
      awk -v t="$(now)" -v most="$most" '$1 < t - most { d = $2 } END { print d }')
    start killed
    look
    restored=$(state depth)
    check "killed after $((depth - 30)) keys: depth $restored is not older than $least" \
      test "${restored/off/0}" -ge "$least"
    crash
  done
}

first_start
moments
windows
afresh
places
broken
killed
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
