#!/bin/bash
# Proves that each rule of tools/lint objects to a file that breaks it and to no file that is just
# inside it, then runs tools/lint over the checkout.

set -eu

lint="$(readlink -f "$1")"
# In the runfiles WORKSPACE is a link to the file in the checkout.
checkout="$(dirname "$(readlink -f "$2")")"

tree="${TEST_TMPDIR}/tree"
files=0
expected="${TEST_TMPDIR}/expected"

# put <file>: writes a file of the tree from the standard input.
put() {
  mkdir -p "${tree}/$(dirname "$1")"
  cat > "${tree}/$1"
}

# expect <place> <text>: lint must object to this.
expect() { echo "$1: $2" >> "${expected}"; }

# add <file> <line of code>: puts the line into a file of its own beside the named one.
add() {
  files=$((files + 1))
  name="$(printf '%s/%03d_%s' "${1%/*}" "${files}" "${1##*/}")"
  put "${name}" <<< "$2"
}

# finds <file> <line of code>: lint must object to this line in this file.
finds() {
  add "$@"
  expect "${name}:1" "$2"
}

# allows <file> <line of code>: lint must not object.
allows() { add "$@"; }

### The core is pure, and cmd -> net -> core

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
finds core/a.cc 'int die = 1 + rand();  // NOLINT'
finds core/a.cc 'auto now = Read("http://a") + absl::Now();'
finds core/a_test.cc '#include "net/loop.h"'
finds net/a.cc '#include "cmd/a.h"'
finds net/a.cc '#include "net/testing/pipe.h"'
finds net/a_test.cc 'std::string_view a;'
finds cmd/a.cc '#include <string_view>'

allows core/a.cc '#include "core/protocol/parse.h"'
allows core/a.cc '#include "absl/time/time.h"'
allows core/a.cc '#include <vector>'
allows core/a.cc 'operand(1);  // unlike rand(), std::getenv("HOME") or std::string_view'
allows core/a.cc '/* absl::Now() */ int a;'
allows core/a_test.cc '#include <iostream>'
allows core/testing/a.h '#include <random>'
allows core/a_test.cc '#include "core/testing/model.h"'
allows core/a_bench.cc '#include "benchmark/benchmark.h"'
allows net/a.cc '#include <sys/socket.h>'
allows net/a.cc '#include "core/server.h"'

### The layers

# climbs <lower layer> <higher layer>: includes go down and not up.
climbs() {
  finds "$1/a.h" "#include \"$2/a.h\""
  allows "$2/a.h" "#include \"$1/a.h\""
}
for step in protocol:state state:policy policy:outbox outbox:replies replies:actions \
  actions:kept kept:services services:commands commands:conn; do
  climbs "core/${step%:*}" "core/${step#*:}"
done
climbs core/commands core
climbs core/services core
climbs core core/transcript
for step in io:tls tls:http http:accept accept:client client:auth auth:workers workers:telemetry \
  telemetry:config; do
  climbs "net/${step%:*}" "net/${step#*:}"
done
climbs net/config net
finds core/services/a.h '#include "core/commands/a.h"'
finds cmd/a.h '#include "tools/a.h"'
finds core/protocol/a.cc '#include "core/server.h"'
finds core/protocol/a.cc '#include "core/config_keys.h"'
allows core/state/a.cc '#include "core/config_keys.h"'
allows core/protocol/a.cc '#include "core/event.h"'
allows core/protocol/a.cc '#include "core/protocol/b.h"'
allows core/protocol/a_test.cc '#include "core/server.h"'
allows net/io/a_fuzz.cc '#include "net/shell.h"'

put core/event.h <<< '#include "core/ids.h"'
put core/output.h <<< '#include "core/protocol/a.h"'
expect core/output.h:1 '#include "core/protocol/a.h"'
finds net/newfolder/a.h 'int a;'

### Numbers: one more than allowed, and as many as allowed

# some <n> <file with %d>: n files.
some() {
  local i
  for ((i = 1; i <= $1; i++)); do
    # shellcheck disable=SC2059
    put "$(printf "$2" "$i")" <<< 'int a;'
  done
}
some 41 'tools/more/a%d.cc'
expect tools/more:1 'tools/more: 41 source files in a folder'
some 20 'tools/forty/a%d.h'
some 20 'tools/forty/a%d.cc'
some 10 'tools/forty/a%d_test.cc'
some 10 'tools/forty/a%d_fuzz.cc'
some 10 'tools/forty/a%d_bench.cc'
some 41 'core/commands/a%d.cc'

# repeat <n> <line with %g>: n lines.
repeat() { seq -f "$2" "$1"; }

# class <n> <member with %g>: a class with n such members, of which none is counted twice.
class() {
  echo 'class A {'
  repeat "$1" "  $2"
  echo '};'
}
class 30 'int a%g_;' | put cmd/members.h
class 31 'int a%g_;' | put cmd/members_more.h
expect cmd/members_more.h:1 'A: 31 data members in a class'
{ class 40 'int A%g();' && repeat 40 'int A::A%g() { return 1; }'; } | put cmd/functions.cc
class 41 'int A%g() { return 1; }' | put cmd/functions_more.h
expect cmd/functions_more.h:1 'A: 41 member functions in a class'
{ echo 'namespace irc {' && class 41 'int A%g();' && echo '}  // namespace irc'; } |
  put cmd/functions_more_test.cc
expect cmd/functions_more_test.cc:2 'irc::A: 41 member functions in a class'

repeat 250 'a%g()' | put cmd/BUILD
repeat 251 'a%g()' | put net/BUILD
expect net/BUILD:251 'BUILD: 251 lines in a BUILD file'
for file in lines.cc lines.h lines.inc lines_test.cc; do
  repeat 400 'int a%g;' | put "cmd/400_${file}"
  repeat 401 'int a%g;' | put "cmd/401_${file}"
  expect "cmd/401_${file}:401" "401_${file}: 401 lines in a C++ file"
done

### Format

# The format is checked with the version of Debian 12 alone.
if [[ "$(clang-format --version)" == *'version 14.'* ]]; then
  finds cmd/a.cc 'int  a;'
  finds tools/bench/a_test.cc 'int b = 1+2;'
  printf '#include "b.h"\n#include "a.h"\n' | put cmd/unsorted.cc
  expect cmd/unsorted.cc:1 '#include "b.h"'
fi
printf '#include "a.h"\n#include "b.h"\n' | put cmd/sorted.cc

### Words

for words in 'What he said' 'His name' 'to him.' 'by himself' 'from whom' 'Whoever asks' \
  'it can not be'; do
  finds cmd/a.cc "// ${words}"
  finds net/a.h "int a;  /* ${words} */"
  finds testdata/transcripts/a/a.txt "# ${words}."
  finds cmd/a.md "${words}."
  finds tools/a.sh "# ${words}"
  allows cmd/a.cc "auto a = \"// ${words}\";"
  allows testdata/transcripts/a/a.txt "alice: PRIVMSG bob :${words}"
  allows tools/a.sh "echo '${words}'"
done
printf '// It can\n// not be.\nint a;\n' | put cmd/two_lines.cc
expect cmd/two_lines.cc:1 '// It can'
allows cmd/a.cc '// The client cannot say who it is; there, this and 1000 whose.'
allows cmd/a.cc "int a = 10'000;  // it's all"

### Paths

for path in core/nowhere core/nowhere.h tools/forty/a21 tools/forty/a1.inc testdata/a.txt; do
  finds tools/paths/a.cc "int a;  // see ${path}."
  finds tools/paths/a.md "(\`${path}\`)"
  finds tools/a.sh "# ${path}: this"
  allows tools/paths/a.cc "auto a = \"// ${path}\";"
done
for path in nowhere.md ../nowhere/ a.md#place; do
  finds tools/paths/a.md "[text](${path})"
done
allows tools/paths/a.md "[text](https://nowhere.example/a.md), [text](#place), [text](../paths)"
for path in core/event.h core/event tools/forty tools/forty/a1.h 'core/commands/<command>.cc' \
  'testdata/*.txt' tools/forty/ core/services https://a/core/nowhere; do
  allows tools/paths/a.cc "// This is in ${path}."
done

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
