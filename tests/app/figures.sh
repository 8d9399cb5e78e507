#!/usr/bin/env bash
# Pictures as files: what SVG, PNG and PDF hold besides the picture, how large they are on paper, and that a
# picture opens again.
#
#   figures.sh ACTSCOPE PICTURE_COMPARE
#
# SVG is compared with PNG through rsvg-convert, PDF is read by poppler's tools, and XML by xmllint: what
# is not installed is passed over. Ends with "figures: N passed, N failed".
#
# shellcheck disable=SC2016  # messages quote commands in backticks
set -euo pipefail

root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
actscope=$(realpath "$1")
compare=$(realpath "$2")
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
mkdir "$scratch/config" "$scratch/work"
cd "$scratch/work"

unset DISPLAY WAYLAND_DISPLAY SDL_VIDEODRIVER
export XDG_CONFIG_HOME=$scratch/config XDG_STATE_HOME=$scratch/state
export LC_ALL=C.UTF-8
export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$root/tests/lsan.supp:print_suppressions=0}

passed=0
failed=0

# check NAME COMMAND…
check() {
  if "${@:2}" >"$scratch/said" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s: %s\n' "$1" "${*:2}"
    head -n 5 "$scratch/said" | sed 's/^/       /'
  fi
}

# same NAME EXPECTED ACTUAL
same() {
  check "$1: wanted \"$2\", got \"$3\"" test "$2" = "$3"
}

has() { command -v "$1" >/dev/null; }

# refuses TEXT ARGUMENT…: `plot` ends with status 2 and that text, and writes nothing.
refuses() {
  local status=0 before after
  before=$(ls)
  "$actscope" plot "${@:2}" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
  after=$(ls)
  check "plot ${*:2}: status $status" test "$status" = 2
  check "plot ${*:2}" grep -qF -e "$1" "$scratch/err"
  same "plot ${*:2}: files" "$before" "$after"
  same "plot ${*:2}: output" "" "$(cat "$scratch/out")"
}

# number FILE OFFSET: four bytes of a file, the highest first.
number() {
  local a b c d
  read -r a b c d < <(od -A n -t u1 -j "$2" -N 4 "$1")
  echo $((a << 24 | b << 16 | c << 8 | d))
}

png_size() { echo "$(number "$1" 16)x$(number "$1" 20)"; }

# density FILE: the pixels in a metre, as the pHYs chunk behind the head says it, and its unit.
density() { echo "$(number "$1" 41) $(od -A n -t u1 -j 49 -N 1 "$1" | tr -d ' ')"; }

# near A.png B.png: few squares of 16 pixels differ, which letters and edges alone do not make.
near() { "$compare" "$1" "$2" | awk '{ print; exit !($NF < 0.02) }'; }

# 16 pictures of all kinds: curves, fills, dashes, clips, markers, translucent grounds, both languages.
pictures() {
  picture curves -f sigmoid,tanh,relu,gelu,silu -d 0,1
  picture overlay -f sigmoid,tanh -d 0,1,2 --layout overlay -e 'legend on; cursor 1'
  picture side -f sigmoid,tanh -d 0,1 -x -8:8 --layout side-by-side -e 'saturation on; band on; cursor 1'
  picture grid --size 1600x900 -e 'only all' -d 0,1 --layout grid
  picture step -f step,sign,hard_shrink -d 0,1 --layout overlay
  picture poles -f '1/x,tan(x),sin(1/x),floor(x)' -d 0 --layout grid -x -3:3 -y -3:3
  picture far -f 'x^3,exp(x)' -x 12344.9:12345.5 -y 0:1e3
  picture log -f sigmoid -d 1 -e 'scale y log df'
  picture dark -f relu,elu -d 0,1 --theme dark -e 'formula on'
  picture japanese --lang ja -f sigmoid,tanh -d 0,1
  picture lecture -f tanh -d 0,1 -e 'lecture on'
  picture signs -f 'f(x)=if(x<0,0,1&&x>2)' -d 0
  picture nothing -e 'hide all'
  picture network -f sigmoid,tanh -e 'page network; network seeds 2'
  picture race -f tanh,relu -e 'page race; race step 20'
  picture depth -f sigmoid,tanh,relu -d 0,1 -e 'depth 30'
}

test_svg_shows_what_png_does() {
  local most
  picture() {
    "$actscope" plot "${@:2}" -o "$1.png" -o "$1.svg" 2>"$scratch/err" || true
    check "$1: XML" test -s "$1.svg"
    ! has xmllint || check "$1: XML" xmllint --noout "$1.svg"
    most=40000
    [[ $1 != network && $1 != race && $1 != grid ]] || most=150000
    check "$1: at most $most bytes, not $(stat -c %s "$1.svg")" test "$(stat -c %s "$1.svg")" -le $most
    check "$1: no picture within" bash -c '! grep -q "<image" "$1"' - "$1.svg"
    check "$1: text" grep -q '<text [^>]*>[^<]' "$1.svg"
    check "$1: title" grep -q '^<title id="[^"]*">[^<]' "$1.svg"
    check "$1: description" grep -q '^<desc id="[^"]*">[^<]' "$1.svg"
    has rsvg-convert || return 0
    rsvg-convert "$1.svg" -o "$1-svg.png"
    check "$1: like the PNG" near "$1.png" "$1-svg.png"
  }
  pictures
  same "the ids of all differ" "" "$(grep -ho 'id="[^"]*"' ./*.svg | sort | uniq -d)"
  check "references meet ids" bash -c 'for f in *.svg; do
    diff <(grep -o "url(#[^)]*" "$f" | cut -c6- | sort -u) <(grep -o "clipPath id=\"[^\"]*" "$f" | cut -c14- | sort -u) || exit 1
  done'
  "$actscope" plot -f sigmoid,tanh,relu,gelu,silu -d 0,1 -o again.svg
  check "the same file again" cmp curves.svg again.svg
  check "names are texts" grep -q '>Sigmoid</text>' curves.svg
  check "Japanese" grep -q 'xml:lang="ja"' japanese.svg
  check "ranges are told" grep -q '<desc.*Sigmoid has the range (0, 1)\.' curves.svg
  check "texts say how wide they are" grep -q 'textLength="[0-9.]*"' curves.svg
  rm -f ./*
}

test_two_svgs_in_one_page() {
  "$actscope" plot -f sigmoid -o a.svg
  "$actscope" plot -f tanh -o b.svg
  (echo '<html><body>'; tail -n +2 a.svg; tail -n +2 b.svg; echo '</body></html>') >page.html
  ! has xmllint || check "one page" xmllint --noout page.html
  same "ids of their own" "" "$(grep -o ' id="[^"]*"' page.html | sort | uniq -d)"
  rm ./*
}

# Every format is equally wide on paper: 1280 pixels are 13 1/3 inches.
test_sizes_on_paper() {
  local args pixels metre svg pdf
  while IFS='|' read -r args pixels metre svg pdf; do
    # shellcheck disable=SC2086  # several words
    "$actscope" plot -f relu $args -o a.png -o a.svg -o a.pdf
    same "$args: pixels" "$pixels" "$(png_size a.png)"
    same "$args: density" "$metre 1" "$(density a.png)"
    check "$args: SVG $(grep -o '<svg [^>]*viewBox' a.svg)" grep -q "$svg" a.svg
    ! has pdfinfo || same "$args: PDF" "$pdf" "$(pdfinfo a.pdf | sed -nE 's/^Page size: *([0-9.]+ x [0-9.]+).*/\1/p')"
    rm a.*
  done <<'TABLE'
|1280x720|3780|width="1280px" height="720px" viewBox="0 0 1280 720"|960 x 540
--scale 2|2560x1440|7559|width="1280px" height="720px" viewBox="0 0 1280 720"|960 x 540
--dpi 192|2560x1440|7559|width="1280px" height="720px"|960 x 540
--dpi 300 --size 640x480|2000x1500|11811|width="640px" height="480px"|480 x 360
--size 86mmx60mm|1016x709|11811|width="86mm" height="60mm"|243.78 x 170.079
--size 86x60mm|1016x709|11811|width="86mm" height="60mm"|243.78 x 170.079
--size 8.6cmx6cm --dpi 600|2031x1417|23622|width="86mm" height="60mm"|243.78 x 170.079
--size 4inx3in|1200x900|11811|width="101.6mm" height="76.2mm"|288 x 216
--size 240ptx180pt --scale 1|320x240|3780|width="84.6667mm" height="63.5mm"|240 x 180
--size 640pxx480px|640x480|3780|width="640px" height="480px"|480 x 360
TABLE
}

test_facts() {
  "$actscope" plot -f 'x*tanh(x)' -o a.png -o a.pdf -o a.svg
  check "PNG: software" grep -aq 'tEXtSoftware.actscope [0-9]' a.png
  check "PNG: title" grep -aq 'iTXtTitle.*x\*tanh(x)' a.png
  check "SVG: title" grep -q '<title[^>]*>x\*tanh(x)</title>' a.svg
  if has pdfinfo; then
    check "PDF: title" grep -q '^Title: *x\*tanh(x)' <(pdfinfo a.pdf)
    check "PDF: text can be searched" grep -q 'x\*tanh(x)' <(pdftotext a.pdf -)
    same "PDF: all fonts are embedded, and say what their letters are" "" \
      "$(pdffonts a.pdf | tail -n +3 | grep -v ' yes yes yes ')"
  fi
  "$actscope" plot -f 'x*tanh(x)+x^2*sigmoid(x)-exp(-x^2)*sin(3*x)+log(1+x^2)/(2+x^2)' -o b.svg
  check "a long formula is the title, too" grep -q '<title[^>]*>x\*tanh(x) + x^2' b.svg
  rm ./*
}

test_transparent() {
  "$actscope" plot -f relu --size 200x120 --transparent -o a.png -o a.svg -o a.pdf
  "$actscope" plot -f relu --size 200x120 -o b.png -o b.svg
  same "PNG: RGB and opacity" 6 "$(od -A n -t u1 -j 25 -N 1 a.png | tr -d ' ')"
  same "PNG: without, RGB" 2 "$(od -A n -t u1 -j 25 -N 1 b.png | tr -d ' ')"
  check "SVG has no ground" bash -c '! grep -q "M0 0h200" a.svg && grep -q "M0 0h200" b.svg'
  rm ./*
}

test_standard_output() {
  local format
  for format in png svg pdf; do
    "$actscope" plot -f relu --size 200x120 -o "file.$format"
    "$actscope" plot -f relu --size 200x120 -o - --format $format >"pipe.$format"
    check "$format: the same bytes" cmp "file.$format" "pipe.$format"
  done
  "$actscope" plot -f relu --size 200x120 -e 'speak now' -o - --format png >spoken.png 2>said
  check "words are no part of it" cmp file.png spoken.png
  check "but go to standard error" grep -q ReLU said
  "$actscope" plot --tour article --size 200x120 -o - --format pdf >tour.pdf
  check "a tour" grep -aq '^%%EOF' tour.pdf
  "$actscope" plot --size 200x120 --format svg -o plain
  check "--format names what the file's name does not" grep -q '<svg' plain
  rm ./*
}

test_several_files() {
  "$actscope" plot -f relu -e 'page network; network seeds 1; network depth 3' --size 320x240 -o a.png -o b.svg -o c.pdf -o d.actscope -o e.PNG
  same "all are written" "a.png b.svg c.pdf d.actscope e.PNG" "$(echo *)"
  check "alike" cmp a.png e.PNG
  local status=0
  "$actscope" plot --size 200x120 -o missing/a.png -o f.png 2>/dev/null || status=$?
  same "one that fails" 1 "$status"
  check "does not keep back the others" test -s f.png
  rm ./*
}

# A file that may be written, in a folder that may not: as another user, where this one is root.
test_folder_that_allows_no_files() {
  local as=()
  if [[ $(id -u) -eq 0 ]]; then
    has setpriv || return 0
    as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
    chmod 755 "$scratch" "$scratch/work"
    "${as[@]}" test -x "$actscope" || return 0
  fi
  mkdir locked
  for name in a.png a.svg a.actscope; do
    printf 'something much longer than nothing\n' >"locked/$name"
    chmod 666 "locked/$name"
  done
  chmod 555 locked
  check "written in place" "${as[@]}" "$actscope" plot --size 200x120 -o locked/a.png -o locked/a.svg -o locked/a.actscope
  check "PNG" grep -aq IEND locked/a.png
  check "SVG" grep -q '</svg>' locked/a.svg
  check "state" grep -q '^reset' locked/a.actscope
  same "and nothing else" "a.actscope a.png a.svg" "$(cd locked && echo *)"
  check "no new file" bash -c '! "$@"' - "${as[@]}" "$actscope" plot --size 200x120 -o locked/b.png
  chmod 755 locked
  rm -r ./*
}

# What a picture carries makes the same state, and draws the same picture.
test_opened_again() {
  local args words
  while IFS='|' read -r args; do
    eval "words=($args)"
    check "$args" "$actscope" plot --size 320x240 "${words[@]}" -o a.png -o a.svg -o a.actscope
    for ending in png svg; do
      "$actscope" plot --size 320x240 --script "a.$ending" -o b.png -o b.actscope
      check "$args: the state of the $ending" cmp a.actscope b.actscope
      check "$args: the picture of the $ending" cmp a.png b.png
    done
    "$actscope" plot --size 320x240 -e 'source a.png' -o b.png
    check "$args: source" cmp a.png b.png
    rm ./*
  done <<'TABLE'
-f sigmoid,tanh -d 0,1,2 --layout overlay -x -2:3
-f 'x*tanh(x),f(x,a=2)=if(x<0&&a>1,-a*x,x)' -d 0,1
--theme dark -f relu -e 'cursor 1.5; scale y log df; grid off'
-f leaky_relu -e 'param leaky_relu alpha 0.3; legend on'
-e 'page network; network init he_normal; network seeds 1; network depth 4'
-f gelu_tanh -e 'formula on'
-e 'hide all'
TABLE
}

# Pictures of strangers: bounded, and no more than a picture's worth is done.
test_strangers_pictures() {
  "$actscope" plot --size 200x120 -f relu -o a.png -o a.svg
  sed 's|^only relu$|only relu\nsave evil.png\ndata /etc/passwd\nquit|' a.svg >evil.svg
  "$actscope" plot --size 200x120 --script evil.svg -o b.png 2>said || true
  check "may not save" test ! -e evil.png
  check "and is told so" grep -q 'evil.svg:3' said
  head -c 150 a.png >cut.png
  sed '/^only relu$/q' a.svg >cut.svg
  grep -v '<metadata>' a.svg | sed 's/^only relu$//' >none.svg
  { head -c 33 a.png; printf '\377\377\377\377iTXtactscope'; } >long.png
  LC_ALL=C sed 's/only relu/only tanh/' a.png >wrong.png # its checksum no longer holds
  sed 's/only relu/only \&bomb;/' a.svg >entity.svg
  sed 's/only relu/only <b\/>/' a.svg >element.svg
  while read -r file text; do
    local status=0
    "$actscope" plot --size 200x120 --script "$file" -o c.png >/dev/null 2>said || status=$?
    same "$file: status" 1 $status
    check "$file: $text" grep -q "$file: .*$text" said
  done <<'TABLE'
cut.png damaged\|carry
cut.svg damaged
none.svg does not carry
long.png damaged
wrong.png damaged
entity.svg damaged
element.svg damaged
TABLE
  rm ./*
}

# Rows of long work can be read before it ends, and nothing is said where nobody looks.
test_rows_as_they_come() {
  local job tries=0
  : >rows.csv
  "$actscope" race -f tanh,relu --steps 1000000 --every 50 >rows.csv 2>said &
  job=$!
  while [[ $(grep -c ^tanh rows.csv) -lt 3 && $tries -lt 600 ]]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  check "the race goes on" kill -0 $job
  check "and its rows are there" test "$(grep -c ^tanh rows.csv)" -ge 3
  kill $job || true
  wait $job 2>/dev/null || true
  same "nothing is said into a file" "" "$(cat said)"
  "$actscope" race -f tanh,relu,gelu --steps 300 --seeds 2 >one.csv
  "$actscope" race -f tanh,relu,gelu --steps 300 --seeds 2 >two.csv
  check "the same rows in the same order" cmp one.csv two.csv
  same "in the order of the functions" "tanh relu gelu tanh relu gelu" \
    "$(grep -v '^#' one.csv | tail -n +2 | cut -d , -f 1 | uniq | tr '\n' ' ' | sed 's/ $//')"
  rm ./*
}

test_usual_words() {
  local word
  for word in -V --version version; do
    check "$word" grep -q '^actscope [0-9]' <("$actscope" $word)
  done
  check "help" cmp <("$actscope" --help) <("$actscope" help)
  check "help plot" cmp <("$actscope" plot --help) <("$actscope" help plot)
  while IFS='|' read -r word text; do
    local status=0
    "$actscope" "$word" >out 2>said || status=$?
    same "$word" 2 $status
    check "$word: $text" grep -qF -e "$text" said
  done <<'TABLE'
sigmoid|`actscope -f sigmoid` shows it, `actscope show sigmoid` tells
Tanh|`actscope -f Tanh` shows it
sigmoid,tanh|`actscope -f 'sigmoid,tanh'` shows them
x*tanh(x)|`actscope -f 'x*tanh(x)'` shows them
x/2|`actscope -f 'x/2'` shows them
plto|did you mean "plot"?
frob|neither a file nor a subcommand
TABLE
  "$actscope" help frob >out 2>said || true
  check "help frob" grep -q 'frob: neither a file nor a subcommand' said
  "$actscope" plot --size 100x100 -o a.png -e 'save film.gif' 2>said || true
  check "endings of save" grep -q '\.png, \.svg, \.pdf or \.tex for a picture, or \.actscope' said
  rm ./*
}

# LaTeX sets the picture alone and within a document, in one page of its size, and complains of no sign.
test_tikz() {
  local args words n=0
  while IFS= read -r args; do
    n=$((n + 1))
    eval "words=($args)"
    check "$args" "$actscope" plot "${words[@]}" -o "t$n.tex" -o "t$n.png"
    check "$args: braces" test "$(tr -dc '{' <"t$n.tex" | wc -c)" = "$(tr -dc '}' <"t$n.tex" | wc -c)"
    check "$args: scopes" test "$(grep -c 'begin{scope}' "t$n.tex")" = "$(grep -c 'end{scope}' "t$n.tex")"
    has pdflatex || continue
    check "$args: LaTeX" pdflatex -interaction=nonstopmode -halt-on-error "t$n.tex"
    check "$args: one page" grep -q '(1 page,' "t$n.log"
    check "$args: no sign is missing" bash -c '! grep -q "^Missing character" "$1"' - "t$n.log"
    has pdftoppm || continue
    pdftoppm -r 96 -singlefile -png "t$n.pdf" "t$n-tex"
    check "$args: like the PNG" bash -c '"$1" "$2" "$3" | awk "{ print; exit !(\$NF < 0.03) }"' - "$compare" "t$n.png" "t$n-tex.png"
  done <<'TABLE'
-f sigmoid,tanh,relu -d 0,1,2 -e 'cursor 1'
-f 'x^3,exp(x)' -x 12344.9:12345.5 -y 0:1e3 --theme dark
-f relu,step -d 0,1 -e 'formula on; saturation on' --layout side-by-side
-f sigmoid -d 1 -e 'scale y log df; legend on' --layout overlay
-f 'f(x)=if(x<0,0,1&&x>2)' -d 0
TABLE
  if has pdflatex; then
    "$actscope" plot --size 1600x1000 -e 'only all' -d 0,1 --layout grid -o all.tex
    check "all functions" pdflatex -interaction=nonstopmode -halt-on-error all.tex
    "$actscope" plot --size 86mmx60mm -f gelu -o paper.tex
    printf '\\documentclass{article}\\usepackage{tikz}\\begin{document}A \\input{paper} B\\end{document}\n' >doc.tex
    check "within a document" pdflatex -interaction=nonstopmode -halt-on-error doc.tex
    check "on its one page" grep -q '(1 page,' doc.log
    check "alone" pdflatex -interaction=nonstopmode -halt-on-error paper.tex
    ! has pdfinfo || same "as large as it was to be" "243.78 x 170.079" \
      "$(pdfinfo paper.pdf | sed -nE 's/^Page size: *([0-9.]+ x [0-9.]+).*/\1/p')"
  fi
  rm ./*
}

test_wrong_calls() {
  refuses '-o - wants --format' -o -
  refuses 'a.png was given already' -o a.png -o a.png
  refuses '- was given already' -o - -o - --format png
  refuses '"gif" is no format of pictures; there are png, svg, pdf and tikz' -o - --format gif
  refuses '"a.png" ends otherwise than --format says' -o a.png --format svg
  refuses '.png, .svg, .pdf or .tex for a picture, or .actscope' -o film.gif
  refuses '.png, .svg, .pdf or .tex for a picture, or .actscope' -o a.png -o film.gif
  refuses 'only --format pdf is one file' --tour article -o - --format png
  refuses 'a tour is drawn as' --tour article -o a.actscope
  refuses '--scale 2 is the same as --dpi 192' --scale 2 --dpi 300 -o a.png
  local value
  for value in 0 23 2401 -96 nan inf x ''; do
    refuses 'no number of pixels in an inch; expected 24 to 2400' --dpi "$value" -o a.png
  done
  for value in 86mm 86mmx 86mmx60 mmxmm 86,5mmx60mm 86mmx60mmx 1280.5x720 -86mmx60mm 86 mmx60mm 1e3mmx1mm 86mx60m; do
    refuses 'is not a size' --size "$value" -o a.png
  done
  for value in 4mmx4mm 15x16 5000inx1in 0mmx0mm 16385x16; do
    refuses 'is out of range' --size "$value" -o a.png
  done
  refuses 'more than 16384' --size 1000mmx1000mm --dpi 2400 -o a.png
}

test_svg_shows_what_png_does
test_two_svgs_in_one_page
test_sizes_on_paper
test_facts
test_transparent
test_standard_output
test_several_files
test_folder_that_allows_no_files
test_opened_again
test_strangers_pictures
test_rows_as_they_come
test_usual_words
test_tikz
test_wrong_calls
printf 'figures: %d passed, %d failed\n' "$passed" "$failed"
[[ $failed -eq 0 ]]
