#!/usr/bin/env bash
# The walls of the house, by the linker: no room uses one above it, and inside a room no more than so
# many files need each other in a circle.
#
#   house.sh OBJECTS SOURCES NM MOST
#
# OBJECTS holds a folder NAME.dir for each library, with an object SOURCE.o for each file of SOURCES.
set -euo pipefail
export LC_ALL=C

objects=$1 sources=$2 nm=$3 most=$4

# "file name defined|used" of every symbol that other files can see.
symbols() {
  local object file
  while IFS= read -r object; do
    file=${object#"$objects"/*.dir/}
    file=${file%.o}
    [[ -e $sources/$file ]] || continue # left of a file that has gone
    "$nm" -P "$object" | awk -v file="$file" '
      $2 ~ /^[TDBRVWC]$/ { print file, $1, "defined" }
      $2 == "U" { print file, $1, "used" }'
  done < <(find "$objects" -name '*.c.o' -path '*.dir/*/*')
}

symbols | awk -v most="$most" '
  BEGIN { split("base activation plot network control scene paint app", rooms); for (i in rooms) floor_of[rooms[i]] = i }
  function room(file) { return substr(file, 1, index(file, "/") - 1) }
  $3 == "defined" { home[$2] = $1; files[$1] = 1 }
  $3 == "used" { n++; user[n] = $1; name[n] = $2; files[$1] = 1 }
  END {
    for (i = 1; i <= n; i++) {
      from = user[i]; to = home[name[i]]
      if (to == "" || from == to) continue
      if (floor_of[room(from)] < floor_of[room(to)]) {
        print from " uses " name[i] " of " to ", a room above it"; bad = 1
      }
      if (room(from) == room(to)) reach[from, to] = 1
    }
    for (k in files) for (i in files) if ((i, k) in reach) for (j in files) if ((k, j) in reach) reach[i, j] = 1
    for (i in files) if ((i, i) in reach && !(i in told)) {
      size = 0; circle = ""
      for (j in files) if ((i, j) in reach && (j, i) in reach) { size++; told[j] = 1; circle = circle " " j }
      if (size > most) { print size " files need each other:" circle; bad = 1 }
    }
    count = 0; for (i in files) count++
    if (count < 100) { print "only " count " files were found"; bad = 1 }
    if (!bad) print count " files: no arrow leads upwards, no circle has more than " most " files"
    exit bad
  }'
