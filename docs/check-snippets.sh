#!/usr/bin/env bash
# Compares every C# block of the Markdown files with the compiled file that it comes from: check-snippets.sh [file...]
#
# A block is preceded by a line `<!-- snippet: FILE#NAME -->`, and FILE has the same lines, indented as it likes, between
# `// snippet: NAME` and `// end`. A C# block without such a line is an error, and so is a page without any block checked.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ $# == 0 ]]; then set -- README.md CONTRIBUTING.md docs/*.md; fi

# The lines between the marks, without the indentation of the mark.
extract() {
  awk -v name="$2" '
    !inside { at = index($0, "// snippet: "); if (at && substr($0, at + 12) == name) { inside = 1; indent = at - 1 } ; next }
    /^[[:space:]]*\/\/ end$/ { exit }
    { print substr($0, 1, indent) ~ /^ *$/ ? substr($0, indent + 1) : $0 }
  ' "$1"
}

# Writes each C# block of a page to a file of its own, and prints: line of the block, file, name or "-".
list_blocks() {
  awk -v folder="$2" '
    /^```csharp$/ {
      inside = 1; count++; file = folder "/" count; printf "" > file
      source = "- -"
      if (match(previous, /^<!-- snippet: [^ #]+#[^ ]+ -->$/)) {
        source = substr(previous, 15, length(previous) - 18)
        sub(/#/, " ", source)
      }
      print NR, file, source
      next
    }
    /^```$/ && inside { inside = 0; close(file) }
    inside { print > file }
    { previous = $0 }
  ' "$1"
}

errors=0 checked=0
complain() { printf '%s\n' "$1"; errors=$((errors + 1)); }

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
for page in "$@"; do
  while read -r line block file name; do
    if [[ "$file" == - ]]; then
      complain "$page:$line: a C# block must name the compiled file that it comes from"
    elif [[ ! -e "$file" ]]; then
      complain "$page:$line: there is no file $file"
    elif ! diff -u --label "$page:$line" --label "$file ($name)" "$block" <(extract "$file" "$name"); then
      complain "$page:$line: differs from the snippet '$name' of $file"
    else
      checked=$((checked + 1))
    fi
  done < <(list_blocks "$page" "$work")
done

echo "$checked snippets are compiled code, $errors are not"
[[ "$errors" == 0 && "$checked" != 0 ]]
