#!/usr/bin/env bash
# Builds the fuzzers and runs them one after the other.
#
#   scripts/fuzz.sh SECONDS [TARGET…]      each so many seconds; without a target all of them
#
# A line for each: inputs run, inputs a second, inputs that reached something new, and crashes, whose
# inputs lie in build/fuzz/tests/fuzz/found/TARGET. What was found in earlier runs is kept there, too.
# FUZZ_SEED=N chooses the seed (default: 1). Fails if anything was found.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-}
if [[ ! $seconds =~ ^[1-9][0-9]*$ ]]; then
  echo "usage: $0 SECONDS [TARGET…]" >&2
  exit 2
fi
shift
seed=${FUZZ_SEED:-1}
build=build/fuzz
jobs=$(nproc 2>/dev/null || echo 2)

cmake --preset fuzz >/dev/null
cmake --build "$build" --target fuzzers -j "$jobs" >/dev/null
targets=("$@")
if [[ $# -eq 0 ]]; then
  for corpus in tests/fuzz/corpus/*/; do
    targets+=("$(basename "$corpus")")
  done
fi

# number NAME LOG: a figure of libFuzzer's final statistics.
number() { sed -n "s/^stat::$1: *//p" "$2"; }

bad=0
echo "seed $seed, $seconds s each"
printf '%-12s %12s %10s %8s %8s\n' target runs runs/s new crashes
for target in "${targets[@]}"; do
  found=$build/tests/fuzz/found/$target
  log=$build/tests/fuzz/$target.log
  options=(-seed="$seed" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1)
  mapfile -t -O ${#options[@]} options <"$build/tests/fuzz/$target.options"
  mkdir -p "$found"
  status=0
  "$build/tests/fuzz/fuzz_$target" "${options[@]}" -artifact_prefix="$found/" "$found" \
    "tests/fuzz/corpus/$target" >"$log" 2>&1 || status=$?
  crashes=$(find "$found" -name 'crash-*' -o -name 'timeout-*' -o -name 'oom-*' -o -name 'leak-*' | wc -l)
  printf '%-12s %12s %10s %8s %8s\n' "$target" "$(number number_of_executed_units "$log")" \
    "$(number average_exec_per_sec "$log")" "$(number new_units_added "$log")" "$crashes"
  if [[ $status -ne 0 || $crashes -ne 0 ]]; then
    bad=1
    echo "  see $log"
  fi
done
exit "$bad"
