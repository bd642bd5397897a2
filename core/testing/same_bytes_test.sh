#!/bin/sh
# The same events give the same bytes in two processes. Hash tables are seeded by addresses, which
# differ from process to process, so an order that was taken from one would show here.
set -eu
program="$1"
"$program" 300 > "$TEST_TMPDIR/first"
"$program" 300 > "$TEST_TMPDIR/second"
lines=$(wc -l < "$TEST_TMPDIR/first")
test "$lines" -gt 10000 || { echo "only $lines lines were said: that proves little"; exit 1; }
cmp "$TEST_TMPDIR/first" "$TEST_TMPDIR/second"
