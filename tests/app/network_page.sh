#!/usr/bin/env bash
# The network page and the race in the real window: keys, a slider, pictures, and sleep afterwards.
#
#   network_page.sh BINARY PICTURE_COMPARE
#
# Opens an X server of its own. PICTURE_COMPARE A.png B.png prints "mean M largest L share S".
# shellcheck disable=SC1091,SC2034,SC2154  # lib.sh sets and reads some of these
set -euo pipefail

[[ $# -eq 2 ]] || {
  echo "usage: $0 BINARY PICTURE_COMPARE" >&2
  exit 2
}
actscope=$(realpath "$1")
compare=$(realpath "$2")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/actscope-network.XXXXXX")

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$here/lib.sh"
trap 'end_all; rm -rf "$work"' EXIT

mkdir -m 700 "$work/config" "$work/runtime"
export XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/runtime XDG_STATE_HOME=$work/state
unset WAYLAND_DISPLAY SDL_VIDEODRIVER

cat >"$work/keys.actscope" <<'KEYS'
bind F7 group sync
bind F10 "snapshot shot.png; group shot"
bind F12 "snapshot state.actscope; group saved"
bind F11 "network seeds 3; save late.png; save late.png; network seeds 2; network init xavier_normal; page curves; group sync"
bind F9 "save seen.png; group sync"
network seeds 2; race steps 400; hints off
wait 0.1
group ready
KEYS
: >"$work/reset.actscope"

open_display main
export DISPLAY=$display
size=1280x720
mean() { "$compare" "$1" "$2" | awk '{ print $2 }'; }

# The window's picture is the one that plot draws of the same state, once the worker is done.
is_plot_of() {
  shot "$work/now.png"
  [[ $(mean "$work/now.png" "$work/plot.png" | awk '{ print ($1 < 1) }') == 1 ]]
}

plot() { "$actscope" plot --size "$size" -e 'network seeds 2' -e "$1" -o "$work/plot.png"; }

pictures() {
  shot "$work/curves.png"
  keys m
  same "m opens the network page" "page toggle network" "$told"
  plot 'page network'
  comes "…which comes to what plot draws" is_plot_of
  check "…and is no longer the curves" test \
    "$(mean "$work/curves.png" "$work/now.png" | awk '{ print ($1 > 5) }')" = 1
  keys h
  same "h is He's initialisation there" "network init he_normal" "$told"
  plot 'page network; network init he_normal'
  comes "…and is drawn" is_plot_of
}

# A picture whose networks are not there yet is the one of the moment at which it was asked for.
saves() {
  plot 'page network; network init he_normal'
  keys F9
  check "what is computed is saved at once" test "$(mean "$folder/seen.png" "$work/plot.png" | awk '{ print ($1 < 1) }')" = 1
  keys F11
  plot 'page network; network init he_normal; network seeds 3'
  comes "a picture comes once its networks are computed" test -s "$folder/late.png"
  # Pixel by pixel; the commands that both files carry differ in what is not on this page.
  check "…of the moment at which it was asked for" test "$(mean "$folder/late.png" "$work/plot.png" | awk '{ print ($1 == 0) }')" = 1
  look
  same "…while the window went on" "curves" "$(state page)"
  keys m
}

sleeps() { comes "it sleeps once it is computed" sleeps_for 3; }

# Where a slider's label stands, from the draw list.
label_at() {
  "$actscope" plot --size "$size" --dump -e 'hints off; page network; network seeds 1' |
    awk -v label="\"$1\"" '$1 == "text" && $NF == label { print $2, $3; exit }'
}

slider() {
  local x y
  read -r x y <<<"$(label_at depth)"
  at "$(calc "$x + 150")" "$(calc "$y - 4")"
  act mousedown 1
  at "$(calc "$x + 190")" "$(calc "$y - 4")"
  at "$(calc "$x + 230")" "$(calc "$y - 4")"
  act mouseup 1
  look
  check "a drag on its slider sets the depth: $(state network depth)" test "$(state network depth)" -gt 60
  keys Down Down
  same "Down is shallower" "network depth by -1 | network depth by -1" "$told"
  keys Escape Escape
  look
  same "Escape leads back to the curves" "curves" "$(state page)"
}

race() {
  at 2 2 # a mouse over a slider would leave its ground in the picture
  keys M space
  same "M and Space start the race" "page toggle race | race toggle" "$told"
  plot 'page race; race steps 400; race start'
  comes "…which ends as plot says" is_plot_of
  keys Return m
  look
  same "Return takes it back" "pause" "$(state race)"
}

# Who quits behind `save` has the picture, too, and the exit status of one that cannot be written.
quits() {
  runs in_folder "$work" "$actscope" --size "$size" -e 'hints off; page network; network seeds 2' -e 'save last.png; quit'
  plot 'page network'
  same "save and quit: status" 0 "$ended"
  check "save and quit: the picture" cmp "$work/last.png" "$work/plot.png"
  local single='hints off; page network; network seeds 2; network precision float32'
  runs in_folder "$work" "$actscope" --size "$size" -e "$single" -e 'save single.png; quit'
  (cd "$work" && "$actscope" plot --size "$size" -e "$single" -o single_plot.png)
  check "in single precision, too" cmp "$work/single.png" "$work/single_plot.png"
  runs in_folder "$work" "$actscope" --size "$size" -e 'page network' -e 'save missing/last.png; quit'
  same "a folder that is not there: status" 1 "$ended"
  check "a folder that is not there: message" grep -q 'cannot write missing/last.png' "$work/run.errors"
}

open_window pages --size "$size"
pictures
saves
sleeps
slider
race
close_window
check "nothing was complained about" test ! -s "$errors"
quits

echo "network page: $passed passed, $failed failed"
((failed == 0))
