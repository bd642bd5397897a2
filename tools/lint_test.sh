#!/bin/bash
# Runs tools/lint over the checkout, after a proof that it still finds what it is there to find.

set -eu

lint="$(readlink -f "$1")"
# In the runfiles WORKSPACE is a link to the file in the checkout.
checkout="$(dirname "$(readlink -f "$2")")"

tree="${TEST_TMPDIR}/tree"
files=0
expected="${TEST_TMPDIR}/expected"

# add <file> <line of code>: puts the line into a file of its own beside the named one.
add() {
  files=$((files + 1))
  name="$(printf '%s/%03d_%s' "${1%/*}" "${files}" "${1##*/}")"
  mkdir -p "${tree}/${name%/*}"
  echo "$2" > "${tree}/${name}"
}

# finds <file> <line of code>: lint must object to this line in this file.
finds() {
  add "$@"
  echo "${name}:1: $2" >> "${expected}"
}

# allows <file> <line of code>: lint must not object.
allows() { add "$@"; }

for header in sys/socket.h unistd.h netinet/in.h arpa/inet.h poll.h thread mutex random iostream \
  fstream ctime filesystem; do
  finds core/commands/a.cc "#include <${header}>"
done
for header in absl/time/clock.h absl/synchronization/mutex.h absl/random/random.h net/loop.h \
  cmd/a.h tools/a.h gtest/gtest.h core/testing/model.h; do
  finds core/a.h "#include \"${header}\""
done
finds core/a.h '#include <openssl/evp.h>'
finds core/a.cc 'auto now = absl::Now();'
finds core/a.cc 'auto now = std::chrono::steady_clock::now();'
finds core/a.cc 'const char* home = std::getenv("HOME");'
finds core/a.cc 'int die = rand() % 6;'
finds core/a.cc 'int die = 1 + rand(); // NOLINT'
finds core/a_test.cc '#include "net/loop.h"'
finds net/a.cc '#include "cmd/a.h"'
finds net/a.cc '#include "net/testing/pipe.h"'
finds net/a_test.cc 'std::string_view a;'
finds cmd/a.cc '#include <string_view>'

allows core/a.cc '#include "core/protocol/parse.h"'
allows core/a.cc '#include "absl/time/time.h"'
allows core/a.cc '#include <vector>'
allows core/a.cc 'operand(1);  // unlike rand(), std::getenv("HOME") or std::string_view'
allows core/a_test.cc '#include <iostream>'
allows core/testing/a.h '#include <random>'
allows core/a_test.cc '#include "core/testing/model.h"'
allows core/a_bench.cc '#include "benchmark/benchmark.h"'
allows net/a.cc '#include <sys/socket.h>'
allows net/a.cc '#include "core/server.h"'

failed=0
if found="$("${lint}" "${tree}")"; then
  echo "lint exits with 0 although it should object"
  failed=1
fi
# One line may break two rules.
if ! diff -u <(sort "${expected}") <(sed 's/ -- .*//' <<< "${found}" | sort -u); then
  echo "above: what lint should find (-) and what it finds (+)"
  failed=1
fi
if "${lint}" "${TEST_TMPDIR}" > /dev/null 2>&1; then
  echo "lint is content with a folder that has no sources"
  failed=1
fi

"${lint}" "${checkout}" || failed=1
exit "${failed}"
