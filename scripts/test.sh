#!/usr/bin/env bash
# Checks everything: style, static analysis, a release build (gcc) and a sanitized build (clang) with
# warnings as errors, all tests in both, fuzzers, and the installation. Needs no display: window tests
# start their own.
#
# Ends with one line, "N passed, N failed", over all tests and checks; fails if anything failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

scripts/install-dependencies.sh test

jobs=$(nproc 2>/dev/null || echo 2)
# The program works with one thread of OpenBLAS; the others only spin, and are waited for at the end.
export OPENBLAS_NUM_THREADS=1
passed=0
failed=0
skipped=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# check TITLE COMMAND…: one check; its output is shown only if it fails. The shell looks away from
# failures inside a condition, so the commands below are chained by hand.
check() {
  local title=$1 log=$scratch/log began=$SECONDS
  shift
  if ("$@") >"$log" 2>&1; then
    passed=$((passed + 1))
    echo "ok      $title, $((SECONDS - began)) s"
  else
    failed=$((failed + 1))
    cat "$log"
    echo "FAILED  $title"
    return 1
  fi
}

# The number that an attribute of ctest's JUnit report holds.
attribute() {
  sed -n "s/.*[[:space:]]$1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1
}

# tests TITLE BUILD-FOLDER JOBS OPTION…: the tests of a build that ctest's options choose, so many at a
# time, counted one by one.
tests() {
  local title=$1 build=$2 at_a_time=$3 report=$scratch/report.xml all bad skip
  rm -f "$report"
  echo "tests   $title"
  # The limit is for what hangs, not for what is slow beside other work.
  ctest --test-dir "$build" --output-on-failure --no-tests=error --timeout 1500 -j "$at_a_time" \
    --output-junit "$report" "${@:4}" || true
  if [[ ! -s $report ]]; then
    failed=$((failed + 1))
    echo "FAILED  ctest left no report for $title"
    return 0
  fi
  # The report's first lines are the <testsuite> element, whose attributes stand one a line.
  all=$(attribute tests "$report")
  bad=$(attribute failures "$report")
  skip=$(($(attribute skipped "$report") + $(attribute disabled "$report")))
  passed=$((passed + all - bad - skip))
  failed=$((failed + bad))
  skipped=$((skipped + skip))
}

sources() {
  find "$@" \( -name '*.c' -o -name '*.h' \) -print0
}

# The layout of the sources is that of one version of clang-format; others judge otherwise.
layout=14
formatter=$(command -v "clang-format-$layout" || command -v clang-format)

style() {
  sources src tools tests | xargs -0 -n 64 -P "$jobs" "$formatter" --dry-run -Werror
}

shell_scripts() {
  find .ci/run scripts tests \( -name '*.sh' -o -path .ci/run \) -print0 |
    xargs -0 -n 4 -P "$jobs" shellcheck
}

documents() {
  # mandoc's STYLE lines are advice; warnings and errors are not.
  desktop-file-validate assets/actscope.desktop && mandoc -T lint -W warning assets/actscope.1
}

# The places that a Markdown file names for its headings: "Keys and mouse" is keys-and-mouse.
headings() {
  sed -nE 's/^#+ //p' "$1" | tr '[:upper:]' '[:lower:]' | sed -e 's/[^a-z0-9 _-]//g' -e 's/ /-/g'
}

# Every link and picture in the documents leads to something in the repository; pages elsewhere are not asked.
links() {
  local file target path place failures=0
  for file in *.md docs/*.md tests/data/README.md; do
    while IFS= read -r target; do
      [[ $target != *://* ]] || continue
      path=$file
      [[ $target == "#"* ]] || path=$(dirname "$file")/${target%%#*}
      place=""
      [[ $target != *"#"* ]] || place=${target#*#}
      if [[ ! -e $path ]]; then
        echo "$file: $target leads nowhere: there is no $path"
        failures=$((failures + 1))
      elif [[ -n $place ]] && ! headings "$path" | grep -qxF "$place"; then
        echo "$file: $target leads nowhere: $path has no such heading"
        failures=$((failures + 1))
      fi
    done < <(grep -oE '\]\([^) ]+\)|src="[^"]+"' "$file" | sed -E -e 's/^\]\((.*)\)$/\1/' -e 's/^src="(.*)"$/\1/')
  done
  return "$((failures > 0))"
}

# One version, in CMakeLists.txt.
versions() {
  local version
  version=$(sed -nE 's/^project\(actscope VERSION ([0-9.]+).*/\1/p' CMakeLists.txt)
  grep -qx "version: $version" CITATION.cff || {
    echo "CITATION.cff does not say version: $version, as CMakeLists.txt does"
    return 1
  }
}

analysis() {
  local room rooms=()
  for room in base activation network plot control scene paint app; do
    rooms+=("src/$room")
  done
  rooms+=(tools/bench)
  # What it left out in headers of others it counts on standard error, file by file: no news. The
  # analyzer follows the first 20,000 states of a function; the rest takes four times as long.
  local analyzer=(--extra-arg=-Xclang --extra-arg=-analyzer-config
    --extra-arg=-Xclang --extra-arg=max-nodes=20000)
  find "${rooms[@]}" -name '*.c' -print0 |
    xargs -0 -n 1 -P "$jobs" clang-tidy --quiet -p "$1" --extra-arg=-Wno-unknown-warning-option "${analyzer[@]}" \
      2> >(grep -v '^[0-9]* warnings\? generated\.$' >&2)
}

# build PRESET FOLDER OPTION…: in folders of its own, so that nobody's build is turned upside down. The
# options are the build's, as targets.
build() {
  cmake --preset "$1" -B "$2" -DACTSCOPE_WERROR=ON && cmake --build "$2" -j "$jobs" "${@:3}"
}

installation() {
  local prefix=$scratch/prefix file binary
  cmake --install "$1" --prefix "$prefix" || return 1
  for file in bin/actscope libexec/actscope/actscope-bench share/applications/actscope.desktop share/man/man1/actscope.1 \
    share/icons/hicolor/scalable/apps/actscope.svg share/actscope/keys.actscope \
    share/doc/actscope/LICENSE share/doc/actscope/README.md share/doc/actscope/docs/manual.md; do
    [[ -s $prefix/$file ]] || {
      echo "not installed: $file"
      return 1
    }
  done
  binary=$prefix/bin/actscope
  cd "$scratch" || return 1
  # From another folder, and by name through PATH, as a user would.
  [[ $(PATH="$prefix/bin:$PATH" actscope --version) == actscope\ [0-9]* ]] || return 1
  "$binary" plot -f sigmoid -o sigmoid.svg || return 1
  [[ $(PATH="$prefix/bin:$PATH" actscope bench --help) == "actscope bench"* ]] || return 1
  [[ -s sigmoid.svg ]]
}

if [[ $("$formatter" --version) == *"version $layout."* ]]; then
  check "style (clang-format)" style || true
else
  echo "left out style (clang-format): judged by version $layout, here is $("$formatter" --version)"
fi
check "shell scripts (shellcheck)" shell_scripts || true
check "desktop file and man page" documents || true
check "links in the documents" links || true
check "version in CITATION.cff" versions || true
check "mutations can be made" scripts/mutate.py --check || true
check "translations" scripts/messages.sh check || true
if python3 -c 'import mpmath' 2>/dev/null; then
  check "reference rows, a sample" scripts/reference.py check --sample 24 || true
else
  echo "left out reference rows: they need the Python package mpmath"
fi

# Two tests more than processors: window tests often wait for the program.
if check "release build" build release build/check-release; then
  check "static analysis (clang-tidy)" analysis build/check-release || true
  tests "release" build/check-release $((jobs + 2))
  check "pictures of the documents" scripts/pictures.sh check build/check-release || true
  check "installation" installation build/check-release || true
fi

# The fuzzers feed the objects of this build, each for 10 s; all of them at once.
if check "sanitized build" build fuzz build/check-sanitized --target all fuzzers; then
  # Freed memory is held back for 32 MB of later allocations: fresh pages take time.
  export ASAN_OPTIONS=quarantine_size_mb=32:detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1:suppressions=$root/tests/asan.supp
  export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
  export LSAN_OPTIONS=suppressions=$root/tests/lsan.supp:print_suppressions=0
  tests "with sanitizers" build/check-sanitized $((jobs + 2)) -LE fuzz
  tests "fuzzers" build/check-sanitized 8 -L fuzz
fi

[[ $skipped -eq 0 ]] || echo "$skipped skipped"
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
