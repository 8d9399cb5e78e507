#!/usr/bin/env bash
# Installs what actscope needs and the machine lacks.
#
#   scripts/install-dependencies.sh run     to build and run
#   scripts/install-dependencies.sh test    to build, run and test
#
# On Debian and its relatives the packages come from apt, as root or through sudo; it says how much
# will be downloaded before it is, and waits for another program that holds apt's locks. Where nothing
# is missing, nothing is said or asked for. Elsewhere it names the packages, and succeeds if the tools
# are there.
set -euo pipefail

# shellcheck source=scripts/progress.sh disable=SC1091
. "$(dirname "${BASH_SOURCE[0]}")/progress.sh"

usage() {
  echo "usage: $0 run|test" >&2
  exit 2
}

[[ $# -eq 1 ]] || usage
set_name=$1
[[ $set_name == run || $set_name == test ]] || usage

# What the build and the tests look for. It decides whether a machine without apt will do.
tools=(gcc cmake ninja pkg-config msgfmt)
modules=(sdl2 glew cglm pangocairo pangoft2 fontconfig cairo openblas zlib libzip mpfr)

debian=(gcc libc6-dev cmake ninja-build pkg-config gettext
  libsdl2-dev libglew-dev libgl-dev libopengl-dev libcglm-dev libpango1.0-dev libcairo2-dev libopenblas-dev zlib1g-dev libzip-dev libmpfr-dev
  libgl1-mesa-dri libegl1 fonts-inter fonts-noto-cjk)
fedora=(gcc cmake ninja-build pkgconf-pkg-config gettext SDL2-devel glew-devel libglvnd-devel cglm-devel
  pango-devel cairo-devel openblas-devel zlib-devel libzip-devel mpfr-devel mesa-dri-drivers rsms-inter-fonts google-noto-sans-cjk-fonts)
arch=(gcc cmake ninja pkgconf gettext sdl2 glew libglvnd cglm pango cairo openblas zlib libzip mpfr mesa inter-font noto-fonts-cjk)
brew=(cmake ninja pkgconf gettext sdl2 glew cglm pango cairo openblas zlib libzip mpfr)

if [[ $set_name == test ]]; then
  tools+=(Xvfb xauth xdotool xprop xwininfo setxkbmap openbox gdb clang llvm-symbolizer clang-format clang-tidy shellcheck desktop-file-validate mandoc nm rsvg-convert pdffonts)
  modules+=(cmocka)
  debian+=(libcmocka-dev xvfb xauth xdotool x11-utils x11-xkb-utils openbox gdb clang lld libclang-rt-dev llvm clang-format clang-tidy
    shellcheck desktop-file-utils mandoc binutils locales librsvg2-bin poppler-utils python3-mpmath)
  fedora+=(libcmocka-devel xorg-x11-server-Xvfb xorg-x11-xauth xdotool xprop xwininfo setxkbmap openbox gdb clang lld compiler-rt llvm
    clang-tools-extra ShellCheck desktop-file-utils mandoc binutils librsvg2-tools poppler-utils python3-mpmath)
  arch+=(cmocka xorg-server-xvfb xorg-xauth xdotool xorg-xprop xorg-xwininfo xorg-setxkbmap openbox gdb clang lld compiler-rt llvm shellcheck
    desktop-file-utils mandoc binutils librsvg poppler python-mpmath)
  brew+=(cmocka llvm shellcheck desktop-file-utils mandoc librsvg poppler)
fi

# Prints what is not there, one name a line.
absent_tools() {
  local name
  for name in "${tools[@]}"; do
    command -v "$name" >/dev/null 2>&1 || echo "$name"
  done
  for name in "${modules[@]}"; do
    pkg-config --exists "$name" 2>/dev/null || echo "$name (pkg-config)"
  done
}

# Ends well if the tools are there by whatever way, and badly, naming them, if they are not.
settle() {
  local absent
  absent=$(absent_tools)
  [[ -n $absent ]] || exit 0
  echo "still missing: ${absent//$'\n'/, }" >&2
  exit 1
}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  else
    sudo "$@"
  fi
}

# How far it is, apt-get writes to a file descriptor of its own, which dpkg does not inherit; sudo hands
# over none but the first three.
run_apt() {
  as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C sh -c 'exec apt-get "$@" 3>&1' apt-get -y -q \
    -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 -o APT::Status-Fd=3 "$@"
}

# Runs apt-get, its words in the log. The lists have a lock for which apt itself does not wait.
apt_get() {
  local waited=0
  until progress "$log" run_apt "$@"; do
    grep -q '^E: Could not get lock' "$log" && [[ $waited -lt 300 ]] || return 1
    [[ $waited -gt 0 ]] || echo "waiting, at most 5 minutes: $(grep -m 1 -o 'Could not get lock.*' "$log")" >&2
    sleep 5
    waited=$((waited + 5))
  done
}

# What apt says that the packages weigh, as "250 MB to download, 1000 MB on the disk"; asks nobody and
# changes nothing.
weight() {
  LC_ALL=C apt-get -q --assume-no -o Debug::NoLocking=1 install --no-install-recommends "$@" 2>&1 </dev/null |
    sed -nE -e 's/^Need to get (.*) of archives.*/\1 to download/p' \
      -e 's/^After this operation, (.*) of additional.*/\1 on the disk/p' | paste -sd ',' | sed 's/,/, /'
}

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  [[ -n $(absent_tools) ]] || exit 0
  cat >&2 <<TEXT
This system has no apt-get. Install these packages yourself:
  Fedora    sudo dnf install ${fedora[*]}
  Arch      sudo pacman -S --needed ${arch[*]}
  Homebrew  brew install ${brew[*]}
TEXT
  settle
fi

missing=()
for package in "${debian[@]}"; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  # Packages of several architectures answer once for each.
  [[ $state == *installed* && $state != *not-installed* ]] || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

echo "missing packages: ${missing[*]}" >&2
if [[ $(id -u) -ne 0 ]] && ! command -v sudo >/dev/null; then
  echo "Installing them needs root. Run this as root: apt-get install ${missing[*]}" >&2
  settle
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "updating the lists of packages" >&2
# An update that fails (one mirror of several, say) is no reason to stop: the install decides.
apt_get update || echo "apt-get update failed; trying with the package lists at hand" >&2
size=$(weight "${missing[@]}" || true)
echo "installing them and what they need${size:+: $size}" >&2
apt_get install --no-install-recommends "${missing[@]}" || {
  cat "$log" >&2
  echo "apt-get could not install them" >&2
  settle
}
