#!/usr/bin/env bash
# A display and a folder for the monkey (monkey.c), with files for it to drop.
#
#   monkey.sh MONKEY [EVENTS [SEED]]
#
# The commands that it led to are in the log, of which the end is shown where it fails.
set -euo pipefail

monkey=$(realpath "$1")
events=${2:-5000}
seed=${3:-1}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
display=
# shellcheck source=/dev/null
source "$here/lib.sh"
trap 'end_all; rm -rf "$work"' EXIT

drops=$work/folder/drops
mkdir -p "$drops/folder"
cd "$drops"
printf 'only gelu silu\nview -3 3\ndefine d = x*tanh(x)\nshow d\n' >state.actscope
printf 'show rleu\nview 3 1\n"\ndefine = \nquit\nsave /x\n' >broken.actscope
printf 'source drops/loop.actscope\ncursor 1\n' >loop.actscope
printf 'step "a"\ncaption "b"\nonly elu\nplay\nwait 0.1\ncursor 2\nstep "c"\ncaption "d"\nquit\n' >tour.actscope
printf 'color background #101010\ncolor curve 1 #FF0000\n' >theme.actscope
printf 'a;b\n1,5;2\n-0,5;7e3\n' >numbers.csv
printf '1,2\n3,"x\n' >broken.csv
gzip -k -c numbers.csv >numbers.csv.gz
printf '\x93NUMPY\x01\x00\x46\x00%-69s\n' "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }" >numbers.npy
printf '\0\0\0\0\0\0\xf0\x3f\0\0\0\0\0\0\0\xc0' >>numbers.npy
head -c 60 numbers.npy >broken.npy
printf 'PK\x03\x04broken' >broken.npz
head -c 300 "$monkey" >binary

export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$(realpath "$here/../lsan.supp"):print_suppressions=0}
open_display monkey
cd "$work/folder"
status=0
env -u WAYLAND_DISPLAY DISPLAY="$display" HOME="$work/folder" XDG_CONFIG_HOME="$work/folder" XDG_STATE_HOME="$work/folder/state" \
  XDG_CACHE_HOME="${XDG_CACHE_HOME:-${HOME:-$work}/.cache}" SDL_AUDIODRIVER=dummy \
  "$monkey" "$events" "$seed" >"$work/log" 2>"$work/errors" || status=$?
grep -v '^actscope: ' "$work/errors" | head -n 400 || true
tail -n 1 "$work/log"
if [[ $status -ne 0 ]]; then
  tail -n 40 "$work/log"
  echo "monkey: ended with $status; again: monkey.sh MONKEY $events $seed"
fi
exit "$status"
