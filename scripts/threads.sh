#!/usr/bin/env bash
# The thread sanitizer over all that shares memory between threads: the race, sound, the worker with
# functions of the user's own, the window under a monkey, and the network page.
#
# Builds the preset tsan in build/tsan, runs each check and prints a line about it. Fails if one
# fails, or if the sanitizer reports anything of ours (tests/tsan.supp names what is others').
# Needs no display: window tests start their own.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
build=$root/build/tsan
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# Reports go to files of their own, whatever a check does with standard error, and each check goes
# on behind one.
export TSAN_OPTIONS="suppressions=$root/tests/tsan.supp:halt_on_error=0:exitcode=0:log_path=$scratch/report"
# As in the program: OpenBLAS's own threads are none of its.
export OPENBLAS_NUM_THREADS=1

# check TITLE COMMAND…
check() {
  local title=$1 status=0 reports begin=$SECONDS
  shift
  rm -f "$scratch"/report.*
  "$@" >"$scratch/log" 2>&1 || status=$?
  reports=$(cat "$scratch"/report.* 2>/dev/null | grep -c '^WARNING: ThreadSanitizer' || true)
  if ((status == 0 && reports == 0)); then
    echo "ok      $title: no report ($((SECONDS - begin)) s)"
    return
  fi
  failed=$((failed + 1))
  tail -n 40 "$scratch/log"
  cat "$scratch"/report.* 2>/dev/null | head -n 200 || true
  echo "FAILED  $title: status $status, $reports reports ($((SECONDS - begin)) s)"
}

build() {
  cmake --preset tsan "$@" &&
    cmake --build "$build" -j "${JOBS:-$(nproc 2>/dev/null || echo 2)}" \
      --target actscope test_race test_audio test_worker monkey picture_compare
}

build "$@" >"$scratch/log" 2>&1 || {
  cat "$scratch/log"
  exit 1
}
check "the race" "$build/tests/network/test_race"
check "sound" "$build/tests/app/test_audio"
check "the worker, and own functions that come and go" "$build/tests/app/test_worker"
check "the monkey, 1500 events" bash tests/app/monkey.sh "$build/tests/app/monkey" 1500
check "the network page" bash tests/app/network_page.sh "$build/actscope" \
  "$build/tests/app/picture_compare"
((failed == 0))
