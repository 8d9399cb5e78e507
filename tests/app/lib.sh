# Tools of the tests that drive the real window: a display, a window, its log, its pixels.
# Sourced by a script that has set `actscope`, `compare` and `work`.
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # set by, and for, the script that sources this

passed=0
failed=0
started=() # processes to end

# Where the program ends, the leak checker stops all its threads, and crashes now and then on one that
# is just ending, too. Windows do without it, but for one check that can try again.
leaks_looked_for=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=1
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0

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

# within SECONDS COMMAND…: tries until it succeeds.
within() {
  local end=$((SECONDS + $1 + 1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.02
  done
}

alive() { kill -0 "$1" 2>/dev/null; }
gone() { ! alive "$1"; }

# ends PID SECONDS: leaves its exit status, or "late", in $ended.
ends() {
  ended=0
  if ! within "$2" gone "$1"; then
    kill -KILL "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
    ended=late
    return
  fi
  wait "$1" || ended=$?
}

end_all() {
  local i
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    kill "${started[i]}" 2>/dev/null || true
  done
  wait
}

# --- displays ---

# open_display NAME: a server of its own on a free number; leaves it in $display.
open_display() {
  local file=$work/$1.display
  Xvfb -displayfd 3 -screen 0 1920x1080x24 +extension GLX -noreset -nolisten tcp \
    3>"$file" >/dev/null 2>"$work/$1.xvfb" &
  started+=("$!")
  if ! within 20 test -s "$file"; then
    echo "window: Xvfb does not start"
    cat "$work/$1.xvfb"
    exit 1
  fi
  display=:$(<"$file")
}

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
  started+=("$pid")
  mark=0
  if ! await "group ready"; then
    fail "the window opens: $folder" "$(<"$errors")"
    return 1
  fi
  within 5 find_window || fail "the window is to be seen"
}

find_window() {
  window=$(xdotool search --onlyvisible --class '^actscope$' 2>/dev/null)
}

close_window() {
  kill "$pid" 2>/dev/null || true
  ends "$pid" 10
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

await() { within 10 heard "$1"; }

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
  xdotool key --delay 0 F7
  await "group sync" || fail "the window answers after: $*"
  told=$(story)
}

# keys KEY…: pressed as act does.
keys() { act key --delay 0 "$@"; }

# at X Y: the pointer there, in the window. No command is waited for.
at() { xdotool mousemove --window "$window" "$(printf '%.0f' "$1")" "$(printf '%.0f' "$2")"; }

# Back to the first screen, whatever is open.
reset() {
  set_mark
  xdotool key --delay 0 Escape Escape F9
  await "group reset" || fail "the window comes back to its first state"
}

# The state as commands, in $folder/state.actscope.
look() {
  set_mark
  xdotool key --delay 0 F12
  await "group saved" || fail "the state is saved"
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
  xdotool key --delay 0 F10
  await "group shot" || fail "the window takes a snapshot"
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
