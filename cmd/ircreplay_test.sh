#!/bin/bash
# Tests the program as a developer uses it: its messages, its exit status, what it writes.
set -u

replay="$1"
failures=0
cd "${TEST_TMPDIR}" || exit 1
replay="${OLDPWD}/${replay}"

fail() {
  echo "FAILED: $*"
  failures=1
}

# expect <status> <text that must be in the output> <argument>...; the output is ${output} then.
expect() {
  local status="$1" text="$2" actual
  shift 2
  output="$("${replay}" "$@" 2>&1 < /dev/null)"
  actual=$?
  [[ "${actual}" == "${status}" ]] || fail "$*: status ${actual}, not ${status}: ${output}"
  [[ "${output}" == *"${text}"* ]] || fail "$*: no '${text}' in: ${output}"
}

# A recording as ircserv writes it, in which nothing is wrong.
cat > whole.txt <<'END'
# A recording of ircserv-0.1
start 2026-01-01T00:00:00.000Z

connect c1
----

c1: PING here
----
c1< :irc.local PONG irc.local :here

c1 gone Connection closed
----
c1< ERROR :Closing Link: localhost (Connection closed)
c1 closed

# The recording ends here.
END
expect 0 'whole.txt: 3 events gave the same output' whole.txt
[[ "${output}" != *cut* ]] || fail "a whole recording: ${output}"

# Recordings that were cut off: behind a block, within its output, within a line, before the output.
sed '$d' whole.txt > after_block.txt
sed '/^c1 gone/,$d' whole.txt | sed '$d' > after_output.txt
sed '/^c1</,$d' whole.txt > in_output.txt
head -c -25 after_output.txt > in_line.txt
sed '/PING/q' whole.txt > before_output.txt
expect 0 'after_block.txt: the recording was cut off after block 4' after_block.txt
for file in after_output.txt in_output.txt in_line.txt before_output.txt; do
  expect 0 "${file}: the recording was cut off after block 3" "${file}"
  [[ "${output}" == *"${file}: 2 events gave the same output"* ]] || fail "${file}: ${output}"
done

# A transcript that is no recording has no mark and is not cut off; it may lack its last newline.
printf 'connect c1\n----\n\nc1: PING here\n----\nc1< :irc.local PONG irc.local :here' \
  > by_hand.txt
expect 0 'by_hand.txt: 2 events gave the same output' by_hand.txt
[[ "${output}" != *cut* ]] || fail "by hand: ${output}"

# A difference: the inputs of the block, the output, and the command that accepts it.
sed 's/PONG/PANG/' whole.txt > differs.txt
expect 1 'differs.txt:9: block 3 (event 2) is the first that differs
  c1: PING here
-expected
+actual
-c1< :irc.local PANG irc.local :here
+c1< :irc.local PONG irc.local :here
This accepts the new output: ircreplay --rewrite differs.txt' differs.txt
{
  printf 'connect c1\n\n'
  printf 'c1: PING %d\n' 1 2 3 4 5 6 7 8 9
  printf -- '----\n'
  printf 'c1< :irc.local PONG irc.local :%d\n' 1 2 3 4 5 0 7 8 9
} > inside.txt
expect 1 'inside.txt:18: block 2 (event 10) is the first that differs' inside.txt
expect 1 "+actual
 …
$(printf ' c1< :irc.local PONG irc.local :%d\n' 3 4 5)
-c1< :irc.local PONG irc.local :0
+c1< :irc.local PONG irc.local :6
 c1< :irc.local PONG irc.local :7" inside.txt
BUILD_WORKING_DIRECTORY="${PWD}" \
  expect 1 ': bazel run //cmd:ircreplay -- --rewrite differs.txt' differs.txt

# Trouble.
: > empty.txt
printf '# Only a comment.\n' > comment.txt
sed 's/$/\r/' whole.txt > crlf.txt
printf 'connect c1\nc2: PING\n' > malformed.txt
printf 'connect c1\nc1 gone\nc1: PING\n' > impossible.txt
expect 2 'ircreplay: empty.txt: there is no event in it' empty.txt
expect 2 'ircreplay: comment.txt: there is no event in it' comment.txt
expect 2 'crlf.txt: line 1: the line ends with CR LF, but the lines of a transcript end with LF' \
  crlf.txt
expect 2 "malformed.txt: line 2: there is no session 'c2'" malformed.txt
expect 2 "impossible.txt: line 3: 'c1' is not connected" impossible.txt
expect 2 'cannot read nosuch.txt: No such file or directory' nosuch.txt
expect 2 'cannot read .: Is a directory' .
expect 2 'give the name of a recording'
expect 2 'there is no flag --colour' --colour whole.txt
expect 2 '--at needs a number of events or line:N' --at=0 whole.txt
expect 2 '--at needs a number of events or line:N' --at=line:x whole.txt
expect 2 'there is a flag before --print' --step --print whole.txt

# Several files: each is played, and the worst counts.
expect 1 'whole.txt: 3 events' whole.txt differs.txt by_hand.txt
[[ "${output}" == *'by_hand.txt: 2 events'* ]] || fail "several files: ${output}"
expect 2 'by_hand.txt: 2 events' empty.txt differs.txt by_hand.txt

# The clock that goes back, in both ways.
cat > clock.txt <<'END'
start 2026-01-02T00:00:00.000Z

connect c1

time 2026-01-01T23:59:59.000Z
tick

time +2s
clock -24h
tick
END
expect 0 'clock.txt:5: the clock goes back by 1s
clock.txt:9: the clock goes back by 24h
clock.txt: 3 events' clock.txt

# The state after an event or a line.
expect 0 'after event 1 at ' --at=1 whole.txt
[[ "${output}" == *'sessions: 1'* ]] || fail "--at=1: ${output}"
expect 0 'after event 3 at ' --at 3 whole.txt
expect 0 'after event 1 at ' --at=line:6 whole.txt
expect 0 'after event 2 at ' --at=line:7 whole.txt
expect 0 'after event 2 at ' --at=line:10 whole.txt
expect 0 'after event 3 at ' --at=line:11 whole.txt
expect 2 'there are only 3 events, not 4' --at=4 whole.txt
expect 2 'there are only 16 lines, not 17' --at=line:17 whole.txt
expect 2 'the server has not started at this line' --at=line:2 whole.txt
printf 'connect a\nconnect b\nconnect c\n' > three.txt
expect 0 'sessions: 2' --at=line:2 three.txt

# Step by step.
output="$(printf '\n\ns\n\n\nq\n' | "${replay}" --step differs.txt 2>&1)"
[[ $? == 1 && "${output}" == *'block 3, line 7
  c1: PING here
    c1< :irc.local PONG irc.local :here
This is not what was expected:'* && "${output}" == *'sessions: 1'* ]] || fail "--step: ${output}"

# The output as it is now, also of blocks that expect none; playing it finds no difference.
printf '# Why.\nconnect c1\n\nc1: PING here\n' > inputs.txt
"${replay}" --print inputs.txt > printed.txt || fail "--print: status $?"
diff - printed.txt <<'END' || fail '--print'
# Why.
connect c1
----

c1: PING here
----
c1< :irc.local PONG irc.local :here
END

# --rewrite changes the output and nothing else, keeps the permissions, and follows a link.
cp differs.txt rewritten.txt
chmod 640 rewritten.txt
ln -s rewritten.txt link.txt
expect 0 'link.txt: 1 blocks have new output' --rewrite link.txt
diff whole.txt rewritten.txt || fail '--rewrite'
[[ -L link.txt && "$(stat -c %a rewritten.txt)" == 640 ]] || fail '--rewrite: the file is another'
expect 0 'rewritten.txt: 0 blocks have new output' --rewrite rewritten.txt
cp malformed.txt kept.txt
expect 2 'kept.txt: line 2: ' --rewrite kept.txt
cmp -s malformed.txt kept.txt || fail '--rewrite has changed a file that is malformed'
cp by_hand.txt no_newline.txt
sed -i 's/PONG/PANG/' no_newline.txt
expect 0 'no_newline.txt: 1 blocks' --rewrite no_newline.txt
cmp by_hand.txt no_newline.txt || fail '--rewrite without a newline at the end'
compgen -G '*.txt.*' && fail '--rewrite leaves a file behind'

# Comments stay before the line that they stood before, also when other lines come or go.
cat > comments.txt <<'END'
connect c1

c1: PING one
c1: PING two
c1: PING three
----
# First.
c1< :irc.local PONG irc.local :one
# Second.
c1< :irc.local PONG irc.local :three
c1< :irc.local PONG irc.local :four
# Last.

tick
END
expect 0 '1 blocks have new output' --rewrite comments.txt
diff - comments.txt << 'END' || fail '--rewrite: comments'
connect c1

c1: PING one
c1: PING two
c1: PING three
----
# First.
c1< :irc.local PONG irc.local :one
c1< :irc.local PONG irc.local :two
# Second.
c1< :irc.local PONG irc.local :three
# Last.

tick
END
printf 'connect c1\n\nc1: PING x\n----' > short.txt
expect 0 '1 blocks have new output' --rewrite short.txt
[[ "$(tail -1 short.txt)" == 'c1< :irc.local PONG irc.local :x' ]] || fail '--rewrite: short'

# Blocks are played as they are read: the file need not fit into the memory.
mkfifo pipe
exec {writer}<> pipe
"${replay}" --print pipe > piped.txt {writer}>&- &
{
  printf 'connect c1\n\n'
  for ((i = 0; i < 2000; i++)); do printf 'c1: PING %d\n\n' "${i}"; done
} >&"${writer}"
until [[ -s piped.txt ]]; do sleep 0.1; done
exec {writer}>&-
wait $! || fail "a pipe: status $?"
[[ "$(grep -c '^c1<' piped.txt)" == 2000 ]] || fail 'a pipe: some output is missing'

# A block of many short lines needs less memory than twice its text.
{
  echo 'connect c1'
  echo
  yes 'c1: PING x' | head -300000
  echo ----
  yes 'c1< :irc.local PONG irc.local :x' | head -300000
} > long.txt
# expect_memory <argument>...: the output of the program is ${output} then.
expect_memory() {
  output="$(python3 - "$@" 2>&1 << 'END'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, "KiB")
END
  )" || fail "$*: ${output}"
  local used="${output##*$'\n'}"
  # Sanitizers need memory of their own.
  grep -q __asan_init "$1" || grep -q __tsan_init "$1" ||
    ((${used% KiB} * 1024 < 2 * $(stat -c %s long.txt))) || fail "$*: ${used}"
}
expect_memory "${replay}" long.txt
[[ "${output}" == *'long.txt: 300001 events gave the same output'* ]] || fail "long: ${output}"
expect_memory "${replay}" --rewrite long.txt
[[ "${output}" == *'long.txt: 0 blocks have new output'* ]] || fail "long: ${output}"
expect_memory "${replay}" --at=300001 long.txt

# The manual names every flag of the program.
expect 0 'SYNOPSIS' --help
for flag in --step --at --print --rewrite --help; do
  grep -q -- "^    ${flag}" <<< "${output}" || fail "--help does not explain ${flag}"
done

exit "${failures}"
