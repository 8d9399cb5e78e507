#!/usr/bin/env bash
# The command line without a window: every subcommand as a real process, with no display to be had.
#
#   cli.sh ACTSCOPE PICTURE_COMPARE [GROUP…]
#
# GROUP is one of those that `parts` names; without any, all run.
#
# A line of a table is one call: what it must answer, then its arguments. Ends with
# "cli: N passed, N failed".
#
# shellcheck disable=SC2016  # messages quote commands in backticks
set -euo pipefail
shopt -s nullglob dotglob # a temporary file left behind would be seen

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(realpath "$here/../..")
actscope=$(realpath "$1")
compare=$(realpath "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
out=$scratch/out
err=$scratch/err
mkdir "$scratch/config" "$scratch/work"
cd "$scratch/work"

unset DISPLAY WAYLAND_DISPLAY SDL_VIDEODRIVER
export XDG_CONFIG_HOME=$scratch/config XDG_STATE_HOME=$scratch/state
export LC_ALL=C.UTF-8
export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$root/tests/lsan.supp:print_suppressions=0}

passed=0
failed=0
status=0

pass() { passed=$((passed + 1)); }

fail() {
  failed=$((failed + 1))
  printf 'FAILED %s\n' "$1"
  [[ -z ${2:-} ]] || printf '       %s\n' "${2//$'\n'/$'\n       '}"
}

# same NAME EXPECTED ACTUAL
same() {
  if [[ $3 == "$2" ]]; then pass; else fail "$1" "expected: $2"$'\n'"got:      $3"; fi
}

# check NAME COMMAND…
check() {
  local name=$1
  shift
  if "$@" >/dev/null 2>&1; then pass; else fail "$name" "$*"; fi
}

run() {
  status=0
  "$actscope" "$@" >"$out" 2>"$err" </dev/null || status=$?
}

# The same on one core only, where that can be had.
run_on_one_core() {
  local alone=()
  if command -v taskset >/dev/null; then alone=(taskset -c "$(taskset -cp $$ | grep -oE '[0-9]+' | tail -n 1)"); fi
  status=0
  "${alone[@]}" "$actscope" "$@" >"$out" 2>"$err" </dev/null || status=$?
}

# gives PATTERN ARGUMENTS…: status 0, nothing on standard error, the pattern on standard output.
gives() {
  local pattern=$1
  shift
  run "$@"
  if [[ $status -eq 0 && ! -s $err ]] && grep -qE -e "$pattern" "$out"; then
    pass
  else
    fail "actscope $*" "status $status, no \"$pattern\" in:"$'\n'"$(head -n 5 "$out" "$err")"
  fi
}

# refuses STATUS TEXT ARGUMENTS…: that status, a message with that text, no result, no new file. (All in
# the shell itself: there are many of these.)
refuses() {
  local expected=$1 text=$2 message before after
  shift 2
  before=(*)
  run "$@"
  after=(*)
  message=$(<"$err")
  if [[ $status -ne $expected || $message != "actscope: "*"$text"* || -s $out ]]; then
    fail "actscope $*" "status $status, expected $expected with \"$text\":"$'\n'"$(head -n 5 "$err" "$out")"
  elif [[ ${before[*]} != "${after[*]}" ]]; then
    fail "actscope $*: files left" "${after[*]}"
  else
    pass
  fi
}

# --- what the papers promise ---

# The lines of README.md, docs/ and the man page that call a subcommand, as they stand there.
examples() {
  local sub='(plot|sample|polyline|list|show|commands|keys|tour|gradient|race)'
  sed -nE "s/^    (actscope $sub( .*)?)\$/\1/p" "$root/README.md" "$root"/docs/*.md | sort -u
  sed -nE "s/^\.Dl (actscope $sub .*)\$/\1/p" "$root/assets/actscope.1" | sed 's/\\-/-/g'
  echo 'actscope plot -f sigmoid,tanh -d 0,1 -x -5:5 --layout stacked -o out.svg' # from the issue
  echo 'actscope sample tanh --at points.txt --order 2 --hex'
}

run_example() {
  # shellcheck disable=SC2317  # called by eval
  actscope() { run "$@"; }
  eval "$1"
}

test_examples() {
  local line n=0
  printf '40\n-0x1.8p+1 # hex\n\n1e-3\n' >points.txt
  while IFS= read -r line; do
    n=$((n + 1))
    run_example "$line"
    same "example: $line" "0 " "$status $(cat "$err")"
  done < <(examples)
  check "examples are found ($n)" test "$n" -ge 14
  check "out.svg" grep -q '<svg' out.svg
  check "sigmoid.pdf" test -s sigmoid.pdf
  check "article.pdf" test -s article.pdf
  check "depth.svg" grep -q '<svg' depth.svg
  check "race.png" test -s race.png
  rm out.svg sigmoid.pdf relu.png article.pdf own.png depth.svg race.png

  # The script of the manual runs here too; only what needs a window is left out, and said.
  sed -nE '/^    # [a-z]+\.actscope: /,/^$/s/^    //p' "$root/docs/manual.md" >walk.actscope
  check "the manual has a script" grep -q 'snapshot' walk.actscope
  run plot --script walk.actscope -o walk.png
  same "walk.actscope" "0" "$status"
  same "walk.actscope: ignored" "actscope: plot has no window; ignored: wait
actscope: plot has no window; ignored: snapshot" "$(cat "$err")"
  check "walk.actscope draws" test -s walk.png
  check "walk.actscope takes no snapshot" test ! -e slope.png
  rm walk.actscope walk.png points.txt

  # The sheet has the whole catalogue: its names are the panels' titles.
  run plot --script "$root/assets/examples/sheet.actscope" --size 2400x1500 --dump
  same "the functions on the sheet" "$("$actscope" list --format csv | grep -vc '^#\|^id,')" \
    "$(sed -nE 's/^text .* "([0-9]+) activation functions"$/\1/p' "$out")"
}

test_help() {
  local sub version
  version="actscope $(sed -nE 's/^project\(actscope VERSION ([0-9.]+).*/\1/p' "$root/CMakeLists.txt")"
  for sub in "" plot sample polyline list show commands keys gradient race; do
    gives "^( *|.* )actscope $sub" $sub --help
    gives "^( *|.* )actscope $sub" $sub -h
    gives "^$version\$" $sub --version
  done
  gives 'actscope bench' bench --help
  gives "^$version\$" plot -f tanh --version
  gives 'actscope sample ID' sample nonsense --help
  run --help
  for sub in plot sample polyline list show commands keys gradient race bench; do
    check "--help names $sub" grep -qE "actscope ([a-z]+ \| )*$sub|\| $sub" "$out"
  done
}

# Where the benchmark is missing, `actscope bench` says so; a link to actscope does not hide it.
test_bench() {
  mkdir alone
  cp "$actscope" alone/actscope
  status=0
  alone/actscope bench zoom >"$out" 2>"$err" || status=$?
  same "bench without its program" "1 " "$status $(cat "$out")"
  check "bench says what is missing" grep -q 'cannot start the benchmark, actscope-bench' "$err"
  ln -s "$actscope" alone/linked
  check "a link finds the benchmark" bash -c "alone/linked bench --help | grep -q '^actscope bench'"
  status=0
  "$actscope" bench eval tanh >/dev/full 2>"$err" || status=$?
  same "bench to a full disk" "1 actscope: cannot write to standard output" "$status $(cat "$err")"
  rm -r alone
}

# In Japanese every line says something in Japanese, but for those that only show how a command is
# written.
untranslated() {
  grep -vP '[\p{Hiragana}\p{Katakana}\p{Han}]' | grep -vE '^ *$|^  actscope [^ ]+( [^ ]+)*$' || true
}

test_languages() {
  local sub id kana='[\p{Hiragana}\p{Katakana}\p{Han}]'
  for sub in "" plot sample polyline list show commands keys bench tour gradient race; do
    # shellcheck disable=SC2086  # nothing at all for the window
    run $sub --lang ja --help
    same "$sub --lang ja --help" "0 " "$status $(untranslated <"$out")"
    check "$sub --lang ja --help says something" grep -qP "$kana" "$out"
    # shellcheck disable=SC2086
    run $sub --help
    check "$sub --help is English" bash -c "! grep -qP '$kana' '$out'"
  done
  run --lang=ja sample nonsense
  check "a mistake in Japanese" grep -qP "nonsense.*$kana" "$err"
  refuses 2 '--lang: "xx" is not one of en|ja' list --lang xx
  # Of a function everything but formulas, names and what it was first written in.
  while read -r id; do
    run show "$id" --lang ja
    same "show $id --lang ja" "0 " "$status $(grep -vP '^(出典|別名|$)' "$out" |
      grep -P '\b(for|else|as|at|and|with|none|the|takes|is|by|maximum|range|root|kink)\b' || true)"
  done < <("$actscope" list --format csv | sed 1,2d | cut -d, -f1)
  run list --lang ja
  same "ids stay" "$("$actscope" list | awk 'NR > 1 { print $1 }')" "$(awk 'NR > 1 { print $1 }' "$out")"
  check "the table is Japanese" grep -qP "^sigmoid +シグモイド +シグモイド型" "$out"
  run tour --lang ja
  same "tours have Japanese titles" "" "$(untranslated <"$out")"
  run tour article --lang ja
  same "and so have their steps" "" "$(grep -e '^[^ ]' -e '^ *[0-9]' "$out" | untranslated)"
  run plot --lang ja -o x.png -e 'view' -e 'param relu alpha 3' -e 'hide all; param by 1'
  same "mistakes are Japanese, too" "" "$(untranslated <"$err")"
  run --lang ja --script missing
  same "what the system says is Japanese, too" 'actscope: missing を読めません：そのようなファイルやフォルダーはありません' "$(<"$err")"
  run plot --lang ja -o missing/x.png
  same "what the system says is Japanese, too" 'actscope: missing/x.png に書けません：そのようなファイルやフォルダーはありません' "$(<"$err")"
  rm -f x.png
  for sub in "list --format csv" "list --format json" "sample tanh -n 2"; do
    # shellcheck disable=SC2086  # several words
    same "$sub is the same in every language" "$("$actscope" $sub)" "$("$actscope" $sub --lang ja)"
  done
}

# The language of the list in $out.
spoken() { grep -q シグモイド "$out" && echo ja || echo en; }

# Which language an environment asks for: whether the system has its locales does not matter.
test_environments() {
  local expected variables other environment calm=OPENBLAS_NUM_THREADS=1 # as scripts/test.sh does
  while read -r expected variables; do
    read -ra environment <<<"$variables"
    env -i "$calm" "${environment[@]}" "$actscope" list >"$out" 2>"$err" || true
    same "with ${variables:-no variables at all}" "$expected" "$(spoken)"
    same "with ${variables:-no variables at all}: no complaint" "" "$(<"$err")"
    # What is asked for comes before what the environment says.
    other=$([[ $expected == en ]] && echo ja || echo en)
    env -i "$calm" "${environment[@]}" "$actscope" list --lang "$other" >"$out" 2>"$err" || true
    same "--lang $other with $variables" "$other " "$(spoken) $(<"$err")"
  done <<'TABLE'
en
en LANG=C
en LANG=en_US.UTF-8
en LANG=C.UTF-8
en LANG=de_DE.UTF-8
en LANG=jam_JM.UTF-8
en LANG=xx_YY
en LC_ALL=POSIX LANG=ja_JP.UTF-8
en LC_MESSAGES=C.UTF-8 LANG=ja_JP.UTF-8
en LANGUAGE=en LANG=ja_JP.UTF-8
en LANGUAGE=de:en:ja LANG=ja_JP.UTF-8
en LANGUAGE=C:ja
en LANGUAGE=:
ja LANG=ja
ja LANG=ja_JP
ja LANG=ja_JP.UTF-8
ja LANG=ja_JP.eucJP
ja LANG=ja@latin
ja LC_ALL=ja_JP.UTF-8
ja LC_ALL=ja_JP.UTF-8 LC_MESSAGES=C LANG=C
ja LC_MESSAGES=ja_JP.UTF-8 LANG=C
ja LC_ALL= LC_MESSAGES= LANG=ja_JP.UTF-8
ja LANGUAGE= LANG=ja_JP.UTF-8
ja LANGUAGE=ja
ja LANGUAGE=ja:en
ja LANGUAGE=ja:en LANG=C
ja LANGUAGE=ja:en LC_ALL=C.UTF-8
ja LANGUAGE=de_AT:ja_JP:en LANG=de_AT.UTF-8
ja LANGUAGE=::ja
TABLE
}

# --- plot ---

bytes() { od -An -tu1 -j"$2" -N"$3" "$1" | tr -s ' \n' ' ' | sed 's/^ //; s/ $//'; }

# Width and height as PNG's IHDR has them.
png_size() {
  local b
  read -ra b <<<"$(bytes "$1" 16 8)"
  echo "$((b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3]))x$((b[4] << 24 | b[5] << 16 | b[6] << 8 | b[7]))"
}

# draws NAME ARGUMENTS…: NAME.png, quietly.
draws() {
  local name=$1
  shift
  run plot --size 240x160 -o "$name.png" "$@"
  [[ $status -eq 0 && ! -s $err && ! -s $out ]] ||
    fail "plot $*" "status $status: $(head -n 3 "$err" "$out")"
}

test_formats() {
  draws a
  draws b
  same "PNG signature" "137 80 78 71 13 10 26 10" "$(bytes a.png 0 8)"
  same "--size" 240x160 "$(png_size a.png)"
  check "the same picture twice, to the byte" cmp a.png b.png
  draws b --scale 2
  same "--scale" 480x320 "$(png_size b.png)"
  run plot --size 480x320 -o c.png
  check "--scale enlarges text and lines, too" bash -c '! cmp -s b.png c.png'
  draws b --scale 0.5
  same "--scale below 1" 120x80 "$(png_size b.png)"
  run plot -o c.png
  same "size if not given" 1280x720 "$(png_size c.png)"
  run plot -o c.SVG
  check "SVG" grep -q '^<svg .*width="1280' c.SVG
  check "SVG ends" grep -q '</svg>' c.SVG
  run plot --output=c.pdf
  check "PDF" grep -aq '^%PDF-1' c.pdf
  check "PDF ends" grep -aq '^%%EOF' c.pdf
  gives '^[a-z]' plot --dump
  same "as many files as asked for" "a.png b.png c.SVG c.pdf c.png" "$(echo *)"
  rm ./*
}

# Every option changes the picture, and says the same as its command.
test_options() {
  local i=0 option command
  draws plain
  while IFS='|' read -r option command; do
    i=$((i + 1))
    eval "draws option $option"
    draws command -e "$command"
    check "$option: like $command" cmp option.png command.png
    check "$option: changes the picture" bash -c '! cmp -s option.png plain.png'
  done <<'TABLE'
-f relu,tanh|only relu tanh; view home
--functions=step|only step; view home
-f LEAKY-RELU|only leaky_relu; view home
-d 0,1,2|derivative 0,1,2
--derivative 0|derivative 0
-x -2:3|view -2 3
-x 0x1p-1:0x1p+1|view 0.5 2
-y -1:2|view -5 5 -1 2
-x -1:1 -y -1:2|view -1 1 -1 2
--layout overlay|layout overlay
--layout grid|layout grid
--theme dark|theme dark
-f step -f tanh|only tanh; view home
-e "grid off" -e "theme dark"|theme dark; grid off
TABLE
  draws option -d 0 -f tanh -x -1:1
  draws command -x -1:1 -f tanh -d 0
  check "the order of options does not matter" cmp option.png command.png
  draws option --theme dark
  mkdir -p "$XDG_CONFIG_HOME/actscope/themes"
  echo 'color background #000000' >"$XDG_CONFIG_HOME/actscope/themes/stage.actscope"
  draws own --theme stage
  draws said -e "theme stage"
  check "--theme takes a theme of one's own" cmp own.png said.png
  same "and it is drawn" 1 "$("$compare" plain.png own.png | awk '{ print ($2 > 100) }')"
  echo 'color curve 99 #12' >"$XDG_CONFIG_HOME/actscope/themes/bad.actscope"
  refuses 2 'bad.actscope:1:13: a theme has curves 1 to 6' plot --theme bad -o no.png
  rm -r "$XDG_CONFIG_HOME/actscope/themes"
  same "dark is far from light" 1 "$("$compare" plain.png option.png | awk '{ print ($2 > 100) }')"
  rm ./*
}

test_scripts() {
  printf '\xEF\xBB\xBFonly tanh # Ṫ\r\n\r\ntheme dark; grid off\r\n' >s
  draws script --script s
  draws command -e "only tanh; theme dark; grid off"
  check "--script" cmp script.png command.png
  run plot --size 240x160 -o script.png --script - </dev/null
  same "--script - may be empty" 0 "$status"
  echo 'theme dark' >s2
  printf 'only tanh; grid off\nsource s2\n' >s
  draws script --script s
  check "source" cmp script.png command.png
  draws script --script s2 --script s
  check "--script twice" cmp script.png command.png

  draws script -e "theme light" --script s2 -e "only tanh" --script s -e "grid off"
  check "-e and --script in their order" cmp script.png command.png
  draws light -e "only tanh; grid off; theme light"
  draws script --script s2 -e "theme light; only tanh; grid off"
  check "-e after a script" cmp script.png light.png
  draws script -e "theme light" --script s2 -f tanh -e "grid off"
  check "-f comes first all the same" cmp script.png command.png

  # Formulas in -f, named or not; commas within them are their own.
  draws formulas -f 'tanh,max(x,-x),g(b=2)=b*x,g(x)^2' -e "param g b 3"
  draws defined -e "define f1 = max(x, -x); define g(b=2) = b*x; define f2 = g(x)^2" \
    -e "only tanh f1 g f2; param g b 3"
  check "-f takes formulas" cmp formulas.png defined.png
  rm formulas.png defined.png

  printf 'wait 1\nquit\nsnapshot x.png\ncopy\nwait 2\nonly tanh; theme dark; grid off\n' >s
  run plot --size 240x160 -o script.png --script s
  same "window commands are no mistake" 0 "$status"
  same "window commands are named, once each" "copy quit snapshot wait" \
    "$(sed -n 's/^actscope: plot has no window; ignored: //p' "$err" | sort | paste -sd ' ')"
  check "and the rest runs" cmp script.png command.png

  draws saved -e "only relu; view -1 2; derivative 0,1; theme dark; save state.actscope"
  draws script --script state.actscope
  check "a saved state draws the same picture" cmp saved.png script.png
  (mkdir own && cd own && run plot -o x.png -e save -e save)
  same "save makes names of its own" \
    "actscope-sigmoid-and-tanh-2.png actscope-sigmoid-and-tanh.png x.png" \
    "$(cd own && echo *)"
  (mkdir ja && cd ja && run plot --lang ja -o x.png -e save -e "only step" -e save \
    -e "show sigmoid tanh relu elu" -e save)
  same "…of ASCII letters in Japanese, too" "actscope-sigmoid-tanh.png actscope-step-sigmoid-tanh-relu-elu.png actscope-step.png x.png" \
    "$(cd ja && echo *)"
  run plot --size 240x160 -o x.png -e data
  same "a command that lacks its argument says all that could follow" \
    "actscope: -e:1:5: expected off|FILE here (usage: data off  or  data FILE…)" "$(head -n 1 "$err")"
  printf 'step,a,b\n0,0.5,nan\n1,,2\n' >z.csv
  run plot --size 240x160 -o x.png -e 'data z.csv'
  same "data: what was read and left out is said" \
    "actscope: z.csv: 4 numbers in 2 columns (a, b); left out: step; 1 not finite, 1 missing" "$(cat "$err")"
  run plot --dump -f tanh -e 'data z.csv'
  check "…and under the curves" grep -q '1 not finite, 1 missing' "$out"
  printf '1,5;2,5\n3,5;x\n' >z.csv
  refuses 1 'z.csv:2:5: "x": this is not a number' plot --size 240x160 -o x.png -e 'data z.csv'
  mkfifo z.fifo
  refuses 1 'cannot read z.fifo: only files' plot --size 240x160 -o x.png -e 'data z.fifo'
  rm z.csv z.fifo
  for id in e pi a-b -e '2*pi' 5 'a-b-x'; do
    gives '^x,f$' sample -n 2 -- "$id"
    run plot --size 240x160 -o x.png -f "tanh,$id"
    same "-f $id is a formula" "0 " "$status $(<"$err")"
  done
  refuses 2 'did you mean "leaky_relu"' sample leaky-rleu
  refuses 2 'unknown function' sample b
  rm -r ./*
}

# Mistakes are named with their place; the rest runs, the picture is drawn, the status is 1.
test_mistakes() {
  draws good -e "only tanh; theme dark"
  {
    printf 'only tahn\nview 5 \xff\nonly tanh\n\n  thme dark\nderivative 7\nonly relu "\n'
    printf 'view 5 -5; theme light\nsource missing\nparam leaky_relu alpha x\nexpect-state grid off\n'
    printf 'save /none/x.png\nfocus relu\n# \xff\ntheme dark'
  } >bad
  run plot --size 240x160 -o bad.png --script bad
  same "mistakes: status" 1 "$status"
  check "mistakes: the rest runs" cmp good.png bad.png
  same "mistakes: one line each" 12 "$(wc -l <"$err")"
  while IFS= read -r expected; do
    check "mistakes: $expected" grep -qF -e "actscope: bad:$expected" "$err"
  done <<'TABLE'
1:6: unknown function "tahn"; did you mean "tanh"?
2:8: broken UTF-8
5:3: unknown command "thme"; did you mean "theme"?
6:12: "7" is no list of derivative orders
7:11: this string has no closing quote
8:
9:8: cannot read missing: No such file or directory
10:24: "x" is not a number
11:14: expected the state to be as after `grid off`
12:6: cannot write /none/x.png: No such file or directory
13:7: ReLU is not drawn; `show relu` first
14:3: broken UTF-8
TABLE
  printf 'only tahn; only tanh; σ; theme drak; theme dark; quit\n' >line
  run plot --size 240x160 -o bad.png --script line
  check "mistakes: the rest of the line runs" cmp good.png bad.png
  same "mistakes: each with its column in the line" "line:1:6 line:1:23 line:1:32 plot" \
    "$(sed -nE 's/^actscope: (line:1:[0-9]+|plot).*/\1/p' "$err" | paste -sd ' ')"
  run plot --size 240x160 -o bad.png -e "only tahn; bogus; only tanh" -e "theme dark"
  check "mistakes: the rest of -e runs" cmp good.png bad.png
  run plot --size 240x160 -o bad.png -e "theme dark" -e bogus
  same "-e is counted" "1 actscope: -e:2:1: unknown command \"bogus\"; \`actscope commands\` lists them" \
    "$status $(cat "$err")"
  echo 'source loop' >loop
  run plot --size 240x160 -o bad.png --script loop
  check "a file that runs itself ends" grep -q 'loop:1:8: loop: files within files' "$err"
  same "and is a mistake" 1 "$status"
  rm ./*
}

# --- sample ---

# values ARGUMENTS…: the rows alone.
values() {
  run sample "$@"
  sed -e '/^#/d' -e '/^x,/d' "$out"
}

test_sample() {
  # Known to all digits; the doubles nearest to them, by another program.
  echo 40 >p
  same "sigmoid′(40), bit for bit" 0x1.39792499b1a24p-58 \
    "$(values sigmoid --at p --order 1 --hex | cut -d, -f3)"
  echo 350 >p
  same "tanh′(350), bit for bit" 0x1.14f2b0fb9307fp-1008 \
    "$(values tanh --at p --order 1 --hex | cut -d, -f3)"
  # ReLU gives back what it reads: the printed decimals are the same numbers as these.
  printf '4.2483542552915890e-18\n3.9438706175039083e-304\n' >q
  echo 40 >p
  same "sigmoid′(40) in decimals" "$(values relu --at q | sed -n 1p | cut -d, -f2)" \
    "$(values sigmoid --at p --order 1 | cut -d, -f3)"
  echo 350 >p
  same "tanh′(350) in decimals" "$(values relu --at q | sed -n 2p | cut -d, -f2)" \
    "$(values tanh --at p --order 1 | cut -d, -f3)"

  echo 0.1 >p
  same "17 digits" "0.10000000000000001,0.10000000000000001" "$(values relu --at p)"

  same "both ends, evenly" $'-1,0\n0,1\n1,1' "$(values step -x -1:1 -n 3)"
  same "round numbers where the steps are" "-5 -4 -3 -2 -1 0 1 2 3 4 5" \
    "$(values relu -x -5:5 -n 11 | cut -d, -f1 | paste -sd ' ')"
  same "-n 1" "-1,0" "$(values step -x -1:1 -n 1)"
  same "101 if not given" 101 "$(values relu | wc -l)"
  same "the home range" $'-1,0\n1,1' "$(values step -n 2)"
  same "-p" "-1,-0.25" "$(values leaky_relu -x -1:1 -n 1 -p alpha=0.25)"
  same "-p before the id, the last one counts" "-1,-0.5" \
    "$(values -p α=3 --parameter=alpha=0.5 leaky_relu -x -1:1 -n 1)"
  same "behind --" "0,0" "$(values -x 0:1 -n 1 -- tanh)"
  same "a span near the limits" $'-0x1.7e43c8800759cp+996,0x0p+0\n0x0p+0,0x0p+0\n0x1.7e43c8800759cp+996,0x1.7e43c8800759cp+996' \
    "$(values relu -x -1e300:1e300 -n 3 --hex)"
  same "--hex" $'0x0p+0,0x0p+0,0x1p+0\n0x1p-1,0x1p-1,0x1p+0\n0x1p+0,0x1p+0,0x1p+0' \
    "$(values relu -x 0:1 -n 3 --order 1 --hex)"
  local header
  for header in "0 x,f" "1 x,f,df" "2 x,f,df,d2f"; do
    gives "^${header#* }\$" sample tanh -n 2 --order "${header%% *}"
  done
  gives '^# actscope [0-9.]+ sample tanh -x -5:5 -n 2 --order 0$' sample tanh -n 2
  rm ./*
}

# A formula in quotes stands for an id: values by hand, derivatives exact.
test_formulas() {
  same "a formula: x², 2x, 2" "3,9,6,2" "$(values 'x^2' -x 3:4 -n 1 --order 2)"
  same "a formula with a minus: x-1" "3,2" "$(values 'x-1' -x 3:4 -n 1)"
  same "exp(-x^2) at 2 is not exp(4)" 0.0183156388887 \
    "$(values 'exp(-x^2)' -x 2:3 -n 1 | cut -d, -f2 | cut -c1-15)"
  same "a formula's parameter" "1,5" "$(values 'a*x + b' -x 1:2 -n 1 -p a=2 -p b=3)"
  run show 'x*sigmoid(x)'
  check "show FORMULA prints the derivative" grep -qF "sigmoid(x) + x*sigmoid'(x)" "$out"
  run polyline 'if(x<0, 0.1*x, x)' --order 1
  same "polyline FORMULA breaks at the jump" 1 "$(sed 1,2d "$out" | grep -c '^$')"
  status=0
  run sample 'x*sigmod(x)'
  same "a mistake in a formula: status" 2 "$status"
  check "a mistake in a formula: nearest name" grep -q 'did you mean sigmoid' "$err"
  status=0
}

test_points() {
  printf '\xEF\xBB\xBF# points\n1\r\n\n  0x1p-1  # half\n\t-2.5e0\ninf\n-inf\n-nan\nnan\n-0\n1e-400' >p
  same "--at" $'1,1\n0.5,0.5\n-2.5,0\ninf,inf\n-inf,0\nnan,nan\nnan,nan\n-0,0\n0,0' \
    "$(values relu --at p | sed 's/,-0$/,0/')"
  printf '1.0D+00\n\u22122\n1\u00a0234\n' >u
  same "--at: numbers of Fortran, of word processors and in groups" $'1,1\n-2,0\n1234,1234' \
    "$(values relu --at u | sed 's/,-0$/,0/')"
  rm u
  same "NaN gives NaN" 'nan,nan,nan,nan' "$(values sigmoid --at p --order 2 | sed -n 6p)"
  printf '0.%0300d1 # %0300d\n' 0 0 >p # a long line is not cut
  same "a long line" "$(values tanh --at <(echo 1e-301) | cut -d, -f2)" "$(values tanh --at p | cut -d, -f2)"
  same "standard input" "2,2" "$(echo 2 | "$actscope" sample relu --at - | tail -n 1)"
  : >p
  same "no points" "0 " "$(values relu --at p)$status $(cat "$err")"
  mkdir 'a
b'
  echo 1 >$'a\nb/p'
  same "a name cannot break the comment" 1 "$(values relu --at $'a\nb/p' | wc -l)"
  rm -r ./*

  local bytes text
  while IFS='|' read -r bytes text; do
    printf '%b' "$bytes" >p
    refuses 1 "p:$text" sample tanh --at p
  done <<'TABLE'
1\n 2x\n3\n|2:2: "2x" is not a number; expected one x a line
1 2|1:1: "1 2" is not a number
1,2|1:1: "1,2" is not a number
\n\n1,5|3:1: "1,5" is not a number
5 apples # 5|1:1: "5 apples" is not a number
1e999|1:1: beyond the largest double
NA|1:1: "NA" is not a number
1.234,5|1:1: "1.234,5" is not a number
nan(1)|1:1: "nan(1)" is not a number
\xff|1:1: broken UTF-8
 ü\xff|1:3: broken UTF-8
1\n2\x003\n4\n|2: this is not a text file: it holds a zero byte
TABLE
  refuses 1 'cannot read missing: No such file' sample tanh --at missing
  refuses 1 'cannot read .: Is a directory' sample tanh --at .
  refuses 2 'so that -x and -n cannot be given as well' sample tanh --at p -n 3
  refuses 2 'so that -x and -n cannot be given as well' sample tanh -x 0:1 --at p
  rm ./*
}

test_npy() {
  run sample step -x -1:1 -n 3 --order 2 --format npy
  same "npy: magic, version, length" "147 78 85 77 80 89 1 0 118 0" "$(bytes "$out" 0 10)"
  same "npy: header" "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }" \
    "$(head -c 127 "$out" | tail -c 117 | sed 's/ *$//')"
  same "npy: header ends in a line feed" 10 "$(bytes "$out" 127 1)"
  same "npy: size" $((128 + 3 * 4 * 8)) "$(wc -c <"$out")"
  same "npy: rows" "-1 0 0 0 0 1 0 0 1 1 0 0" \
    "$(od -An -tf8 -j128 -v "$out" | tr -s ' \n' ' ' | sed 's/^ //; s/ $//')"
}

# --- polyline ---

test_polyline() {
  run polyline step -x -1:1 -y -0.5:1.5 --size 200x100
  same "a jump is a blank line" "# actscope polyline step -x -1:1 -y -0.5:1.5 --size 200x100 --order 0
x,y
-1,0
0,0

0,1
1,1" "$(sed 's/^# actscope [0-9.]* /# actscope /' "$out")"
  run polyline leaky_relu -x -4:4 -y -2:4 -p alpha=0.5 --order 1
  same "-p and --order" $'-4,0.5\n0,0.5\n\n0,1\n4,1' "$(sed 1,2d "$out")"

  run polyline sigmoid -x -5:5 -y 0:1 --size 800x600
  sed 1,2d "$out" >vertices
  same "from end to end" "-5 5" "$(sed -n '1s/,.*//p; $s/,.*//p' vertices | paste -sd ' ')"
  same "x rises" 0 "$(awk -F, 'NR > 1 && $1 <= last { n++ } { last = $1 } END { print n + 0 }' vertices)"
  check "few vertices ($(wc -l <vertices))" awk 'END { exit !(NR > 8 && NR < 400) }' vertices
  cut -d, -f1 vertices >xs
  check "every vertex is on the curve" cmp vertices <(values sigmoid --at xs)
  gives '^# .* -y -?[0-9.e+-]+:[0-9.e+-]+ --size 1280x720 --order 0$' polyline relu
  refuses 2 'belong to `sample`' polyline relu --hex
  refuses 2 'belong to `polyline`' sample relu --y-scale log
  refuses 2 'is no scale; expected linear' polyline relu --y-scale ln
  refuses 2 'log' polyline relu -x -1:1 --x-scale log
  gives '^# ([0-9]+) of \1 pieces proven to 0.1 px, at most 0.0[0-9]* px$' polyline sigmoid -x -5:5 -y 0:1 --proof
  gives '^# 2 of 2 pieces proven to 0.1 px, at most 0.0[0-9]* px$' polyline 'sin(x)/x' --order 2 -x -1e-6:1e-6 --proof
  gives ',unproven$' polyline 'tanh(tan(x))' -x -1e9:1e9 --order 2 --size 60x60 --proof
  refuses 2 'belong to `polyline`' sample relu --proof
  gives '^690,2.17[0-9]*e-300$' polyline sigmoid --order 1 -x -690:690 -y 1e-300:1 --y-scale log
  refuses 2 'belong to `sample`' polyline relu --format csv
  refuses 2 'belong to `sample`' polyline relu --at xs
  refuses 2 '-n: unknown option' polyline relu -n 5
  rm ./*
}

# --- what there is ---

squeeze() { sed -E 's/[[:space:]]+/ /g; s/^ //; s/ $//'; }

test_list() {
  local ids="step sigmoid tanh relu leaky_relu" id
  run list
  same "list: header" "id name family parameters range sup|f′|" "$(head -n 1 "$out" | squeeze)"
  same "list: the article's order" "$ids" "$(sed 1d "$out" | cut -d ' ' -f 1 | head -n 5 | paste -sd ' ')"
  cp "$out" table
  run list --format table
  check "list --format table" cmp table "$out"

  run list --format csv
  same "csv: header" "id,name,family,parameters,range,sup_slope,origin" "$(sed -n 2p "$out")"
  check "csv: how it was made" grep -q '^# actscope .* list$' "$out"
  same "csv: seven fields each" "7" "$(sed 1d "$out" | sed -E 's/"([^"]|"")*"/Q/g' |
    awk -F, '{ print NF }' | sort -u | paste -sd ' ')"
  same "csv: ids" "$ids" "$(sed 1,2d "$out" | cut -d, -f1 | head -n 5 | paste -sd ' ')"

  run list --format=json
  same "json: ids" "$ids" "$(sed -nE 's/.*"id": "([a-z_0-9]+)".*/\1/p' "$out" | head -n 5 | paste -sd ' ')"
  # An array of flat objects of strings, by its grammar.
  local string='"([^"\\]|\\["\\])*"'
  same "json: its grammar" "" "$(tr '\n' ' ' <"$out" | sed -E "s/$string: $string/P/g" |
    sed -E 's/ *\{P(, P){6}\}/O/g; s/^\[ ?O(,O)* ?\] ?$//')"
  if command -v node >/dev/null; then
    check "json: by a parser" node -e 'JSON.parse(require("fs").readFileSync(process.argv[1]))' "$out"
  fi

  while IFS= read -r id; do
    gives "\\($id\\)\$" show "$id"
    check "show $id: all of it" awk '/^(f\(x\)|f′\(x\)|f″\(x\)|range|sup\|f′\||limits of f|family|origin) /{ n++ }
      END { exit n < 8 }' "$out"
  done < <(sed 1d table | cut -d ' ' -f 1)
  gives 'σ?′\(0\) = 1/4' show sigmoid
  gives '^Sigmoid \(sigmoid\)$' show LOGISTIC
  gives '^parameters +alpha \(α\) = 0.01' show Leaky-ReLU
  rm ./*
}

test_commands_and_keys() {
  run commands
  squeeze <"$out" | sort >said
  sed -nE 's/^COMMAND\([a-z_0-9]+, "([^"]*)", "([^"]*)", "([^"]*)".*/\1 \2 \3/p' \
    "$root/src/control/commands/command.def" | squeeze | sort >rows
  check "commands: many" test "$(wc -l <rows)" -gt 40
  check "commands: every row, and nothing else" cmp said rows

  run keys
  squeeze <"$out" | sort >said
  sed -nE 's/^group "(.*)"$/\1/p; s/^bind +([^ ]+) +([^#]*[^# ]) +# +(.*)$/\1 \2 \3/p' \
    "$root/assets/keys.actscope" | squeeze | sort >rows
  same "keys: every bind line is read" "$(grep -cE '^(bind|group)' "$root/assets/keys.actscope")" \
    "$(wc -l <rows)"
  same "keys: every line, and nothing else" "" "$(diff <(grep -v '^$' said) rows)"
  rm ./*
}

# --- bad input ---

test_wrong_calls() {
  echo old >keep.png
  refuses 2 'unknown option' --bogus
  refuses 2 '--themes: unknown option; did you mean --theme?' plot --themes dark -o keep.png
  refuses 2 '-z: unknown option' -zq
  refuses 2 '--hex=3: this option takes no value' sample tanh --hex=3
  refuses 2 '--bogus: unknown option' sample --bogus
  refuses 2 '--ordr: unknown option; did you mean --order?' sample tanh --ordr 1
  refuses 2 'Try `actscope sample --help`' sample tanh --ordr 1
  refuses 2 'Try `actscope plot --help`' plot
  refuses 2 '-o FILE is missing' plot
  local option
  for option in -f -d -o -x -y -e --size --scale --layout --theme --script; do
    refuses 2 "$option: this option wants a value" plot $option
  done
  for option in -x -n -p --at --order --format; do
    refuses 2 "$option: this option wants a value" sample sigmoid $option
  done
  for option in "--frames 3" --log-commands --gl-info --no-vsync "--shader-dir ."; do
    # shellcheck disable=SC2086  # two words
    refuses 2 "${option% *}: needs a window" plot -o keep.png $option
  done
  refuses 2 '-o: belongs to `actscope plot`' -o keep.png
  refuses 2 'extra: `plot` takes options only' plot extra -o keep.png
  refuses 2 'plto: neither a file nor a subcommand; did you mean "plot"?' plto -o keep.png
  refuses 2 'frob: neither a file nor a subcommand' frob
  refuses 1 'cannot read frob.actscope: No such file' frob.actscope # before there is a window
  refuses 1 'cannot read ./frob: No such file' -e "theme dark" ./frob
  refuses 1 'cannot read frob: No such file' --script frob
  refuses 2 'did you mean "sample"?' sampel tanh
  refuses 2 "expected a function's id" sample
  refuses 2 "expected a function's id" polyline -x 0:1
  refuses 2 "expected a function's id" show
  refuses 2 '"tanh" is one argument too many' sample sigmoid tanh
  refuses 2 '"tanh" is one argument too many' show sigmoid tanh
  refuses 2 '"x" is one argument too many' list --format csv x
  refuses 2 '"x" is one argument too many' list x
  refuses 2 '"x" is one argument too many' commands x
  refuses 2 '"x" is one argument too many' keys x
  refuses 2 '--format wants a value' list --format
  refuses 2 '"xml" is no format; expected table, csv or json' list --format xml
  refuses 2 '"json" is no format; expected csv or npy' sample tanh --format json
  refuses 2 'belong to `polyline`' sample tanh -y 0:1
  refuses 2 'belong to `polyline`' sample tanh --size 100x100
  same "the old file" old "$(cat keep.png)"
  rm ./*
}

test_wrong_values() {
  local what value text
  echo old >keep.png
  for what in "plot -o keep.png -x" "plot -o keep.png -y" "sample tanh -x" "polyline tanh -y"; do
    while IFS='|' read -r value text; do
      # shellcheck disable=SC2086  # several words
      refuses 2 "$text" $what "$value"
    done <<'TABLE'
5:-5|the range "5:-5" must go up
1:1|the range "1:1" must go up
nan:1|"nan" in the range "nan:1" is not a finite number; expected A:B, as -5:5
a:b|"a" in the range "a:b" is not a finite number
1:|"" in the range "1:" is not a finite number
:|"" in the range ":" is not a finite number
1e999:2|"1e999" in the range "1e999:2" is not a finite number
1:2:3|"2:3" in the range
TABLE
  done
  refuses 2 '"5" is not a range; expected A:B, as -5:5' plot -o keep.png -x 5
  refuses 2 '-x: ""' plot -o keep.png -x ""
  refuses 2 'finer than double precision' plot -o keep.png -x 1:1.0000000000000002
  refuses 2 'goes too far' plot -o keep.png -y -1e308:1e308

  while IFS='|' read -r value text; do
    refuses 2 "--size: $text" plot -o keep.png --size "$value"
  done <<'TABLE'
0x0|the size 0x0 is out of range: 16 to 16384 pixels each way
100000x100000|the size 100000x100000 is out of range
16385x20|the size 16385x20 is out of range
20x16385|the size 20x16385 is out of range
20x15|the size 20x15 is out of range
99999999999999999999x20|the size 99999999999999999999x20 is out of range
10x|"10x" is not a size; expected WxH, as 1280x720
abc|"abc" is not a size
x20|"x20" is not a size
20x20x|"20x20x" is not a size
 20x20|" 20x20" is not a size
20x+20|"20x+20" is not a size
-20x20|"-20x20" is not a size
20X20|"20X20" is not a size
TABLE
  while IFS='|' read -r what value text; do
    refuses 2 "$what: $text" plot -o keep.png "$what" "$value"
  done <<'TABLE'
-f|sigmoid,tahn|unknown function "tahn"; did you mean "tanh"?
-f|leaky-rleu|unknown function "leaky-rleu"; did you mean "leaky_relu"?
-f|zzzz|unknown function "zzzz"; `actscope list` names them all
-f||"" names nothing
-f|tanh;quit|tanh is a function: write tanh(…)
-f|"|expected a number, x, a name or “(”, found the end
-f|relu,,tanh|an empty item in the list
-f|relu,max(x,1|expected “,” or “)”, found the end
-f|relu=x|relu has a meaning already
-f|g=x,x*gg(x)|there is no function gg; did you mean g?
-d|3|"3" is no list of derivative orders
-d||"" is no list of derivative orders
-d|0;quit|"0;quit" is no list of derivative orders
--layout|stakced|"stakced" is not one of overlay|stacked|side-by-side|grid; did you mean "stacked"?
--theme|drak|no theme "drak"; did you mean "dark"?
--scale|0|"0" is no scale; expected 0.25 to 8
--scale|nan|"nan" is no scale
--scale|9|"9" is no scale
--lang|xx|"xx" is not one of en
TABLE
  refuses 2 'more than 16384' plot --size 9000x100 --scale 8 -o keep.png
  refuses 2 'unknown function "sigmoi"; did you mean "sigmoid"?' sample sigmoi
  refuses 2 'unknown function "sigmoi"; did you mean "sigmoid"?' polyline sigmoi
  refuses 2 'unknown function "rleu"; did you mean "relu"?' show rleu
  while IFS='|' read -r what value text; do
    refuses 2 "$text" sample leaky_relu "$what" "$value"
  done <<'TABLE'
-n|0|"0" is no number of samples; expected 1 to 10000000
-n|-1|"-1" is no number of samples
-n|2.5|"2.5" is no number of samples
-n|1e9|"1e9" is no number of samples
-n|99999999999999999999|is no number of samples
-n|x|"x" is no number of samples
--order|3|"3" is no derivative order; expected 0, 1 or 2
--order|01|"01" is no derivative order
-p|alpha|"alpha" sets nothing; expected NAME=VALUE
-p|alpha=|"" is no value for alpha
-p|alpha=nan|"nan" is no value for alpha
-p|beta=1|Leaky ReLU has no parameter "beta"; it has alpha
TABLE
  refuses 2 'Tanh has no parameter "alpha"' sample tanh -p alpha=1
  refuses 2 '--frames: "0" is no number of frames' --frames 0
  refuses 2 '--size: the size 0x0' --size 0x0
  refuses 2 '-x: the range "5:-5" must go up' -x 5:-5
  refuses 2 '-f: unknown function "tahn"; did you mean "tanh"?' -f tahn
  same "the old file" old "$(cat keep.png)"
  rm ./*
}

test_unwritable() {
  mkdir dir.png
  echo old >keep.png
  ln -s /dev/full full.svg
  ln -s keep.png link.png
  refuses 1 'cannot write none/x.png: No such file or directory' plot -o none/x.png
  refuses 1 'cannot write dir.png: Is a directory' plot -o dir.png
  refuses 1 'cannot write keep.png/x.png: Not a directory' plot -o keep.png/x.png
  refuses 1 'cannot write full.svg: No space left on device' plot -o full.svg
  refuses 2 '"x.gif" does not say what to write; end its name in .png, .svg, .pdf or .tex for a picture, or .actscope' plot -o x.gif
  refuses 2 '"png" does not say' plot -o png
  refuses 2 '".png" does not say' plot -o .png
  refuses 2 '"" does not say' plot -o ""
  refuses 1 'cannot read missing: No such file or directory' plot --script missing -o keep.png
  refuses 1 'cannot read dir.png: Is a directory' plot --script dir.png -o keep.png
  printf 'only tanh\nquit\0\n' >zero
  refuses 1 'zero:2: this is not a text file' plot --script zero -o keep.png
  # The disk fills up in the middle of the file: what was there stays, and nothing else.
  status=0
  (trap '' XFSZ && ulimit -f 4 && exec "$actscope" plot -o keep.png) >"$out" 2>"$err" || status=$?
  same "a full disk" "1 actscope: cannot write keep.png: File too large" "$status $(cat "$err")"
  same "a full disk: the old file" old "$(cat keep.png)"
  same "nothing half written" "dir.png full.svg keep.png link.png zero" "$(echo *)"

  chmod 600 keep.png
  draws link
  same "through a link" "240x160" "$(png_size keep.png)"
  check "a link stays a link" test -L link.png
  same "permissions stay" 600 "$(stat -c %a keep.png)"
  (umask 022 && draws new)
  same "permissions of a new file" 644 "$(stat -c %a new.png)"

  local sub
  for sub in "list" "show tanh" "sample tanh" "polyline tanh" commands keys "plot --dump" --help; do
    status=0
    # shellcheck disable=SC2086  # several words
    "$actscope" $sub >/dev/full 2>"$err" || status=$?
    same "$sub into a full disk" "1 actscope: cannot write to standard output" "$status $(cat "$err")"
  done
  rm -r ./*
}

# One sentence on what to install and what works all the same.
test_no_display() {
  local driver advice
  for driver in "" dummy x11 wayland nonsense; do
    status=0
    advice='no display here .* desktop'
    [[ $driver != dummy ]] || advice='OpenGL.*Install .*libgl1-mesa-dri'
    (
      [[ -z $driver ]] || export SDL_VIDEODRIVER=$driver
      XDG_RUNTIME_DIR=$scratch exec timeout 5 "$actscope"
    ) >"$out" 2>"$err" </dev/null || status=$?
    same "no display (${driver:-as it is}): status" 1 "$status"
    same "no display (${driver:-as it is}): one line" 1 "$(grep -c '' "$err")"
    # A driver helps where there is a display; where there is none, nothing to install would.
    check "no display (${driver:-as it is}): what to do" \
      grep -qE "$advice" "$err"
    check "no display (${driver:-as it is}): what works" grep -q 'actscope plot. works' "$err"
    check "no display (${driver:-as it is}): nothing else" test ! -s "$out"
  done
}

test_tours() {
  local name steps
  "$actscope" tour | while read -r name steps _; do
    run tour "$name" --check
    same "tour $name --check" "0 $name: $steps steps, 0 mistakes" "$status $(cat "$out" "$err")"
    check "tour $name has 6 to 12 steps" test "$steps" -ge 6 -a "$steps" -le 12
  done >"$scratch/log"
  cat "$scratch/log"
  failed=$((failed + $(grep -c '^FAILED' "$scratch/log" || true)))
  check "tours are listed" test "$("$actscope" tour | wc -l)" -ge 1

  printf 'step "a"\ncaption "A."\nonly sigmod\nstep "b"\ncaption "B."\nplay\nwait 1; cursr 2\n' >t.actscope
  refuses 1 't.actscope:3:6: unknown function "sigmod"' tour t.actscope --check
  check "and what is behind play" grep -q 't.actscope:7:9: unknown command "cursr"' "$err"
  check "and how many" grep -q '2 steps, 2 mistakes' "$err"
  printf 'step "a"\nonly sigmoid\n' >t.actscope
  refuses 1 't.actscope:3: the step before this line has no caption' tour t.actscope
  refuses 1 'no tour "artcle"; did you mean "article"?' tour artcle
  refuses 1 'no tour and no file "t.txt"' tour t.txt
  refuses 1 'no tour and no file "../x"' plot --tour ../x -o x.pdf
  refuses 2 "expected a tour's name" tour --check
  refuses 2 "expected a tour's name" tour article other

  printf 'step "a"\ncaption "A."\nonly sigmoid\nstep "b"\ncaption "B."\nonly tanh\nplay\nwait 9\ncursor 1\n' >t.actscope
  run plot --tour t.actscope -o t.png --size 320x200
  same "a tour as pictures" "0 t-01.png t-02.png" "$status$(printf ' %s' t-*)"
  run plot --tour t.actscope -o t.pdf --size 320x200
  same "a tour as a PDF, one step a page" "0 2" "$status $(grep -aoE '/Type /Page\b' t.pdf | wc -l)"
  mkdir -p "$scratch/config/actscope/tours"
  mv t.actscope "$scratch/config/actscope/tours/mine.actscope"
  gives '^ *2 b' tour mine
  rm -r ./* "$scratch/config/actscope"
}

# column NAME ROW: of the CSV in $out, rows counted behind the header.
column() {
  awk -F, -v name="$1" -v row="$2" '/^#/ { next } !n { for (i = 1; i <= NF; i++) if ($i == name) n = i; next }
    ++r == row { print $n }' "$out"
}

# field NAME EXPECTED COLUMN ROW [TOLERANCE]: relative, 1e-9 if none is given.
field() {
  if awk -v a="$2" -v b="$(column "$3" "$4")" -v t="${5:-1e-9}" \
    'BEGIN { d = a - b; d = d < 0 ? -d : d; s = a < 0 ? -a : a; exit !(b != "" && d <= t * s) }'; then
    pass
  else
    fail "$1: $3" "expected: $2"$'\n'"got:      $(column "$3" "$4")"
  fi
}

test_gradient() {
  run gradient -f sigmoid --fixture
  same "nine fixtures" "3 x (5 + 21 + 51) rows" "3 x ($(grep -c ',4,8,4,1,' "$out" | awk '{ print $1 / 3 }') + $(
    grep -c ',20,64,16,2,' "$out" | awk '{ print $1 / 3 }') + $(grep -c ',50,32,8,3,' "$out" | awk '{ print $1 / 3 }')) rows"
  run gradient -f sigmoid --fixture --depth 4 --width 8 --batch 4 --seed 1 --sigma-w 1
  field fixture 0.9440792666112362 z_rms 2
  field fixture 0.003314046290325319 delta_rms 2
  field fixture 0.001954777330461143 wgrad_rms 2
  field fixture 0.004698877128701509 delta_rms 1
  field fixture 0.4506077895378955 h_mean 5
  run gradient -f 'sigmoid,1/(1+exp(-x))' --fixture --depth 4 --width 8 --batch 4 --rows summary --sigma-w 1
  field "an id" -1.91242741552001 log10_delta_ratio 1
  field "a formula" -1.91242741552001 log10_delta_ratio 2 1e-9
  same "a slope needs 30 layers" "" "$(column slope_fit 1)"
  run gradient -f sigmoid --init xavier --rows theory
  field theory 0.2646868751818925 q_star 1
  field theory 0.05572070676970179 chi_1 1
  same "regime" finite "$(column regime 1)"
  all=$("$actscope" list --format csv | sed 1,2d | cut -d, -f1 | paste -sd,)
  run gradient -f "$all,x^2" --rows summary --depth 1 --width 16 --batch 2 --seeds 1
  same "gradient: the whole catalogue" "$(tr , '\n' <<< "$all" | wc -l)" "$(($(grep -vc '^#' "$out") - 2))"
  run race -f "$all" --steps 1 --width 4 --depth 1 --batch 2
  run gradient -f tanh,softplus --rows critical --sigma-b 0.2
  field critical 1.304145840056511 sigma_w 1
  same "softplus is never critical" none "$(column kind 2)"
  run gradient -f relu --init orthogonal --sigma-w 1.5 --width 16 --depth 3 --seed 7 --seeds 2 --float32
  same "layers of two networks" "8 7 8 orthogonal 1.5" "$(grep -vc '[#a]ct' "$out") $(column seed 4) $(
    column seed 5) $(column init 1) $(column sigma_w 1)"
  gives '^# relu\(x-9\), seed 1: dead: no gradient from layer 3 down$' gradient -f 'relu(x-9)' --width 8 --depth 3
  gives '^# sigmoid, seed 1: underflow: the gradient is 0 from layer' gradient -f sigmoid --depth 100 --width 16 --float32
  gives '^# x\^2, seed 1: overflow: the values leave' gradient -f x^2 --width 16 --init he
  run gradient -f tanh --width 32 --depth 5 --seeds 5 --rows summary
  cp "$out" once
  run gradient -f tanh --width 32 --depth 5 --seeds 5 --rows summary
  same "the same again" "" "$(diff once "$out")"
  rm once

  refuses 2 'expected -f IDS' gradient
  refuses 2 'unknown function "sigmoyd"' gradient -f sigmoyd
  refuses 2 '"0" is no value for --depth; expected a whole number from 1 to 200' gradient -f tanh --depth 0
  refuses 2 'for --depth' gradient -f tanh --depth 1e9
  refuses 2 'for --depth' gradient -f tanh --depth nan
  refuses 2 'for --width' gradient -f tanh --width 7
  refuses 2 'for --width' gradient -f tanh --width 1025
  refuses 2 'for --batch' gradient -f tanh --batch 2.5
  refuses 2 'for --sigma-w' gradient -f tanh --sigma-w nan
  refuses 2 'for --sigma-w' gradient -f tanh --sigma-w 0
  refuses 2 'for --sigma-b' gradient -f tanh --sigma-b -1
  refuses 2 'for --seeds' gradient -f tanh --seeds 0
  refuses 2 '"hee" is no initialisation' gradient -f tanh --init hee
  refuses 2 'sigma-w has no meaning for --init he' gradient -f tanh --init he --sigma-w 2
  refuses 2 '"all" is no kind of rows' gradient -f tanh --rows all
  refuses 2 'one argument too many' gradient -f tanh relu
  refuses 1 'Softplus has no critical σw' gradient -f softplus --init critical
  run gradient -f softplus,log_sigmoid,relu6,hard_tanh --init he --rows theory
  same "regimes where the variance stands still" "inf inf zero finite 1 1 1" "$(column regime 1) $(column regime 2) $(
    column regime 3) $(column regime 4) $(column chi_1 1) $(column chi_1 2) $(column chi_1 3)"
  same "no noise as a depth scale" "" "$(column xi_c 1)$(column xi_q 2)$(column xi_c 3)"
}

test_remedies() {
  local fixture=(--fixture --depth 4 --width 8 --batch 4 --seed 1 --sigma-w 1)
  run gradient -f relu "${fixture[@]}" --skip --norm batch --tied
  field "a remedy" 2.853544735463 h_rms 5 1e-9
  field "the shared gradient" 2.211933201276 wgrad_rms 1 1e-9
  same "the last three fields" "yes batch yes" "$(column skip 3) $(column norm 3) $(column tied 3)"
  run gradient -f sigmoid "${fixture[@]}" --skip --rows summary
  field "a ratio" 0.01492107966803 log10_delta_ratio 1 1e-9
  run gradient -f relu,sigmoid --norm batch --rows theory
  same "a normalisation" "norm 1 " "$(column regime 1) $(column q_star 1) $(column dV_dq 1)"
  field "χ₁ of batch normalisation" 1.466942207 chi_1 1 1e-9
  run gradient -f tanh --skip --tied --rows theory
  same "nothing is known" "none " "$(column regime 1) $(column chi_1 1)"
  run gradient -f tanh --tied --rows critical --sigma-b 0.2
  field "tied weights are as critical" 1.304145840056511 sigma_w 1
  run gradient -f relu --rows gain --sigma-w 0.25:4 -n 3 --width 8 --batch 4 --seeds 2
  same "evenly in the logarithm" "0.25 1 4" "$(column sigma_w 1) $(column sigma_w 2) $(column sigma_w 3)"
  field "a straight line" -4.364935 log10_delta_ratio_theory 2 1e-6
  run gradient -f tanh --rows gain --width 8 --batch 4 --depth 2
  same "fifteen, from 0.25 to 32" "15 0.25 32" "$(grep -c ^tanh "$out") $(column sigma_w 1) $(column sigma_w 15)"
  gives '^"sigmoid\*2,relu",xavier_normal,1,0,7,16,4,1,3,' gradient --mix 'sigmoid*2,relu' --depth 7 --width 16 --batch 4
  run gradient -f tanh,sigmoid --mix tanh --mix '(1*x)*3,tanh' --rows summary --width 16 --batch 4 --depth 3
  same "a mix of one function is that function" "$(column log10_delta_ratio 1)" "$(column log10_delta_ratio 3)"
  gives '^# relu, seed 1: blocked: the normalisation above layer 4' gradient -f relu --norm batch --batch 1 --width 8 --depth 5
  gives '^# the theory of batch normalisation is that of many samples; there are 7$' gradient -f relu --norm batch --batch 7 \
    --width 8 --depth 2
  gives '^# sigmoid, seed 1: flat: the units of layer' gradient -f sigmoid --skip --width 8 --sigma-w 100 --depth 200
  run gradient -f tanh --skip --norm layer --width 32 --depth 5 --seeds 5 --rows summary
  cp "$out" once
  run_on_one_core gradient -f tanh --skip --norm layer --width 32 --depth 5 --seeds 5 --rows summary
  same "the same on one core" "" "$(diff once "$out")"
  rm once

  refuses 2 '"group" is no normalisation; expected none, layer or batch' gradient -f tanh --norm group
  refuses 2 'this option wants a value' gradient -f tanh --norm
  refuses 2 'this option takes no value' gradient -f tanh --skip=yes
  refuses 2 '--rows critical has no meaning with --skip or --norm' gradient -f tanh --rows critical --skip
  refuses 2 '--rows critical has no meaning with --skip or --norm' gradient -f tanh --rows critical --norm layer
  refuses 2 '--rows theory has no meaning with --mix' gradient -f tanh --rows theory --mix tanh,relu
  refuses 2 '--rows gain has no meaning for --init he_normal' gradient -f tanh --rows gain --init he
  refuses 2 'expected --sigma-w A:B' gradient -f tanh --rows gain --sigma-w 2
  refuses 2 '--sigma-w A:B has no meaning without --rows gain' gradient -f tanh --sigma-w 1:2
  refuses 2 '-n has no meaning without --rows gain' gradient -f tanh -n 4
  refuses 2 'must go up' gradient -f tanh --rows gain --sigma-w 2:1
  refuses 2 '--sigma-w 0:1 is not within' gradient -f tanh --rows gain --sigma-w 0:1
  refuses 2 'is not within' gradient -f tanh --rows gain --sigma-w 1:101
  refuses 2 'for -n' gradient -f tanh --rows gain -n 0
  refuses 2 'an empty place in the list' gradient --mix 'tanh,,relu'
  refuses 2 'an empty place in the list' gradient --mix ''
  refuses 2 'did you mean tanh(x)?' gradient --mix 'tanhh*2'
  refuses 2 '201 layers are not within 1 … 200' gradient --mix 'tanh*201'
  refuses 2 '0 layers are not within' gradient --mix 'tanh*0'
  refuses 2 'more than 8 parts' gradient --mix 'tanh,relu,tanh,relu,tanh,relu,tanh,relu,tanh'
  refuses 1 'but a network has one' gradient --mix 'tanh,sigmoid' --init critical
  refuses 2 '"group" is no value for --norm' race -f tanh --norm group
  run race -f sigmoid --skip --norm layer --steps 500
  check "a deep sigmoid network learns" awk -v a="$(column accuracy_test 4)" 'BEGIN { exit !(a >= 0.98) }'
  same "its remedy" "yes layer no" "$(column skip 4) $(column norm 4) $(column tied 4)"
}

test_race() {
  run race -f relu,sigmoid --steps 500
  same "rows of the race" "relu sigmoid 0 100 250 500" "$(column activation 4) $(column activation 5) $(column step 1) $(
    column step 2) $(column step 3) $(column step 4)"
  check "ReLU learns" awk -v a="$(column accuracy_test 4)" 'BEGIN { exit !(a >= 0.98) }'
  check "sigmoid does not" awk -v a="$(column loss 8)" 'BEGIN { exit !(a >= 0.68 && a <= 0.71) }'
  cp "$out" once
  run race -f relu,sigmoid --steps 500
  same "the same race again" "" "$(diff once "$out")"
  rm once
  run race -f tanh --dataset xor --optimiser adam --init pytorch --steps 20 --every 10 --depth 2 --width 8 --seeds 2
  same "two seeds" "6 1 2 20" "$(grep -c ^tanh "$out") $(column seed 3) $(column seed 4) $(column step 6)"
  gives '^# x\^3, seed 1: diverged at step' race -f 'x^3' --steps 300 --rate 10
  refuses 2 'expected -f IDS' race
  refuses 2 '"square" is no value for --dataset' race -f relu --dataset square
  refuses 2 'for --depth' race -f relu --depth 0
  refuses 2 'for --rate' race -f relu --rate nan
  refuses 2 'for --momentum' race -f relu --momentum 1
  refuses 2 'for --every' race -f relu --every 0
}

test_compare() {
  draws light
  draws dark --theme dark
  draws small --scale 0.5
  same "picture_compare: the same" "mean 0.0000 0.0000 0.0000 largest 0 far 0.000000 squares 0.000000" \
    "$("$compare" light.png light.png)"
  same "picture_compare: all different" "1 1" \
    "$("$compare" light.png dark.png | awk '{ print ($6 > 150), ($8 > 0.9) }')"
  status=0
  "$compare" light.png small.png >"$out" 2>"$err" || status=$?
  same "picture_compare: sizes" "1 picture_compare: 240x160 is not 120x80" "$status $(cat "$err")"
  status=0
  "$compare" light.png missing.png >"$out" 2>"$err" || status=$?
  same "picture_compare: no file" "1 picture_compare: missing.png: file not found" "$status $(cat "$err")"
  rm ./*
}

# The parts, in groups that take about as long.
parts() {
  case $1 in
  examples) echo examples ;;
  words) echo help bench commands_and_keys list ;;
  languages) echo languages environments ;;
  pictures) echo formats options scripts mistakes unwritable no_display compare tours ;;
  numbers) echo sample formulas points npy polyline gradient remedies race ;;
  calls) echo wrong_calls wrong_values ;;
  *) echo "usage: $0 ACTSCOPE PICTURE_COMPARE [examples|words|languages|pictures|numbers|calls]…" >&2 && exit 2 ;;
  esac
}

[[ $# -gt 2 ]] || set -- "$1" "$2" examples words languages pictures numbers calls
for group in "${@:3}"; do
  for part in $(parts "$group"); do
    "test_$part"
  done
done

echo "cli: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
