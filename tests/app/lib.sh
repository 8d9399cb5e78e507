# Tools of the tests that drive the real window: a display, a window, its log, its pixels.
# Sourced by a script that has set `actscope`, `compare` and `work`.
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # set by, and for, the script that sources this

passed=0
failed=0
declare -A started=() # processes to end: what each of them is

# A program that lives is waited for this long, in seconds; then it hangs.
patience=${ACTSCOPE_PATIENCE:-120}

# Whatever the caller's language: xdotool types what this one can write. The program's own languages
# are tried where it is told them.
unset LANG LANGUAGE LC_MESSAGES LC_CTYPE LC_NUMERIC
export LC_ALL=C.UTF-8
[[ -n ${HOME:-} ]] || export HOME=$work

export LC_ALL=C.UTF-8 # xdotool reads the letters that it types in the characters of the locale

pass() { passed=$((passed + 1)); }

fail() {
  failed=$((failed + 1))
  printf 'FAILED %s\n' "$1"
  [[ -z ${2:-} ]] || printf '       %s\n' "$2"
}

# check NAME COMMAND…: passes if the command succeeds.
check() {
  local name=$1
  shift
  if "$@"; then pass; else fail "$name" "$*"; fi
}

# same NAME EXPECTED ACTUAL; EXPECTED is a pattern of the shell's.
same() {
  # shellcheck disable=SC2053  # a pattern on purpose
  if [[ $3 == $2 ]]; then pass; else fail "$1" "expected: $2   got: $3"; fi
}

# near NAME EXPECTED ACTUAL TOLERANCE
near() {
  if awk -v a="$2" -v b="$3" -v t="$4" 'BEGIN { exit !(b != "" && a - b <= t && b - a <= t) }'; then
    pass
  else
    fail "$1" "expected: $2 within $4   got: $3"
  fi
}

calc() { awk "BEGIN { printf \"%.17g\", $1 }"; }

# --- processes ---

# launched WHAT: the process that was put into the background last is ours to end.
launched() { started[$!]=$1; }

alive() { kill -0 "$1" 2>/dev/null; }

# What is known about a process that disappoints: its last words. The window's go to $log and $errors.
last_words() {
  [[ -z ${errors:-} || ! -s ${errors:-} ]] || sed 's/^/  stderr: /' "$errors"
  [[ -z ${log:-} || ! -s ${log:-} ]] || tail -n 30 "$log" | sed 's/^/  log: /'
}

stacks() {
  if command -v gdb >/dev/null; then
    timeout 100 gdb -p "$1" -batch -ex 'thread apply all bt' 2>/dev/null | sed 's/^/  gdb: /'
  else
    echo "  gdb is not here to say where it stands still"
  fi
}

# The test is over where the program is: nothing that follows would mean anything.
died() {
  local status=0
  wait "$1" 2>/dev/null || status=$?
  {
    echo "FAILED: ${started[$1]:-process $1} ended with status $status before: $2"
    last_words
  } >&2
  unset "started[$1]"
  exit 1
}

hangs() {
  {
    echo "FAILED: ${started[$1]:-process $1} stands still, for $patience s, before: $2"
    last_words
    stacks "$1"
  } >&2
  kill -KILL "$1" 2>/dev/null || true
  exit 1
}

# patient PID COMMAND…: tries until COMMAND succeeds, as long as the process lives.
patient() {
  local process=$1 end=$((SECONDS + patience))
  shift
  until "$@"; do
    if ! alive "$process"; then
      ! "$@" || return 0 # its last words
      died "$process" "$*"
    fi
    ((SECONDS < end)) || hangs "$process" "$*"
    sleep 0.02
  done
}

# ends PID: waits for its end and leaves its exit status in $ended.
ends() {
  local end=$((SECONDS + patience))
  while alive "$1"; do
    ((SECONDS < end)) || hangs "$1" "its end"
    sleep 0.02
  done
  ended=0
  wait "$1" || ended=$?
  unset "started[$1]"
}

# runs COMMAND…: to its end. Leaves its exit status in $ended, and what it wrote in the files $log and
# $errors.
runs() {
  log=$work/run.log errors=$work/run.errors
  "$@" >"$log" 2>"$errors" &
  launched "$*"
  ends "$!"
}

# Ends what was launched, whatever state it is in.
end_all() {
  local process end=$((SECONDS + 10))
  for process in "${!started[@]}"; do
    kill -CONT "$process" 2>/dev/null || true
    kill "$process" 2>/dev/null || true
  done
  for process in "${!started[@]}"; do
    while alive "$process" && ((SECONDS < end)); do sleep 0.02; done
    kill -KILL "$process" 2>/dev/null || true
  done
  wait
}

# in_folder FOLDER COMMAND…: for `runs`.
in_folder() {
  cd "$1" || exit
  exec "${@:2}"
}

# --- displays ---

# open_display NAME [OPTION]: a server of its own on a free number; leaves it in $display. Its keys do not
# repeat, unless OPTION is empty: on a busy machine half a second may lie between a key's two ends.
open_display() {
  local file=$work/$1.display errors=$work/$1.xvfb log=
  # shellcheck disable=SC2086  # no argument at all where it is empty
  Xvfb -displayfd 3 -screen 0 1920x1080x24 +extension GLX -noreset -nolisten tcp ${2--r} \
    3>"$file" >/dev/null 2>"$errors" &
  launched Xvfb
  patient "$!" test -s "$file"
  display=:$(<"$file")
}

# A window manager for the display in $DISPLAY, without keys and buttons of its own, and whose windows do not
# fly about when they are minimised.
open_manager() {
  local errors=$work/openbox.errors log=
  echo '<openbox_config xmlns="http://openbox.org/3.4/rc"><theme><animateIconify>no</animateIconify></theme><keyboard/><mouse/></openbox_config>' \
    >"$work/openbox.xml"
  openbox --sm-disable --config-file "$work/openbox.xml" 2>"$errors" &
  launched openbox
  patient "$!" managed
}

managed() { xdotool get_num_desktops >/dev/null 2>&1; }

# --- one window at a time ---

# open_window NAME ARGUMENT…: the program, with its folder, its log and the test's own keys.
open_window() {
  folder=$work/$1
  shift
  mkdir -p "$folder"
  log=$folder/log
  errors=$folder/errors
  cp "$work/keys.actscope" "$work/reset.actscope" "$folder"
  : >"$log"
  (cd "$folder" && exec "$actscope" --log-commands "$@" --script keys.actscope >"$log" 2>"$errors") &
  pid=$!
  launched "the window ${folder##*/}"
  mark=0
  await "group ready"
  patient "$pid" find_window
}

# The window is there and has the keyboard.
find_window() {
  window=$(xdotool search --onlyvisible --class '^actscope$' 2>/dev/null) &&
    [[ $(xdotool getwindowfocus 2>/dev/null) == "$window" ]]
}

close_window() {
  kill "$pid" 2>/dev/null || true
  ends "$pid"
  same "the window ${folder##*/} ends with status 0" 0 "$ended"
  [[ $ended -eq 0 ]] || last_words
}

# Everything logged since the mark, in the array `said`.
listen() { mapfile -t -s "$mark" said <"$log"; }

heard() {
  local line
  listen
  for line in ${said[@]+"${said[@]}"}; do
    [[ $line != "$1" ]] || return 0
  done
  return 1
}

await() { patient "$pid" heard "$1"; }

# comes NAME COMMAND…: passes once COMMAND succeeds; the window lives as long.
comes() {
  local name=$1
  shift
  patient "$pid" "$@"
  pass "$name"
}

set_mark() {
  local all
  mapfile -t all <"$log"
  mark=${#all[@]}
}

# What was said, up to the test's own lines, joined by " | "; pointer's traces left out.
story() {
  local line out=
  for line in ${said[@]+"${said[@]}"}; do
    case $line in
    "cursor off" | "cursor "[-0-9]* | "focus "*) [[ -n ${traces:-} ]] || continue ;;
    "group "* | "source "*) break ;;
    esac
    out+="${out:+ | }$line"
  done
  printf '%s\n' "$out"
}

# act ARGUMENT…: one xdotool call, then everything it led to is in $told.
act() {
  set_mark
  xdotool "$@"
  xdotool key --delay 8 F7
  await "group sync"
  told=$(story)
}

# keys KEY…: pressed as act does.
# Presses that follow each other in less than 2 ms are a key that is held, to SDL; no hand is so fast.
keys() { act key --delay 8 "$@"; }

# xdotool's name of a key as the keymap writes it.
xdotool_key() {
  local modifiers='' base=$1
  while [[ $base == *+?* ]]; do
    modifiers+=${base%%+*}+
    base=${base#*+}
  done
  case $base in
  [A-Z]) base=shift+${base,} ;;
  '/') base=slash ;;
  '=') base=equal ;;
  '<') base=less ;;
  '>') base=greater ;;
  '{') base=braceleft ;;
  '}') base=braceright ;;
  '[') base=bracketleft ;;
  ']') base=bracketright ;;
  '+') base=plus ;;
  '-') base=minus ;;
  ':') base='colon' ;;
  '?') base='question' ;;
  '.') base=period ;;
  PageUp) base=Page_Up ;;
  PageDown) base=Page_Down ;;
  Backspace) base=BackSpace ;;
  Space) base=space ;;
  esac
  printf '%s\n' "${modifiers,,}$base"
}

# at X Y: the pointer there, in the window. No command is waited for.
at() { xdotool mousemove --window "$window" "$(printf '%.0f' "$1")" "$(printf '%.0f' "$2")"; }

cpu_ticks() { awk '{ sub(/^.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }
wake_ups() { awk '/^voluntary/ { print $2 }' "/proc/$1/status"; }

# sleeps_for SECONDS: whether the window does nothing for so long: all its threads together use a tick
# (10 ms) of a processor at most, and the first wakes twice at most.
sleeps_for() {
  local ticks wakes
  ticks=$(cpu_ticks "$pid")
  wakes=$(wake_ups "$pid")
  sleep "$1" # the time in which nothing is to happen
  below "$(($(cpu_ticks "$pid") - ticks))" 1 && below "$(($(wake_ups "$pid") - wakes))" 2
}

rests() { sleeps_for 0.5; }

# Back to the first screen, whatever is open.
reset() {
  set_mark
  xdotool key --delay 8 Escape Escape F9
  await "group reset"
}

# The state as commands, in $folder/state.actscope.
look() {
  set_mark
  xdotool key --delay 8 F12
  await "group saved"
}

# state WORD…: the arguments of the state's last line that begins so.
state() {
  local line found=
  while IFS= read -r line; do
    [[ $line != "$* "* ]] || found=${line#"$* "}
  done <"$folder/state.actscope"
  printf '%s\n' "$found"
}

# view_x: "XMIN XMAX".
view_x() {
  awk '$1 == "view" && $2 ~ /^[-0-9]/ { print $2, $3; exit }' "$folder/state.actscope"
}

# y_of ORDER: "YMIN YMAX" where it is fixed, else "fit".
y_of() {
  awk -v o="$1" '$1 == "view" && $NF == o { found = 1
    if ($2 == "fit") print "fit"; else print $4, $5 } END { exit !found }' "$folder/state.actscope"
}

# shot FILE: the window's own pixels.
shot() {
  set_mark
  xdotool key --delay 8 F10
  await "group shot"
  cp "$folder/shot.png" "$1"
}

# --- pictures ---

# size_of FILE: WxH, from the PNG's header.
size_of() {
  local b
  read -r -a b < <(od -An -tu1 -j16 -N8 "$1")
  echo "$((b[2] * 256 + b[3]))x$((b[6] * 256 + b[7]))"
}

# mean_of A B: mean absolute difference of a channel, of 255.
mean_of() { "$compare" "$1" "$2" | awk '{ print $2 }'; }

below() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a != "" && a + 0 <= b + 0) }'; }
above() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a != "" && a + 0 >= b + 0) }'; }

# --- where things are: from the draw list of the same scene ---

# locate ARGUMENT…: $panels holds "x y w h" of each panel, $labels "x y TEXT" of texts.
locate() {
  "$actscope" plot --dump "$@" -e "hints on" >"$work/dump"
  mapfile -t panels < <(awk '$1 == "clip" && NF == 5 { print int($2), int($3), int($4), int($5) }' "$work/dump")
}

# label TEXT: the middle of a left-aligned text.
label() {
  awk -v want="\"$1\"" '$1 == "text" && /left/ { t = $0; sub(/^[^"]*/, "", t)
    if (t == want) { print int($2 + 8), int($3 - $6 / 2); exit } }' "$work/dump"
}
