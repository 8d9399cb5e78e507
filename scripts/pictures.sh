#!/usr/bin/env bash
# The pictures of README.md and docs/: docs/pictures/NAME.png, drawn by the program, without a window.
#
#   scripts/pictures.sh draw [BUILD]    draws them anew, and writes their words to docs/pictures/words.txt
#   scripts/pictures.sh check [BUILD]   fails, naming them, if the program draws them otherwise by now
#
# BUILD is a build folder with the program and the tests' picture_compare, build/release if it is not given.
#
# Letters depend on the font. Where the machine has the version of Inter that the pictures were drawn with,
# check wants the same words and nearly the same pixels. With another version of Inter, letters differ a
# little, so it compares the mean colours of squares of 16 pixels: they tell curves, grounds and panels
# apart, not words. Without Inter, labels stand elsewhere, and nothing is compared.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$root/docs/pictures
words=$folder/words.txt
most_bytes=150000

# Neither the user's own settings and themes, nor the user's language.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export XDG_CONFIG_HOME=$scratch/config LC_ALL=C.UTF-8 OPENBLAS_NUM_THREADS=1

# One line a picture: its name, and what `actscope plot` gets. `picture` is what is done with each.
pictures() {
  picture curves -f sigmoid,tanh -d 0,1 --layout stacked -e 'cursor 1.32'
  picture side-by-side -f sigmoid,tanh -d 0,1 -x -8:8 --layout side-by-side -e 'saturation on; band on; cursor 1'
  picture formula -f 'swish2=x*sigmoid(b*x)' -d 0,1 -x -5:5 --theme dark -e 'formula on; param swish2 b sweep'
  picture networks -f sigmoid,tanh,relu,gelu -e 'page network; network init he_normal; network seeds 5'
  picture remedies -f sigmoid -e 'page network; network compare remedies; network seeds 5'
  picture race -f tanh,relu,sigmoid -e 'page race; race step 100'
  picture tour -e 'tour article; tour step 8'
  picture sheet --size 1000x702 --script "$root/assets/examples/sheet.actscope"
  picture breaks -f 'sin(x)/x,1/x,floor(x),x*sin(1/x)' -d 0 --layout grid -x -3:3 -y -3:3
  picture ghosts -f sigmoid -d 1 --layout overlay \
    -e 'scale y log df; view 30 45 1e-20 1e-12 df; naive on; cursor 36.74'
  picture depth -f sigmoid,tanh,relu -d 0,1 --layout side-by-side -e 'depth 30'
  picture critical -f sigmoid,tanh,relu -e 'page network; network init critical; network seeds 5'
}

font() {
  fc-match -f '%{family} %{fontversion}\n' Inter 2>/dev/null || echo unknown
}

# words_of NAME ARGUMENT…: the texts in a picture, each once.
words_of() {
  echo
  echo "$1"
  "$actscope" plot --size 1120x630 "${@:2}" --dump | sed -nE 's/^text .* "(.*)"$/  \1/p' | LC_ALL=C sort -u
}

all_words() {
  picture() { words_of "$@"; }
  echo "What is written in each picture. Font: $(font)"
  pictures
}

draw() {
  picture() {
    "$actscope" plot --size 1120x630 "${@:2}" -o "$folder/$1.png"
  }
  mkdir -p "$folder"
  pictures
  all_words >"$words"
}

# complain NAME WHAT
complain() {
  echo "docs/pictures/$1: $2" >&2
  failed=1
}

# near NAME COLUMN MOST: whether a picture in the scratch folder is the one in the repository: that
# column of the comparison is below MOST.
near() {
  local name=$1 column=$2 most=$3 line
  line=$("$compare" "$folder/$name.png" "$scratch/$name.png") || return 1
  awk -v value="$(sed -nE "s/.* $column ([0-9.]+).*/\1/p" <<<"$line")" -v most="$most" \
    'BEGIN { exit !(value < most) }'
}

# check_picture NAME ARGUMENT…
check_picture() {
  local name=$1 kept=$folder/$1.png
  drawn+=" $name.png "
  "$actscope" plot --size 1120x630 "${@:2}" -o "$scratch/$name.png"
  [[ -s $kept ]] || {
    complain "$name.png" "is missing"
    return 0
  }
  near "$name" "${limit[@]}" || complain "$name.png" "the program draws it otherwise"
  [[ $(stat -c %s "$kept") -lt $most_bytes ]] || complain "$name.png" "has more than $most_bytes bytes"
}

check() {
  local file font drawn="" limit=(squares 0.02)
  failed=0
  font=$(font)
  [[ $font == Inter\ * ]] || {
    echo "pictures are not compared: they are drawn with Inter, and here is $font"
    return 0
  }
  [[ $(head -n 1 "$words") != *"Font: $font" ]] || limit=(far 0.002)
  picture() { check_picture "$@"; }
  pictures
  for file in "$folder"/*.png; do
    [[ $drawn == *" ${file##*/} "* ]] || complain "${file##*/}" "is none of those that scripts/pictures.sh draws"
  done
  if [[ ${limit[0]} == far ]]; then
    all_words | diff -u "$words" - >&2 || complain words.txt "the program writes other words"
  fi
  [[ $failed -eq 0 ]] || echo "scripts/pictures.sh draw draws them anew; look at each before you commit it" >&2
  return "$failed"
}

case ${1:-} in
  draw | check)
    build=$(cd "${2:-$root/build/release}" && pwd)
    actscope=$build/actscope
    compare=$build/tests/app/picture_compare
    "$1"
    ;;
  *)
    sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
