#!/usr/bin/env bash
# Texts and their translations.
#
#   scripts/messages.sh update   collects all texts and brings po/ja.po up to date: new ones are empty
#   scripts/messages.sh check    fails, naming them, if texts lack a translation or po/ja.po is stale
#
# Texts are what stands in _("…") and N_("…"), the help of commands (src/control/commands/command.def), and the
# headings and comments of assets/keys.actscope. Tours carry their own Japanese.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The comments and headings of the key bindings, as C that xgettext reads, each on its own line.
keys_as_c() {
  sed -nE -e 's/\\/\\\\/g' -e 's/^bind .*# (.*)$/_("\1")/p' -e 's/^group "(.*)"$/_("\1")/p' -e 's/^.*$/ /p' \
    assets/keys.actscope | sed -E 's/^ $//'
}

collect() {
  mkdir -p "$scratch/assets"
  keys_as_c >"$scratch/assets/keys.actscope"
  find src -name '*.c' -o -name '*.h' -o -name '*.def' | LC_ALL=C sort >"$scratch/files"
  xgettext --language=C --from-code=UTF-8 --add-comments=TRANSLATORS: --sort-by-file --no-wrap \
    --keyword=_ --keyword=N_ --keyword=COMMAND:4 \
    --package-name=actscope --files-from="$scratch/files" -o "$scratch/source.pot"
  (cd "$scratch" && xgettext --language=C --from-code=UTF-8 --keyword=_ --no-wrap -o keys.pot assets/keys.actscope)
  # Lines move with every edit; files are enough to find a text by.
  msgcat --use-first --no-wrap "$scratch/source.pot" "$scratch/keys.pot" |
    sed -E '/^#: /s/:[0-9]+//g' | sed -E '/^"(POT-Creation-Date|PO-Revision-Date)/d' >"$scratch/actscope.pot"
}

update() {
  msgmerge --quiet --no-fuzzy-matching --no-wrap po/ja.po "$scratch/actscope.pot" -o "$scratch/ja.po"
  msgattrib --no-obsolete --no-wrap "$scratch/ja.po" -o po/ja.po
}

check() {
  local missing
  msgfmt --check-format --output-file=/dev/null po/ja.po
  msgmerge --quiet --no-fuzzy-matching --no-wrap po/ja.po "$scratch/actscope.pot" -o "$scratch/ja.po"
  missing=$(msgattrib --untranslated --no-obsolete --no-wrap "$scratch/ja.po" | sed -n 's/^msgid //p' | sed 1d)
  if [[ -n $missing ]]; then
    echo "without a Japanese translation (scripts/messages.sh update, then fill in po/ja.po):" >&2
    echo "$missing" >&2
    return 1
  fi
  local letter='[\x{3041}-\x{30ff}\x{4e00}-\x{9fff}]'
  if LC_ALL=C.UTF-8 grep -nP "${letter}[:(]|[:)]${letter}" po/ja.po >&2; then
    echo "beside Japanese letters colons and brackets are full-width: ： （ ）" >&2
    return 1
  fi
}

case ${1:-} in
  update | check)
    collect
    "$1"
    ;;
  *)
    sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
