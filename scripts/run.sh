#!/usr/bin/env bash
# Builds actscope and opens its window; arguments go to the program. Without a display it draws the
# article's figures into out/ instead.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# shellcheck source=scripts/progress.sh disable=SC1091
. "$root/scripts/progress.sh"

"$root/scripts/install-dependencies.sh" run

# The tests need more libraries than the program, so a new build folder leaves them out. One that is
# there stays as it is (ninja runs CMake again where that is needed), unless the tree was moved.
build() {
  local home=CMAKE_HOME_DIRECTORY:INTERNAL=$root
  cd "$root" || return 1
  [[ -e build/release/build.ninja ]] && grep -qxF "$home" build/release/CMakeCache.txt ||
    cmake --fresh --preset release -DBUILD_TESTING=OFF || return 1
  cmake --build build/release --target actscope
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! (progress "$log" build); then
  cat "$log" >&2
  echo "actscope could not be built" >&2
  exit 1
fi
rm -f "$log" # before the program takes this process's place

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
