#!/usr/bin/env bash
# Completion scripts: that they are scripts of their shell, have all that the tables have, and complete.
#
#   completion.sh ACTSCOPE
#
# zsh and fish are asked where they are installed. Ends with "completion: N passed, N failed".
set -euo pipefail

actscope=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export HOME=$scratch XDG_CONFIG_HOME=$scratch/config LC_ALL=C.UTF-8

passed=0
failed=0

# check NAME COMMAND…
check() {
  if "${@:2}" >said 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s: %s\n' "$1" "${*:2}"
    head -n 5 said | sed 's/^/       /'
  fi
}

# same NAME EXPECTED ACTUAL
same() {
  check "$1: wanted \"$2\", got \"$3\"" test "$2" = "$3"
}

for shell in bash zsh fish; do
  "$actscope" completion "$shell" >"script.$shell"
  check "$shell: not empty" test -s "script.$shell"
  ! command -v "$shell" >/dev/null || check "$shell: a script" "$shell" -n "script.$shell"
done

# Every option that a --help names is proposed.
for sub in plot sample polyline gradient race; do
  "$actscope" "$sub" --help | grep -oE '^ +(-[a-zA-Z], )?--[a-z0-9-]+' | grep -oE -- '--[a-z0-9-]+' | sort -u >wanted
  check "$sub: has options" test -s wanted
  sed -nE "s/^ *$sub\) COMPREPLY=\(\\$\(compgen -W \"([^\"]*)\".*/\1/p" script.bash | tr ' ' '\n' | grep '^--' | sort -u >got
  check "$sub: its options" test -z "$(comm -23 wanted got)"
  grep -oE "seen_subcommand_from $sub'( -s [a-zA-Z])? -l [a-z0-9-]+" script.fish | sed 's/.* /--/' | sort -u >got
  check "$sub: its options in fish" test -z "$(comm -23 wanted got)"
done

# complete WORD…: what bash proposes for the last word.
complete_words() {
  bash --norc -c '
    source ./script.bash
    COMP_WORDS=(actscope "$@")
    COMP_CWORD=$#
    _actscope
    printf "%s\n" "${COMPREPLY[@]}"' - "$@" | sort -u | tr '\n' ' ' | sed 's/ $//'
}

touch state.actscope
while IFS='|' read -r words wanted; do
  eval "set -- $words"
  same "bash: $words" "$wanted" "$(complete_words "$@")"
done <<'TABLE'
pl|plot
comp|completion
plot --tr|--transparent --trust
plot --layout s|side-by-side stacked
plot -f sigm|sigmoid
plot -f tanh,sigm|tanh,sigmoid
plot --functions tanh,relu,gelu_|tanh,relu,gelu_tanh
plot --format ''|pdf png svg tikz
sample tanh --format ''|csv npy
plot -o st|state.actscope
sample leaky_r|leaky_relu
show sigm|sigmoid
tour art|article
--theme da|dark
-f sigm|sigmoid
race --dataset m|moons
race --optimiser ''|adam sgd
gradient --init he|he_normal he_uniform
completion ''|bash fish zsh
plot --dpi 3|
st|state.actscope
TABLE

if command -v fish >/dev/null; then
  same "fish: layouts" "side-by-side stacked" \
    "$(fish --no-config -c "source ./script.fish; complete -C'actscope plot --layout s'" | sort | tr '\n' ' ' | sed 's/ $//')"
  same "fish: a list" "tanh,sigmoid" "$(fish --no-config -c "source ./script.fish; complete -C'actscope plot -f tanh,sigmoi'" | head -n 1)"
fi

status=0
"$actscope" completion tcsh >out 2>err || status=$?
same "an unknown shell" 2 "$status"
check "is told" grep -q '"tcsh" is no shell; expected bash, zsh or fish' err
status=0
"$actscope" completion >out 2>err || status=$?
same "no shell" 2 "$status"

printf 'completion: %d passed, %d failed\n' "$passed" "$failed"
[[ $failed -eq 0 ]]
