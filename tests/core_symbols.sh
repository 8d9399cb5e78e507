#!/usr/bin/env bash
# Proves that the core stands alone: of what its archive leaves undefined, everything is computation.
# No window, no GL, no Cairo, no files, no clock, no environment, no locale, no console.
#
#   core_symbols.sh ARCHIVE [NM]
#
# The list says what is allowed, so that anything new fails until somebody has thought about it.
set -euo pipefail
export LC_ALL=C

archive=$1
nm=${2:-nm}

allowed=(
  # memory and strings
  'malloc|calloc|realloc|aligned_alloc|free|abort' 'mem(cpy|move|set|cmp|chr|rchr|mem)' 'stpn?cpy'
  'str(len|nlen|n?cpy|n?cat|n?cmp|r?chr|chrnul|str|c?spn|pbrk|n?dup|tok_r)'
  # numbers and text, to and from memory only
  'strto(d|f|ld|u?ll?|[iu]max)' 'v?snprintf' 'v?sscanf' '__isoc[0-9]+_(v?sscanf|strto[a-z]+)'
  'l?l?abs' 'l?l?div'
  'qsort|bsearch' '__errno_location'
  # their checked forms (_FORTIFY_SOURCE)
  '__(v?snprintf|mem[a-z]+|st[rp][a-z]+)_chk' '__chk_fail'
  # libm
  '(sqrt|cbrt|hypot|pow|exp|exp2|exp10|expm1|log|log2|log10|log1p|logb|ilogb)[fl]?'
  '(sin|cos|tan|sincos|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh)[fl]?'
  '(erf|erfc|tgamma|lgamma)[fl]?'
  '(fabs|fmod|remainder|remquo|modf|frexp|ldexp|scalbn|scalbln|fma|fmin|fmax|fdim|copysign)[fl]?'
  '(ceil|floor|trunc|round|rint|nearbyint|l?lround|l?lrint|nextafter|nexttoward|nan)[fl]?'
  '__(isnan|isinf|finite|signbit|fpclassify|exp10)[fl]?'
  # whether anything overflowed
  'fe(clear|test)except'
  # numbers of more bits
  'mpfr_[a-z0-9_]+'
  # matrix products
  'cblas_[a-z0-9_]+'
  # what the compiler adds: assertions, stack guard, position independence, its own arithmetic
  '__assert_fail' '__stack_chk_fail(_local)?' '_GLOBAL_OFFSET_TABLE_' '__tls_get_addr'
  '__[a-z]+[sdtx][fic][0-9]'
  # what the CPU can do, found by the compiler's run-time library
  '__cpu_model|__cpu_features2|__cpu_indicator_init'
  # sanitizers and coverage
  '__(asan|ubsan|lsan|sanitizer|sancov|gcov|llvm)_[A-Za-z0-9_]+' '__(start|stop)_(__sancov_(cntrs|pcs)|asan_globals)'
)
[[ -s $archive ]] || {
  echo "$archive: no such archive" >&2
  exit 2
}

pattern=$(IFS='|' && echo "${allowed[*]}")

# nm -A -P: "lib.a[object.o]: name type …". Prints "object name".
symbols() {
  "$nm" -A -P "$@" "$archive" 2>/dev/null | sed -nE 's/^.*\[([^]]+)\]: ([^ ]+) .*$/\1 \2/p'
}

defined=$(symbols --defined-only --extern-only | cut -d ' ' -f 2 | sort -u)
if [[ -z $defined ]]; then
  echo "$archive: nm found no symbols in it" >&2
  exit 2
fi

strangers=$(symbols --undefined-only | sort -u |
  awk -v defined="$defined" -v allowed="^($pattern)\$" '
    BEGIN { n = split(defined, names, "\n"); for (i = 1; i <= n; i++) ours[names[i]] = 1 }
    { name = $2; sub(/@.*/, "", name) }
    !(name in ours) && name !~ allowed { print name, "in", $1 }')

if [[ -n $strangers ]]; then
  echo "$archive needs what the core may not use:" >&2
  while IFS= read -r line; do
    echo "  $line" >&2
  done <<<"$strangers"
  exit 1
fi
echo "$archive: nothing but libc, libm, MPFR and CBLAS computation is undefined"
