#!/usr/bin/env bash
# Builds actscope and opens its window; arguments go to the program. Without a display it draws the
# article's figures into out/ instead.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

"$root/scripts/install-dependencies.sh" run

# Presets are looked for in the working directory; the program must start in the caller's.
(
  cd "$root"
  # The tests need more libraries than the program, so they are left out here.
  cmake --preset release -DBUILD_TESTING=OFF
  cmake --build --preset release --target actscope
) >&2

actscope=$(find "$root/build/release" -type f -name actscope -perm -u+x -print -quit)
if [[ -z $actscope ]]; then
  echo "the build left no program in $root/build/release" >&2
  exit 1
fi

if [[ -n ${DISPLAY:-} || -n ${WAYLAND_DISPLAY:-} ]]; then
  exec "$actscope" "$@"
fi

if [[ $# -gt 0 ]]; then
  # A subcommand (plot, sample, list, --help …) needs no display; the window itself says what it lacks.
  exec "$actscope" "$@"
fi

out=$root/out
mkdir -p "$out"
"$actscope" plot -f step -d 0 -x -1:1 -o "$out/step.png"
for id in sigmoid tanh relu leaky_relu; do
  "$actscope" plot -f "$id" -d 0,1 -x -5:5 --layout stacked -o "$out/$id.png"
done
"$actscope" plot -f step,sigmoid,tanh,relu,leaky_relu -d 0 -x -5:5 --layout overlay -o "$out/all.svg"

echo "No display here (DISPLAY and WAYLAND_DISPLAY are empty), so no window was opened."
echo "The article's figures are in $out:"
(cd "$out" && ls -1 step.png sigmoid.png tanh.png relu.png leaky_relu.png all.svg)
