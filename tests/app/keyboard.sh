#!/usr/bin/env bash
# The real window with the keyboard alone: words typed at once into the picture, the habits of desktop
# programs, and a walk through the whole interface.
#
#   keyboard.sh BINARY
#
# Opens an X server of its own.
# shellcheck disable=SC1091,SC2034,SC2154  # lib.sh sets and reads some of these
set -euo pipefail

[[ $# -eq 1 ]] || {
  echo "usage: $0 BINARY" >&2
  exit 2
}
actscope=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/actscope-keyboard.XXXXXX")

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$here/lib.sh"
trap 'end_all; rm -rf "$work"' EXIT

mkdir -m 700 "$work/config" "$work/runtime" "$work/bin"
export XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/runtime XDG_STATE_HOME=$work/state
export PATH=$work/bin:$PATH
unset WAYLAND_DISPLAY SDL_VIDEODRIVER

cat >"$work/keys.actscope" <<'KEYS'
bind F7 group sync
bind F12 "snapshot state.actscope; group saved"
bind F9 source reset.actscope
group ready
KEYS
echo 'reset; group reset' >"$work/reset.actscope"

open_display main
export DISPLAY=$display
setxkbmap us

# typed TEXT [KEY…]: typed at once into the picture as it is first, then the keys.
typed() {
  local text=$1
  shift
  reset
  look
  cp "$folder/state.actscope" "$work/before"
  set_mark
  xdotool type --delay 30 -- "$text"
  [[ $# -eq 0 ]] || xdotool key --delay 30 "$@"
  xdotool key --delay 8 F7
  await "group sync"
  told=$(story)
}

unchanged() {
  look
  cmp -s "$work/before" "$folder/state.actscope"
}

nothing_else() {
  sed '/^define/d; /^only/d; /^focus/d; /^hide/d' "$folder/state.actscope" |
    cmp -s - <(sed '/^define/d; /^only/d; /^focus/d; /^hide/d' "$work/before")
}

# A formula that is typed at once is in its line; Return shows it, and undo takes it back.
typed_at_once() {
  open_window typed --fresh
  local formula is
  while read -r formula is; do
    typed "$formula" Return
    look
    same "$formula is a function" "$is" "$(state define)"
    check "…and nothing else has changed" nothing_else
    keys ctrl+z
    check "…undo brings back what was" unchanged
  done <<'FORMULAS'
sqrt(x) f1 = sqrt(x)
relu(x)*2 f1 = 2*relu(x)
1/(1+exp(-x)) f1 = 1/(1 + exp(-x))
x^2 f1 = x^2
e^-x f1 = exp(-x)
2*tanh(x) f1 = 2*tanh(x)
max(0,x) f1 = max(0, x)
sin(x)/x f1 = sin(x)/x
bump=exp(-x^2) bump = exp(-x^2)
f(x)=x^3 f = x^3
FORMULAS
  typed 'sqrt(x)' Escape
  check "Escape leaves the picture as it was" unchanged
  typed tanh Escape
  check "tanh and Escape, too" unchanged
  typed relu Return
  look
  same "relu and Return show ReLU" "sigmoid tanh relu" "$(state only)"
  typed sigmoid Return
  same "sigmoid and Return are no name of a file" '*prompt formula | type "sigmoid" | edit accept*' "$told"
  check "…no file" test -z "$(find "$folder" -name '*igmoid*')"
  typed 'theme dark' Return
  look
  same "a command typed at once is one" dark "$(state theme)"
  check "the program lives" alive "$pid"
  close_window
}

# Single keys are as quick as ever, also many of them.
shortcuts_stay() {
  open_window shortcuts --fresh
  typed 'god'
  same "three shortcuts" "grid toggle | layout next | derivative cycle" "$told"
  typed '123'
  same "three digits" "toggle step | toggle sigmoid | toggle tanh" "$told"
  reset
  set_mark
  xdotool key --delay 700 t a n F7
  await "group sync"
  same "slow letters are keys" "theme next | view fit | cursor next-point" "$(story)"
  close_window
}

png_in() { [[ $(od -An -tx1 -N8 "$1" 2>/dev/null) == " 89 50 4e 47 0d 0a 1a 0a" ]]; }

habits() {
  open_window habits --fresh
  keys ctrl+s Return
  check "Ctrl+s and Return write the proposed name" png_in "$folder/sigmoid-and-tanh.png"
  act key --delay 8 s type --delay 30 --args 1 mine.svg key --delay 8 Return
  check "typing replaces it" grep -q '<svg' "$folder/mine.svg"
  echo old >"$folder/mine.svg"
  set_mark
  xdotool key --delay 8 ctrl+s Return
  await "edit accept"
  same "a file that is there is kept at first" old "$(<"$folder/mine.svg")"
  keys Return
  check "…and replaced by a second Return" grep -q '<svg' "$folder/mine.svg"
  act key --delay 8 ctrl+s type --delay 30 --args 1 look.actscope key --delay 8 Return
  check "the state is saved by its ending" grep -q '^reset' "$folder/look.actscope"
  act key --delay 8 ctrl+s type --delay 30 --args 1 no/such/x.png key --delay 8 Return Escape
  check "no folder, no file" test ! -e "$folder/no"
  keys shift+4
  act key --delay 8 ctrl+o type --delay 30 --args 1 lo key --delay 8 Tab Return
  await "reset"
  look
  same "Ctrl+o, two letters, Tab, Return: the state is back" "sigmoid tanh" "$(state only)"
  printf '%s\n' 0.5 1 2 3 >"$folder/numbers.csv"
  act key --delay 8 ctrl+o type --delay 30 --args 1 nu key --delay 8 Tab Return
  look
  same "…numbers, too" '"numbers.csv"' "$(state data)"
  keys ctrl+n
  look
  same "Ctrl+n begins afresh" off "$(state data)"
  keys ctrl+z
  look
  same "…and can be undone" '"numbers.csv"' "$(state data)"
  set_mark
  xdotool key --delay 8 shift+4 ctrl+c ctrl+n ctrl+v Return F7
  await "group sync"
  same "Ctrl+v puts copied commands into their line" '*paste | edit accept | reset | only relu*' "$(story)"
  look
  same "…where Return runs them" relu "$(state only)"
  keys ctrl+shift+c
  same "copying a picture is told" "copy picture" "$told"
  printf '#!/bin/sh\necho "$@" >"%s/xclip.arguments"\ncat >"%s/xclip.png"\n' "$work" "$work" >"$work/bin/xclip"
  chmod +x "$work/bin/xclip"
  keys ctrl+shift+c
  check "…and is one, where xclip is" png_in "$work/xclip.png"
  same "…as the clipboard's picture" '*-selection clipboard*image/png*' "$(<"$work/xclip.arguments")"
  keys alt+7
  same "Alt+7 is Shift+7" "only selu" "$told"
  keys ctrl+f Escape
  same "Ctrl+f finds" "prompt find | edit cancel" "$told"
  xdotool key --delay 8 ctrl+q
  ends "$pid"
  same "Ctrl+q ends it" 0 "$ended"
}

# says LINE: typed as a command.
says() {
  set_mark
  xdotool key --delay 8 colon type --delay 8 --args 1 "$1" key --delay 8 Return Escape F7
  await "group sync"
}

# Every key that is bound, where it means something, and every command without a key, typed. What was
# never said has not been reached.
whole_interface() {
  open_window walk --fresh
  local word key command name where
  printf '%s\n' 1 2 3 >"$folder/numbers.csv"
  echo 'grid on' >"$folder/plain.actscope"
  while read -r word key command; do
    [[ $word == bind && $command != quit* ]] || continue
    where=()
    case $key in
    network:*) where=(m) ;;
    race:*) where=(M) ;;
    lecture:*) where=(F5) ;;
    tour:*) where=(F6) ;;
    esac
    reset
    set_mark
    for name in "${where[@]}" "${key#[a-z]*:}"; do
      xdotool key --delay 8 "$(xdotool_key "$name")"
    done
    xdotool key --delay 8 Escape Escape Escape Escape F7
    await "group sync"
  done <"$here/../../assets/keys.actscope"
  reset
  for name in 'show relu' 'focus relu' 'solo relu' 'highlight relu' 'define g = x^2' 'place g 1' 'undefine g' \
    'param leaky_relu alpha 0.2' 'data numbers.csv' 'hints off' 'hints on' 'menu more' 'type x' 'edit end' 'leave' \
    'save a.png' 'snapshot b.png' 'session save' 'open plain.actscope' 'source plain.actscope' 'bind F3 grid' 'press F3' \
    'unbind F3' 'group x' 'wait 0' 'expect-state grid on'; do
    says "$name"
  done
  check "what was typed was done" test -s "$folder/a.png" -a -s "$folder/b.png"
  while read -r name; do
    case $name in
    step | title | caption | note | play | color | dash | marker) ;; # files say these
    quit) ;;                                                        # the last
    *) check "$name was reached by the keyboard" grep -q "^$name\( \|\$\)" "$log" ;;
    esac
  done < <("$actscope" commands | awk '{ print $1 }' | sort -u)
  xdotool key --delay 8 q
  ends "$pid"
  same "q ends it" 0 "$ended"
}

# Two functions compared, a parameter changed, the picture saved, and back at the start.
first_minutes() {
  open_window first --fresh
  look
  cp "$folder/state.actscope" "$work/before"
  act key --delay 8 slash type --delay 30 --args 1 leaky key --delay 8 Return
  keys 3 u bracketright bracketright
  look
  same "two functions are compared" "sigmoid tanh leaky_relu" "$(state only)"
  same "…without the third" tanh "$(state hide)"
  check "…with another parameter" above "$(state param leaky_relu alpha)" 0.02
  act key --delay 8 s type --delay 30 --args 1 mine key --delay 8 Return
  check "the picture is saved" png_in "$folder/mine.png"
  keys ctrl+n
  check "back at the start" unchanged
  close_window
}

# On Wayland signs come as text, behind the key.
weston_is_there() { weston_window=$(xdotool search --onlyvisible '' 2>/dev/null | tail -n 1) && [[ -n $weston_window ]]; }

on_wayland() {
  local weston errors=$work/weston.log
  log=
  if ! command -v weston >/dev/null; then
    echo "not tested: weston is not installed"
    return
  fi
  open_display wayland
  export DISPLAY=$display
  weston --backend=x11-backend.so --use-pixman --width=1000 --height=700 --socket=wl-keyboard --idle-time=0 \
    >"$errors" 2>&1 &
  weston=$!
  launched weston
  patient "$weston" test -S "$XDG_RUNTIME_DIR/wl-keyboard"
  patient "$weston" weston_is_there
  log=$work/wayland.log errors=$work/wayland.errors
  : >"$log"
  env -u DISPLAY WAYLAND_DISPLAY=wl-keyboard SDL_VIDEODRIVER=wayland "$actscope" --fresh --log-commands \
    --size 800x500 -e 'bind F7 group sync; bind F12 "cursor off; group shown"; group ready' >"$log" 2>"$errors" &
  pid=$!
  launched "the window on Wayland"
  mark=0
  await "group ready"
  xdotool windowfocus "$weston_window" mousemove 500 350 click 1
  patient "$pid" wayland_listens
  set_mark
  xdotool type --delay 30 'sqrt(x)'
  xdotool key --delay 30 Return F7
  await "group sync"
  same "a formula typed at once, on Wayland" '*prompt formula | *edit accept | define f1 = sqrt(x) | show f1' "$(story)"
  set_mark
  xdotool key --delay 30 g d F7
  await "group sync"
  same "…and keys" 'grid toggle | derivative cycle' "$(story)"
  kill "$pid"
  ends "$pid"
}

# The window has the keyboard: pressed until it is heard.
wayland_listens() {
  xdotool key F12
  heard "group shown"
}

typed_at_once
shortcuts_stay
habits
first_minutes
whole_interface
on_wayland

echo "keyboard: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
