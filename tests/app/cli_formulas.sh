#!/usr/bin/env bash
# Formulas on the command line, as real processes: every subcommand takes the same ones, also those
# that begin with a minus, with and without "--", and marks the same mistakes.
#
#   cli_formulas.sh ACTSCOPE
#
# Ends with "cli_formulas: N passed, N failed".
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
actscope=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
unset DISPLAY WAYLAND_DISPLAY SDL_VIDEODRIVER
export XDG_CONFIG_HOME=$scratch XDG_STATE_HOME=$scratch/state
export LC_ALL=C.UTF-8
export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$here/../lsan.supp:print_suppressions=0}

passed=0
failed=0

# same NAME EXPECTED ACTUAL
same() {
  if [[ $3 == "$2" ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s\n       expected: %s\n       got:      %s\n' "$1" "$2" "$3"
  fi
}

# says NAME TEXT ARGUMENTS…: status 2, and a message with that text.
says() {
  local name=$1 text=$2 status=0 message
  shift 2
  message=$("$actscope" "$@" 2>&1 >out.txt </dev/null) || status=$?
  [[ $message != *"$text"* ]] || message=$text
  same "$name" "2 $text" "$status $message"
}

# The value at x = 2.
echo 2 >two
at_two() { "$actscope" sample --at two "$@" 2>&1 | tail -n 1 | cut -d, -f2; }

# What show says of breaks, and of points that are several things, each once.
while IFS='|' read -r formula points; do
  same "show $formula: its points" "$points" \
    "$("$actscope" show "$formula" | sed -n 's/^\(points\)\? \{10,16\}\([^ ].*(x .*\)$/\2/p' |
      sed 's/ \+(x / (x /' | paste -sd ';')"
done <<'TABLE'
x^2|f(0) = 0 (x = 0, minimum, root);f′(0) = 0 (x = 0, root)
(exp(x)-1)/x|f → 1 (hole) (x = 0);f′ → 0.5 (hole) (x = 0);f″ → 0.333333 (hole) (x = 0)
1/x|f: −∞ → ∞ (pole) (x = 0)
1/(x^2-4)|f: ∞ → −∞ (pole) (x = −2);f(0) = −0.25 (x = 0, maximum);f′(0) = 0 (x = 0, root, inflection);f″(0) = −0.125 (x = 0, maximum);f: −∞ → ∞ (pole) (x = 2)
log(x)|f: none → −∞ (pole) (x = 0);f(1) = 0 (x = 1, root)
abs(x)/x|f jumps −1 → 1 (x = 0, jump)
if(x==0,5,x^2)|f: 5 (hole → 0) (x = 0);f′ → 0 (hole) (x = 0);f″ → 2 (hole) (x = 0)
TABLE

# Formulas that begin with a minus.
while IFS='|' read -r formula value; do
  same "sample $formula --at two" "$value" "$("$actscope" sample "$formula" --at two 2>&1 | tail -n 1 | cut -d, -f2)"
  same "sample --at two $formula" "$value" "$(at_two "$formula")"
  same "sample -- $formula" "$value" "$(at_two -- "$formula")"
  same "show $formula" "$formula" "$("$actscope" show "$formula" | head -n 1)"
  same "show -- $formula" "$formula" "$("$actscope" show -- "$formula" | head -n 1)"
  for dashes in "" "--"; do
    same "polyline $dashes $formula" "2,$value" \
      "$("$actscope" polyline -x 0:2 -y -9:9 --size 20x20 ${dashes:+"$dashes"} "$formula" | tail -n 1)"
  done
  same "gradient -f $formula" "$formula" \
    "$("$actscope" gradient -f "$formula" --rows theory | tail -n 1 | cut -d, -f1)"
done <<'TABLE'
-x^2|-4
-x|-2
-relu(x)|-2
-2*x|-4
-(x - 1)|-1
-n*x|-2
-p*x|-2
-h*x|-2
-exp(0)*x|-2
TABLE
same "race -f -x --" "-x" "$("$actscope" race -f -x --steps 1 -- | tail -n 1 | cut -d, -f1)"
for call in "-f -x^2" "-f=-x^2" "--functions -x^2" "--functions=-x^2" "-f-x^2"; do
  # shellcheck disable=SC2086
  [[ $call == -f=* ]] || same "plot $call" 0 "$("$actscope" plot --size 100x100 --dump $call >/dev/null 2>&1; echo $?)"
done

# What can be an option is one.
same "-x A:B beside -x" 0,-0 "$("$actscope" sample -x -x 0:1 -n 2 | sed -n 3p)"
same "-xA:B" 0,0 "$("$actscope" sample -x0:1 -n 2 relu | sed -n 3p)"
same "-n2" 2 "$("$actscope" sample -n2 relu | sed 1,2d | wc -l)"
same "-p glued" -2,-1 "$("$actscope" sample -palpha=0.5 leaky_relu -x -2:2 -n 1 | tail -n 1)"
says "-x wants a value" "-x: this option wants a value" sample tanh -x
says "-x of no range" '"tanh" is not a range' sample -x tanh
says "an unknown option" "-q: unknown option" sample -q

# Every subcommand understands "--".
for call in "list --" "keys --" "commands --" "tour --" "tour -- article" "show -- tanh" \
  "sample -n 2 -- tanh" "polyline -- relu" "gradient -f relu --rows theory --" \
  "plot --dump --size 100x100 --"; do
  # shellcheck disable=SC2086
  same "$call" 0 "$("$actscope" $call >/dev/null 2>&1 </dev/null; echo $?)"
done
says "behind -- stands no option" 'unknown function "--help"' show -- --help
says "bench --" 'unknown case "nosuch"' bench -- nosuch

# Constants, other variables, one word alone.
while IFS='|' read -r formula value; do
  same "sample $formula" "$value" "$(at_two -- "$formula")"
done <<'TABLE'
t^2|4
f(u) = u^2|4
y = x^2|4
lambda x: x**2|4
u|2
X|2
T|2
PI - pi|0
\frac{1}{2}x|1
（x＋1）|3
x if x > 0 else 0|2
=ABS(-x)|2
TABLE

# The same questions everywhere, with the place: the caret stands below it, in columns.
for sub in "sample" "show" "polyline" "gradient -f" "race -f" "plot -o x.png -f"; do
  # shellcheck disable=SC2086
  says "$sub: softmax" "softmax is no function of one number" $sub '2*softmax(x)'
  # shellcheck disable=SC2086
  says "$sub: x2" $'did you mean x^2 or 2*x?' $sub 'x2 + x'
  # shellcheck disable=SC2086
  says "$sub: a caret" $'\n  （x＋?）\n       ^' $sub '（x＋?）'
done
for sub in "gradient -f" "race -f" "plot -o x.png -f"; do
  # shellcheck disable=SC2086,SC1111  # the quotes are those of the message
  says "$sub: a decimal comma" "“1,5” is two functions here" $sub '1,5*x'
done
same "relu6,2*x are two functions" 0 \
  "$("$actscope" plot --dump --size 100x100 -f 'relu6,2*x' >/dev/null 2>&1; echo $?)"
same "commas in braces" 0 \
  "$("$actscope" plot --dump --size 100x100 -f '\max\{0, x\},tanh' >/dev/null 2>&1; echo $?)"

# A name stands for a framework's function only where it is the same one, with and without (x), and
# a minus in front of a name is not dropped.
for sub in "sample" "show" "polyline" "gradient -f" "race -f" "plot -o x.png -f"; do
  while IFS='|' read -r name text; do
    # shellcheck disable=SC2086
    says "$sub $name" "$text" $sub "$name"
  done <<'TABLE'
np.sinc|write sin(pi*x)/(pi*x): np.sinc is another function there
jax.nn.gelu|write gelu_tanh(x)
tf.nn.leaky_relu|write leaky_relu(x, 0.2)
tf.keras.layers.LeakyReLU()|write leaky_relu(x, 0.3)
keras.activations.hard_sigmoid|hard_sigmoid_keras2(x) before
-relu|-relu is not in the catalogue; as a formula it is '-relu(x)'
-leaky_relu|as a formula it is '-leaky_relu(x)'
relu-|unknown function "relu-"; did you mean "relu"?
TABLE
done
says "- relu" "as a formula it is '-relu(x)'" sample '- relu'
same "only -relu" 1 "$("$actscope" plot -o x.png -e 'only -relu' 2>&1 | grep -cF "it is '-relu(x)'")"
same "only np.sinc" 1 "$("$actscope" plot -o x.png -e 'only np.sinc' 2>&1 | grep -cF "write sin(pi*x)/(pi*x)")"
echo -2 >minus_two
same "onnx.HardSigmoid" 0.1000 \
  "$("$actscope" sample onnx.HardSigmoid --at minus_two | tail -n 1 | awk -F, '{printf "%.4f", $2}')"

# `define` reads the same, and a state holds what was understood.
"$actscope" plot --size 100x100 -o x.png -e 'define f(t) = t^2; show f' \
  -e 'define g = \frac{1}{2}x; define h = x > 0 ? x : 0; save s.actscope'
same "definitions in a state" "define f = x^2 define g = 0.5*x define h = if(x > 0, x, 0)" \
  "$(grep '^define' s.actscope | paste -sd ' ')"

echo "cli_formulas: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
