#!/usr/bin/env bash
# Strangers' files as their users meet them: tours, states and themes that want more than a picture,
# in `plot` and in a window that a script drives; and files that cannot be read or written.
#
#   cli_strangers.sh BINARY [PART…]
#
# Opens an X server of its own. With a sanitized binary, memory used after its end is a failure, too.
# shellcheck disable=SC1091,SC2034,SC2154  # lib.sh sets and reads some of these
set -euo pipefail

[[ $# -ge 1 ]] || {
  echo "usage: $0 BINARY [PART...]" >&2
  exit 2
}
actscope=$(realpath "$1")
shift
[[ $# -gt 0 ]] || set -- states opened saved endings checked themes endless passed_over unattended escaped pipes writing
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/actscope-strangers.XXXXXX")

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$here/lib.sh"
trap 'end_all; rm -rf "$work"' EXIT

mkdir -m 700 "$work/config" "$work/runtime"
export XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/runtime XDG_STATE_HOME=$work/state
unset WAYLAND_DISPLAY SDL_VIDEODRIVER

open_display main
export DISPLAY=$display
mkdir "$work/here"
cd "$work/here"

# run ARGUMENT…: the program, to its end, its complaints in the file `errors`; leaves $status.
run() {
  status=0
  timeout 60 "$actscope" "$@" >out 2>errors </dev/null || status=$?
  if grep -q 'AddressSanitizer\|runtime error' errors || ((status > 2)); then
    fail "it ends well: $*" "status $status: $(tail -n 5 errors)"
  fi
}

# window ARGUMENT…: a window that quits once everything is done.
window() { run --size 320x200 "$@" -e quit; }
draw() { run plot --size 160x100 -o picture.png "$@"; }

# says TEXT: the last run complained so.
says() { check "it says: $1" grep -qF -- "$1" errors; }
silent() { same "nothing is complained about: $1" "0 " "$status $(<errors)"; }

# nothing_made: none of the files that strangers want to write.
nothing_made() {
  local file
  for file in stolen.png stolen.actscope stolen.svg shot.png; do
    check "no $file" test ! -e "$file"
  done
}

beyond='reaches beyond the picture'
too_many='too many commands without a '

states() {
  printf '%s\n' 'only relu' 'save stolen.png' 'grid off; σ; save stolen.actscope' \
    'snapshot shot.png' 'bind a quit' 'source other' 'data d.csv' 'copy' 'quit' 'legend on' >state.actscope
  echo 'save stolen.svg' >other
  printf '1\n2\n' >d.csv
  window state.actscope -e 'expect-state only relu; expect-state grid off; expect-state legend on'
  same "a stranger's state is a mistake where it reaches out" 1 "$status"
  says "state.actscope:2:1: \`save\` $beyond"
  says "state.actscope:3:14: \`save\` $beyond"
  says "state.actscope:4:1: \`snapshot\` $beyond"
  says "state.actscope:9:1: \`quit\` $beyond"
  same "each once" 8 "$(grep -cF "$beyond" errors)"
  check "and what is not forbidden is done" test "$(grep -c expected errors)" -eq 0
  nothing_made
  for trusting in "--trust state.actscope" "--script state.actscope"; do
    # shellcheck disable=SC2086
    window $trusting
    check "$trusting may" test -s stolen.png -a -s stolen.actscope -a -s shot.png
    check "…and so may what it runs" grep -qv "$beyond" errors
    rm -f stolen.* shot.png
  done
}

# What a person opens is somebody else's; what their own scripts run is their own.
opened() {
  echo 'save stolen.svg' >other
  window -e 'prompt command; type "source other"; edit accept'
  says "other:1:1: \`save\` $beyond"
  nothing_made
  window -e 'source other'
  check "source in one's own commands is one's own" test -s stolen.svg
  rm stolen.svg
  mkdir -p "$work/config/actscope"
  echo 'source other' >"$work/config/actscope/config.actscope"
  window
  check "as it is in the configuration" test -s stolen.svg
  rm -rf stolen.svg "$work/config/actscope"
}

saved() {
  printf '1\n2\n3\n' >d.csv
  draw -e 'define u = k*x; only u relu; param u k 3; data d.csv; save mine.actscope'
  window mine.actscope -e 'expect-state param u k 3'
  same "only its data are refused" 1 "$(wc -l <errors)"
  says "\`data\` $beyond"
  window --trust mine.actscope
  silent "a saved state with its data, trusted"
  draw -e 'only gelu; save mine.actscope'
  window mine.actscope
  silent "a saved state"
}

# Endings of the tour that runs, before and behind `play`.
endings() {
  local n=0 ending
  : >t.actscope
  for ending in leave 'tour off' 'tour article' 'tour restart' 'tour next; tour next' \
    'press X' 'tour restart; theme nosuch' 'leave; theme nosuch; leave'; do
    n=$((n + 1))
    printf 'step "a"\ncaption "b"\nonly relu\n%s; theme nosuch\ngrid off\n' "$ending"
    printf 'step "c"\ncaption "d"\nplay\nwait 0; %s; theme nosuch; only tanh\n' "$ending"
  done >t.actscope
  local walk=()
  for ((i = 1; i <= 2 * n; i++)); do walk+=(-e "tour t.actscope; tour step $i; wait 0.02"); done
  for trust in "" --trust; do
    # shellcheck disable=SC2086
    window $trust -e 'bind X "tour restart; theme nosuch"' --tour t.actscope "${walk[@]}"
    same "tours that end themselves are mistakes" 1 "$status"
    says 't.actscope:4:1: the commands of a step cannot leave it'
    # shellcheck disable=SC2086
    run tour t.actscope --check $trust
  says 't.actscope:4:1: the commands of a step cannot leave it'
    # shellcheck disable=SC2086
    run plot --size 160x100 --tour t.actscope $trust -o t.pdf
    same "drawing such a tour" 1 "$status"
  done
}

# Steps that are found again as they were left, without a function or a formula of the present.
found_again() {
  local play
  for play in 'tour step 1; define g = x^2; show g; highlight g; tour step 2' \
    'tour step 1; prompt formula; type "x^2"; tour step 2; edit accept'; do
    printf 'step "a"\ncaption "b"\nstep "c"\ncaption "d"\nplay\n%s\n' "$play" >t.actscope
    run tour t.actscope --check
    same "steps found again are checked: $play" 0 "$status"
    window --tour t.actscope -e 'wait 0; next; wait 0.1; next; wait 0.1'
    same "steps found again: $play" 0 "$status"
  done
  printf 'step A\r\ncaption a\r\nplay\r\nwait 1\r\n' >t.actscope
  run tour t.actscope --check
  silent "lines that end with CR LF"
}

checked() {
  printf 'step "a"\ncaption "b"\nsave stolen.png; only relu\npress q\nplay\nwait 1; quit\n' >t.actscope
  run tour t.actscope --check
  same "--check fails" 1 "$status"
  says "t.actscope:3:1: \`save\` $beyond"
  says "t.actscope:4:7: \`quit\` $beyond"
  says "t.actscope:6:9: \`quit\` $beyond"
  run tour t.actscope --check --trust
  silent "--check --trust"
  run plot --size 160x100 --tour t.actscope -o t.pdf
  says "t.actscope:3:1: \`save\` $beyond"
  nothing_made
  run plot --size 160x100 --tour t.actscope --trust -o t.pdf
  check "plot --trust" test -s stolen.png
  rm stolen.png
  for tour in article dying-relu; do
    run tour "$tour" --check
    silent "tour $tour --check"
  done
  mkdir -p "$work/config/actscope/tours"
  mv t.actscope "$work/config/actscope/tours/theirs.actscope"
  run plot --size 160x100 --tour theirs -o t.pdf
  says "theirs.actscope:3:1: \`save\` $beyond"
  nothing_made
  rm -r "$work/config/actscope"
}

themes() {
  mkdir -p "$work/config/actscope/themes"
  printf 'color text #000000\nsave stolen.png\nonly relu\n' >"$work/config/actscope/themes/evil.actscope"
  draw
  says "evil.actscope:2:1: \`save\` does not belong in a theme's file"
  says "evil.actscope:3:1: \`only\` does not belong in a theme's file"
  nothing_made
  rm -r "$work/config/actscope"
}

# Work without an end, and files without one.
endless() {
  printf 'source loop\n%.0s' 1 2 3 4 5 6 7 8 >loop
  echo 'grid toggle' >>loop
  draw --script loop
  same "a file that runs itself eight times ends" 1 "$status"
  says "$too_many"
  same "and says so once" 1 "$(grep -cF "$too_many" errors)"
  ln -s loop loop2
  printf 'source loop2\n%.0s' 1 2 3 4 5 6 7 8 >>loop
  window --script loop
  same "in a window, too" 1 "$status"
  printf 'step "a"\ncaption "b"\nplay\n%s\n' \
    'tour restart; tour restart; tour restart; tour restart; tour restart; tour restart' >t.actscope
  run plot --size 160x100 --tour t.actscope -o t.pdf
  same "six restarts in a step end" 1 "$status"
  window --tour t.actscope
  says "$too_many"
  { head -c 20000 /dev/zero | tr '\0' ';' | sed 's/;/σ;/g'; echo; } >line
  draw --script line
  same "20,000 mistakes on one line" 20000 "$(grep -c 'line:1:' errors)"
}

# definitions N: as many, of 3,000 bytes each, which count twice.
definitions() {
  local i
  for ((i = 0; i < $1; i++)); do printf 'define u = x + 1.%03000d\n' 0; done
}

# Waits give work back to commands that wait, but not to those whose waits are passed over.
passed_over() {
  local parts
  definitions 24 >part
  echo 'wait 3600' >>part
  for parts in "part part" "part part part"; do
    # shellcheck disable=SC2086
    {
      printf 'step "a"\ncaption "b"\nplay\nwait 3600\n'
      cat $parts
      printf 'step "c"\ncaption "d"\n'
    } >t.actscope
    open_tour
    await "wait 3600"
    xdotool key Next
    ends "$pid"
    same "passed over: $parts" "$(wc -w <<<"$parts")" "$((2 + $(grep -cF "$too_many" errors)))"
  done
}

# Where nobody sits between the steps, all of them share the work that one may do.
unattended() {
  local i
  definitions 8 >part
  for ((i = 0; i < 8; i++)); do
    printf 'step "%d"\ncaption "b"\n' "$i"
    cat part
  done >t.actscope
  run tour t.actscope --check
  says "$too_many"
  run plot --size 160x100 --tour t.actscope -o t.pdf
  says "$too_many"
  head -n 30 t.actscope >few.actscope
  run tour few.actscope --check
  same "three of the steps are fine" 0 "$status"
}

# open_tour: a window with the tour, which quits once all is played.
open_tour() {
  log=$work/log errors=$work/here/errors mark=0
  "$actscope" --log-commands --size 320x200 --tour ./t.actscope -e quit >"$log" 2>errors </dev/null &
  pid=$!
  launched "a window with a tour"
  patient "$pid" find_window
}

# A tour that opens again and again what Escape closes.
escaped() {
  printf 'step "a"\ncaption "b"\nplay\n%s\n' \
    'wait 0.01; blank on; prompt command; type "x"; tour restart' >t.actscope
  open_tour
  await "tour restart"
  xdotool key Escape
  ends "$pid"
  same "Escape ends what a tour plays, and the next command runs" 0 "$ended"
}

pipes() {
  mkfifo fifo
  ln -s fifo linked
  local what tried=()
  for what in 'source -' 'source fifo' 'source linked' 'source /dev/zero' 'tour ./fifo' 'data fifo' 'data /dev/zero'; do
    tried+=(-e "$what")
  done
  window "${tried[@]}"
  same "pipes and devices are mistakes" 1 "$status"
  for what in - fifo linked /dev/zero ./fifo; do says "cannot read $what: "; done
  same "each of them" 7 "$(grep -c 'cannot read' errors)"
  for what in fifo linked /dev/zero; do
    window "$what"
    says "cannot read $what: only files can be read here"
  done
  status=0
  echo 'grid off; save stolen.png' | timeout 60 "$actscope" --size 320x200 - -e 'expect-state grid off; quit' \
    >out 2>errors || status=$?
  same "standard input is read, as a stranger's" "1 actscope: -:1:11: \`save\` $beyond" \
    "$status $(head -n 1 errors | cut -d, -f1)"
  nothing_made
  mkdir -p "$work/config/actscope/themes" "$work/config/actscope/tours"
  mkfifo "$work/config/actscope/config.actscope" "$work/config/actscope/themes/t.actscope"
  window
  says 'config.actscope: only files can be read here'
  says 't.actscope: only files can be read here'
  rm -r "$work/config/actscope"
}

writing() {
  status=0
  (ulimit -f 4 && exec "$actscope" plot -f relu --size 1920x1080 -o big.svg -e 'naive on' >out 2>errors) || status=$?
  same "a file that may not grow is said" "1 actscope: cannot write big.svg: File too large" \
    "$status $(head -n 1 errors)"
  check "and not there" test ! -e big.svg
  local i victim
  for i in 1 2 3 4 5 6 7 8; do
    "$actscope" plot --size 160x100 -o killed.png >/dev/null 2>&1 &
    victim=$!
    sleep "0.0$i"
    kill -KILL "$victim" 2>/dev/null || true
    wait "$victim" 2>/dev/null || true
  done
  check "killed ones leave at most one file" test "$(find . -name 'killed.png.*' | wc -l)" -le 1
  run plot --size 160x100 -o killed.png
  same "and the next save none" 0 "$(find . -name 'killed.png.*' | wc -l)"
}

for part in "$@"; do
  "$part"
done

echo "strangers: $passed passed, $failed failed"
((failed == 0))
