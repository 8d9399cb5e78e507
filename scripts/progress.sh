# shellcheck shell=bash
# For scripts that run something long.
#
#   . scripts/progress.sh
#   progress LOG COMMAND…    runs the command with its output in the file LOG, and says on standard
#                            error, in steps of ten percent, how far it is; fails as it fails
#
# How far it is, the command says itself: apt-get with APT::Status-Fd by lines "dlstatus:…:12.5:…"
# and "pmstatus:…:12.5:…", ninja by "status: 12%:…" with NINJA_STATUS as it is set here. A command
# that has nothing to do says nothing, and nothing is shown.
export NINJA_STATUS='status:%p:'

# Prints "WORD 10 % 20 % …", a new line for a new word. Lines that are no steps go to standard output.
show_steps() {
  local line word='' doing='' percent=0 step=0
  while IFS= read -r line; do
    if [[ $line =~ ^dlstatus:.*:([0-9]+)\.[0-9]+: ]]; then
      word=downloading
    elif [[ $line =~ ^pmstatus:.*:([0-9]+)\.[0-9]+: ]]; then
      word=installing
    elif [[ $line =~ ^status:\ *([0-9]+)%:(.*)$ ]]; then
      printf '%s\n' "${BASH_REMATCH[2]}"
      [[ ${BASH_REMATCH[2]} != Re-* ]] || continue # ninja looks whether CMake must run again
      word=building
    else
      printf '%s\n' "$line"
      continue
    fi
    percent=${BASH_REMATCH[1]}
    if [[ $word != "$doing" ]]; then
      [[ -z $doing ]] || echo >&2
      printf '%s' "$word" >&2
      doing=$word step=0
    fi
    while ((step + 10 <= percent && step < 100)); do
      step=$((step + 10))
      printf ' %d %%' "$step" >&2
    done
  done
  [[ -z $doing ]] || echo >&2
}

progress() {
  local log=$1
  shift
  "$@" 2>&1 </dev/null | show_steps >"$log"
}
