#!/usr/bin/env bash
# Texts and their translations.
#
#   scripts/messages.sh update   collects all texts and brings the catalogue of each language of po/LINGUAS up
#                                to date: new ones are empty. A language that has none yet gets one
#   scripts/messages.sh check    fails, naming them, if texts lack a translation in one of them
#
# Texts are what stands in _("…") and N_("…"), the help of commands (src/control/commands/command.def), the
# headings and comments of assets/keys.actscope, and assets/actscope.desktop. Tours carry their own languages.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mapfile -t languages < <(grep '^[a-z]' po/LINGUAS)

# The comments and headings of the key bindings, as C that xgettext reads, each on its own line.
keys_as_c() {
  sed -nE -e 's/\\/\\\\/g' -e 's/^bind .*# (.*)$/_("\1")/p' -e 's/^group "(.*)"$/_("\1")/p' -e 's/^.*$/ /p' \
    assets/keys.actscope | sed -E 's/^ $//'
}

collect() {
  mkdir -p "$scratch/assets"
  keys_as_c >"$scratch/assets/keys.actscope"
  find src tools -name '*.c' -o -name '*.h' -o -name '*.def' | LC_ALL=C sort >"$scratch/files"
  xgettext --language=C --from-code=UTF-8 --add-comments=TRANSLATORS: --sort-by-file --no-wrap \
    --keyword=_ --keyword=N_ --keyword=COMMAND:4 \
    --package-name=actscope --files-from="$scratch/files" -o "$scratch/source.pot"
  (cd "$scratch" && xgettext --language=C --from-code=UTF-8 --keyword=_ --no-wrap -o keys.pot assets/keys.actscope)
  xgettext --language=Desktop --from-code=UTF-8 -k -kGenericName -kComment --no-wrap -o "$scratch/desktop.pot" \
    assets/actscope.desktop
  # Lines move with every edit; files are enough to find a text by.
  msgcat --use-first --no-wrap "$scratch/source.pot" "$scratch/keys.pot" "$scratch/desktop.pot" |
    sed -E '/^#: /s/:[0-9]+//g' | sed -E '/^"(POT-Creation-Date|PO-Revision-Date)/d' >"$scratch/actscope.pot"
}

# The catalogue of a language with all texts that there are, in the scratch folder.
merge() {
  msgmerge --quiet --no-fuzzy-matching --no-wrap "$1" "$scratch/actscope.pot" -o "$scratch/$2.po"
}

update() {
  local language
  for language in "${languages[@]}"; do
    [[ -e po/$language.po ]] ||
      msginit --no-translator --locale="$language" --input="$scratch/actscope.pot" --output-file="po/$language.po"
    merge "po/$language.po" "$language"
    msgattrib --no-obsolete --no-wrap "$scratch/$language.po" -o "po/$language.po"
  done
}

check_language() {
  local missing
  msgfmt --check-format --output-file=/dev/null "po/$1.po"
  merge "po/$1.po" "$1"
  missing=$(msgattrib --untranslated --no-obsolete --no-wrap "$scratch/$1.po" | sed -n 's/^msgid //p' | sed 1d)
  if [[ -n $missing ]]; then
    echo "without a translation (scripts/messages.sh update, then fill in po/$1.po):" >&2
    echo "$missing" >&2
    return 1
  fi
  local letter='[\x{3041}-\x{30ff}\x{4e00}-\x{9fff}]'
  if LC_ALL=C.UTF-8 grep -nP "${letter}[:(]|[:)]${letter}" "po/$1.po" >&2; then
    echo "beside Japanese letters colons and brackets are full-width: ： （ ）" >&2
    return 1
  fi
}

check() {
  local language bad=0
  for language in "${languages[@]}"; do
    check_language "$language" || bad=1
  done
  return "$bad"
}

case ${1:-} in
  update | check)
    collect
    "$1"
    ;;
  *)
    sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
