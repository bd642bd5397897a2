#!/bin/bash
# Tests the program as its operator uses it: its messages, its exit status, its signals.
set -u

server="$1"
failures=0
# The server keeps its own certificate here.
export STATE_DIRECTORY="${TEST_TMPDIR}/state"

fail() {
  echo "FAILED: $*"
  failures=1
}

# The SHA-256 fingerprint of the certificate in a PEM file: "0A:FF:…".
fingerprint_of() {
  sed -n '/BEGIN CERTIFICATE/,/END CERTIFICATE/p' "$1" | grep -v -e ----- | base64 -d |
    sha256sum | cut -c-64 | tr a-f A-F | sed 's/../&:/g; s/:$//'
}

# expect <status> <text that must be in the output> <argument>...
expect() {
  local status="$1" text="$2" output actual
  shift 2
  output="$("${server}" "$@" 2>&1 < /dev/null)"
  actual=$?
  [[ "${actual}" == "${status}" ]] || fail "$*: status ${actual}, not ${status}: ${output}"
  [[ "${output}" == *"${text}"* ]] || fail "$*: no '${text}' in: ${output}"
  [[ "${status}" == 0 || "$(wc -l <<< "${output}")" == 1 ]] || fail "$*: not one line: ${output}"
}

expect 1 'ircserv: no port was given'
expect 1 "ircserv: 'abc' is no port" abc
expect 1 "ircserv: '70000' is no port" 70000
expect 1 "ircserv: too many arguments: 'x'" 6667 pass x
expect 1 "ircserv: unknown flag '--colour'; --help lists all flags" --colour=red 6667
expect 1 "ircserv: unknown flag '--tls-selfsigned'; did you mean --tls-self-signed? --help lists" \
  --tls-selfsigned 6667
expect 1 "ircserv: unknown flag '-5'; --help lists all flags" -5
expect 1 'ircserv: --oper needs a value; --help explains it' 6667 --oper
expect 1 "ircserv: --check-config is true or false, not 'maybe'" --check-config=maybe
expect 1 "ircserv: '--' is no port" --bind=127.0.0.1 -- --
expect 1 'ircserv: --hash-password takes no argument' --hash-password secret
expect 1 'ircserv: --make-certificate takes no argument' --make-certificate file
expect 1 'ircserv: --init takes no argument' --init 6667
expect 1 'ircserv: --init takes no --metrics; its key belongs into the file' --init --metrics=[::1]:9100
expect 1 'ircserv: --init takes --certificate or --tls-self-signed, not both' \
  --init --certificate=x --tls-self-signed
expect 1 'ircserv: --force goes with --init' --force 6667
expect 1 'ircserv: --certificate goes with --init' --certificate=x 6667
expect 1 'ircserv: --alive goes with --status' --alive 6667
expect 2 'ircserv: --status takes --alive or --json' --status --alive --json
expect 1 "ircserv: PORT: no listener takes port 6667, because each address has a port of its own" \
  --bind=127.0.0.1:6668 6667
expect 1 "ircserv: --bind: listen.addresses: port 6667 of '*:6667 tls' is that of '*' already; " \
  '--bind=*,*:6667 tls' --tls-self-signed 6667
expect 1 "ircserv: --metrics: metrics.listen: port 6667 of '127.0.0.1:6667' is that of '*' in " \
  --metrics=127.0.0.1:6667 6667
expect 1 'ircserv: no port was given' --bind=127.0.0.1:6667,::1
expect 1 'ircserv: --poller: ' --poller=kqueue 6667
expect 1 'ircserv: --log-level: ' --log-level=loud 6667
expect 1 'ircserv: --log-format: ' --log-format=xml 6667
expect 1 "ircserv: --metrics: metrics.listen: '9100' is not an address with a port" \
  --metrics=9100 6667
expect 1 "cannot write the log '/nonexistent/x': " --bind=127.0.0.1 --log-file=/nonexistent/x 0
expect 1 'ircserv: --oper: an operator is NAME:PASSWORD' --oper=root 6667
expect 1 "did you mean 'limits.nick_bytes'?" --limit=nick_bites=9 6667
expect 1 "ircserv: --limit: 'x' is no value of limits.nick_bytes" --limit=nick_bytes=x 6667
expect 1 'ircserv: --set: limits.targets was set already, by --limit' \
  --limit=targets=5 --set=limits.targets=6 6667
expect 1 'ircserv: --set: flood.burst was set already, by --set' \
  --set=flood.burst=5 --set flood.burst=6 6667
expect 1 "ircserv: --set: 'x' is no value of flood.burst" --set=flood.burst=x --set=log.level=info 6667
expect 1 "cannot read '/nonexistent': No such file or directory" --motd=/nonexistent 6667
expect 1 "cannot resolve the address 'no_address.invalid': " '--bind=no_address.invalid' 6667
expect 1 'ircserv: /nonexistent: No such file or directory' --config=/nonexistent
expect 1 "cannot write the recording '/nonexistent/x': " --bind=127.0.0.1 --record=/nonexistent/x 0
expect 0 'The configuration is right.' --check-config
said="$("${server}" --check-config 2>&1)"
if [[ "$(id -u)" != 0 ]]; then
  [[ "${said}" == 'The configuration is right.' ]] || fail "a check: ${said}"
else
  [[ "${said}" == *'runuser -u ircserv -- ircserv --config=FILE --check-config' ]] ||
    fail "a check by root: ${said}"
  [[ "${said}" != *caution* ]] || fail "a check by root does not start the server: ${said}"
fi
expect 0 'ircserv-' --version
expect 0 'SYNOPSIS' --help
expect 0 '    2   With --status: the server does not answer, or does not serve.' --help

# The manual names every flag, and no other.
"${server}" --help | grep -oE '^    --[a-z-]+' | tr -d ' ' | sort > "${TEST_TMPDIR}/manual"
{
  grep -oE '^ABSL_FLAG\([a-z:]+, [a-z_]+' cmd/ircserv_flags.cc | sed 's/.*, /--/' | tr _ -
  echo --help
  echo --version
} | sort > "${TEST_TMPDIR}/flags"
diff "${TEST_TMPDIR}/flags" "${TEST_TMPDIR}/manual" || fail 'the manual and the flags differ'

# Relative paths start from the folder of the user, which bazel run passes.
mkdir -p "${TEST_TMPDIR}/home"
printf '[server]\nnmae = "x.y"\n' > "${TEST_TMPDIR}/home/irc.toml"
BUILD_WORKING_DIRECTORY="${TEST_TMPDIR}/home" \
  expect 1 "ircserv: irc.toml:2: unknown key 'server.nmae'; did you mean 'server.name'?" \
  --config=irc.toml --check-config

# All mistakes of a file are reported at once, each with its line.
cat > "${TEST_TMPDIR}/home/mistakes.toml" <<'END'
[server]
name = "nodot"
motd_file = "nosuch.txt"
[limits]
nick_bites = 9
topic_bytes = 100000
[flood]
burst = "many"
[user]
default_modes = "o"
[tls]
certificates = ["nosuch.pem"]
END
for run in --check-config 0; do
  output="$(BUILD_WORKING_DIRECTORY="${TEST_TMPDIR}/home" \
    "${server}" --config=mistakes.toml "${run}" 2>&1)"
  status=$?
  [[ "${status}" == 1 ]] || fail "mistakes: status ${status}"
  diff <(printf 'ircserv: mistakes.toml:%s\n' \
    "5: unknown key 'limits.nick_bites'; did you mean 'limits.nick_bytes'?" \
    '6: limits.topic_bytes must be from 1 to 400' \
    '8: flood.burst must be a whole number' \
    "3: server.motd_file: cannot read 'nosuch.txt': No such file or directory" \
    '2: server.name must be a host name with a dot, such as irc.example.org' \
    "10: user.default_modes: a user cannot start with mode 'o'; take it out" \
    '12: tls.certificates: 1 here and 0 in tls.keys; each certificate needs its key, in the same '\
'order' \
    "12: tls.certificates: cannot read 'nosuch.pem': No such file or directory") \
    <(echo "${output}") || fail "mistakes: ${output}"
done

# start <argument>...: starts a server; its process is ${pid}, its port ${port}.
start() {
  coproc SERVER { exec "${server}" --bind=127.0.0.1 "$@" 2> "${TEST_TMPDIR}/log"; }
  pid="${SERVER_PID}"
  read -r greeting <&"${SERVER[0]}" || fail "it did not start: $(< "${TEST_TMPDIR}/log")"
  port="${greeting##*:}"
}

for signal in INT TERM; do
  start 0
  [[ "${greeting}" == *' listens on 127.0.0.1:'* ]] || fail "greeting: ${greeting}"
  expect 1 "cannot listen on 127.0.0.1 port ${port}: Address already in use" \
    --bind=127.0.0.1 "${port}"
  exec 3<> "/dev/tcp/127.0.0.1/${port}"
  printf 'NICK alice\r\nUSER alice 0 * :Alice\r\nPING :here\r\n' >&3
  while read -r line <&3 && [[ "${line}" != *PONG* ]]; do :; done
  kill "-${signal}" "${pid}"
  while read -r line <&3 && [[ "${line}" != ERROR* ]]; do :; done
  [[ "${line}" == *"Server shutting down (SIG${signal})"* ]] || fail "goodbye: ${line}"
  exec 3>&-
  wait "${pid}"
  status=$?
  [[ "${status}" == 0 ]] || fail "SIG${signal}: status ${status}"
done

# The greeting has the protocol of each address, and its hint for clients names a listener for IRC.
start --tls-self-signed --bind='127.0.0.1:0 websocket,127.0.0.1:0 proxy tls,127.0.0.1:0 tls'
[[ "${greeting}" == *' (WebSocket) and 127.0.0.1:'*' (PROXY, TLS) and 127.0.0.1:'*' (TLS)' ]] ||
  fail "greeting: ${greeting}"
# Clients cannot verify a self-signed certificate; its file and its fingerprint are printed.
read -r printed <&"${SERVER[0]}"
read -r irssi <&"${SERVER[0]}"
read -r weechat <&"${SERVER[0]}"
[[ "${irssi}" == *'/connect -tls -notls_verify 127.0.0.1 '* ]] || fail "hint: ${irssi}"
[[ "${weechat}" == *' -tls -notls_verify '*'(before version 4: -ssl for -tls)' ]] ||
  fail "hint: ${weechat}"
kill "${pid}"
wait "${pid}"

# The server keeps its own certificate in its folder, which the configuration may name.
kept="${STATE_DIRECTORY}/irc.local.self-signed.pem"
fingerprint="$(fingerprint_of "${kept}")"
[[ "${printed}" == "SHA-256 of the self-signed certificate ${kept}: ${fingerprint}" ]] ||
  fail "fingerprint: ${printed}"
start --tls-self-signed --bind='127.0.0.1:0 tls'
read -r -d '^' rest <&"${SERVER[0]}"
[[ "${rest}" == *"${fingerprint}"* ]] || fail "another certificate: ${rest}"
kill "${pid}"
wait "${pid}"
mkdir -p "${TEST_TMPDIR}/beside"
printf '[server]\nname = "irc.example"\n[listen]\naddresses = ["127.0.0.1:0 tls"]\n[data]\ndirectory = "kept"\n' \
  > "${TEST_TMPDIR}/beside/irc.toml"
coproc SERVER { cd "${TEST_TMPDIR}/beside" && exec "${OLDPWD}/${server}" --config=irc.toml \
  --tls-self-signed 2> "${TEST_TMPDIR}/log"; }
pid="${SERVER_PID}"
read -r greeting <&"${SERVER[0]}" || fail "it did not start: $(< "${TEST_TMPDIR}/log")"
[[ "$(stat -c %a "${TEST_TMPDIR}/beside/kept/irc.example.self-signed.pem")" == 600 ]] ||
  fail 'no certificate in the folder of the configuration'
grep -q " self-signed certificate file=${TEST_TMPDIR}/beside/kept/irc.example.self-signed.pem" \
  "${TEST_TMPDIR}/log" || fail "log: $(< "${TEST_TMPDIR}/log")"
kill "${pid}"
wait "${pid}"

# SIGHUP and SIGUSR1 as soon as the process can take them, most often during its start.
: > "${TEST_TMPDIR}/early.toml"
coproc SERVER {
  exec "${server}" --bind=127.0.0.1 --config="${TEST_TMPDIR}/early.toml" 0 2> "${TEST_TMPDIR}/log"
}
pid="${SERVER_PID}"
until grep -q '^SigBlk:.*[2367abef]0[13579bdf]$' "/proc/${pid}/status"; do :; done
kill -HUP "${pid}"
kill -USR1 "${pid}"
read -r greeting <&"${SERVER[0]}" || fail "no start after SIGHUP: $(< "${TEST_TMPDIR}/log")"
until grep -q 'rehash' "${TEST_TMPDIR}/log"; do :; done
kill "${pid}"
wait "${pid}" || fail "status $? after SIGHUP during the start"

# The log as JSON in a file that is moved away, and the metrics by HTTP.
log="${TEST_TMPDIR}/server.log"
start --log-file="${log}" --log-format=json --metrics=127.0.0.1:0 0
until metrics="$(grep -o 'metrics are served","address":"[^"]*' "${log}")"; do :; done
exec 3<> "/dev/tcp/127.0.0.1/${metrics##*:}"
printf 'GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n' >&3
page="$(cat <&3)"
exec 3>&-
[[ "${page}" == 'HTTP/1.1 200 OK'* ]] || fail "metrics: ${page}"
[[ "${page}" == *$'\nircserv_users 0\n'* ]] || fail "metrics: ${page}"
mv "${log}" "${log}.1"
kill -USR1 "${pid}"
until grep -qs '"event":"the log was opened again"}$' "${log}"; do :; done
kill -TERM "${pid}"
wait "${pid}" || fail "status $? after SIGUSR1"
grep -q '"event":"stopping","signal":"SIGTERM"}$' "${log}" || fail "log: $(< "${log}")"
grep -q 'metrics are served' "${log}.1" || fail "moved log: $(< "${log}.1")"

# A pipe or a device never makes the server wait, neither at a start nor at a rehash.
pipe="${TEST_TMPDIR}/pipe"
mkfifo "${pipe}"
for flag in --config --motd --set=server.rules_file --set=tls.keys; do
  output="$(timeout 10 "${server}" --bind=127.0.0.1 "${flag}=${pipe}" 0 2>&1)"
  [[ $? == 1 && "${output}" == *'it is no regular file'* ]] || fail "${flag} of a pipe: ${output}"
done
printf 'hello\n' > "${TEST_TMPDIR}/motd.txt"
printf '[server]\nmotd_file = "motd.txt"\n' > "${TEST_TMPDIR}/live.toml"
start --config="${TEST_TMPDIR}/live.toml" 0
rm "${TEST_TMPDIR}/motd.txt"
mkfifo "${TEST_TMPDIR}/motd.txt"
kill -HUP "${pid}"
until grep -qs 'rehash failed' "${TEST_TMPDIR}/log"; do sleep 0.1; done
grep -q 'it is no regular file' "${TEST_TMPDIR}/log" || fail "log: $(< "${TEST_TMPDIR}/log")"
kill -TERM "${pid}"
wait "${pid}" || fail "status $? after the rehash"

# A log and a recording in pipes that nobody reads stop neither the start nor the end.
mkfifo "${TEST_TMPDIR}/log_pipe" "${TEST_TMPDIR}/recording_pipe"
start --log-file="${TEST_TMPDIR}/log_pipe" --record="${TEST_TMPDIR}/recording_pipe" 0
exec 3<> "/dev/tcp/127.0.0.1/${port}"
printf 'NICK alice\r\nUSER alice 0 * :Alice\r\nPING :here\r\n' >&3
while read -r line <&3 && [[ "${line}" != *PONG* ]]; do :; done
[[ "${line}" == *PONG* ]] || fail "a pipe that nobody reads: ${line}"
kill -TERM "${pid}"
exec 3>&-
timeout 10 tail --pid="${pid}" -f /dev/null || fail 'SIGTERM is not obeyed'
wait "${pid}" || fail "status $? with pipes"

# Every start records into a new file, which has a mark at its end unless the server is killed.
for name in session session.1 session.2; do
  start --record="${TEST_TMPDIR}/session" 0
  kill -TERM "${pid}"
  wait "${pid}" || fail "status $? while recording"
  grep -q "recording file=${TEST_TMPDIR}/${name}\$" "${TEST_TMPDIR}/log" ||
    grep -q "recording file=\"${TEST_TMPDIR}/${name}\"\$" "${TEST_TMPDIR}/log" ||
    fail "the log does not name ${name}: $(< "${TEST_TMPDIR}/log")"
  grep -q 'stopping' "${TEST_TMPDIR}/${name}" || fail "recording ${name}"
  grep -qx '# The recording ends here.' "${TEST_TMPDIR}/${name}" || fail "the end of ${name}"
done
start --record="${TEST_TMPDIR}/killed" 0
kill -KILL "${pid}"
wait "${pid}"
[[ -e "${TEST_TMPDIR}/killed" ]] || fail 'no recording'
grep -q 'ends here' "${TEST_TMPDIR}/killed" && fail 'a recording of a killed server has an end'

# --hash-password reads one line from a pipe, and prints one that the configuration takes.
hash="$(printf 'a secret\nmore\n' | "${server}" --hash-password)" || fail "hash: ${hash}"
[[ "${hash}" == '$y$'* && "$(wc -l <<< "${hash}")" == 1 ]] || fail "hash: ${hash}"
printf '[server]\npassword = "%s"\n' "${hash}" > "${TEST_TMPDIR}/hash.toml"
expect 0 'The configuration is right.' --config="${TEST_TMPDIR}/hash.toml" --check-config
start --config="${TEST_TMPDIR}/hash.toml" 0
exec 3<> "/dev/tcp/127.0.0.1/${port}"
printf 'PASS :a secret\r\nNICK alice\r\nUSER alice 0 * :Alice\r\n' >&3
read -r line <&3
[[ "${line}" == *' 001 alice '* ]] || fail "the password of the hash: ${line}"
exec 3>&-
kill "${pid}"
wait "${pid}"
expect 1 'ircserv: a password cannot be empty' --hash-password
[[ "$(printf '%0600d' 0 | "${server}" --hash-password 2>&1)" == *'more than 511 bytes' ]] ||
  fail 'a long password'

# --init writes a configuration without cautions, also without a terminal.
expect 0 '/oper ann PASSWORD' --init="${TEST_TMPDIR}/first.toml" --oper=ann:sesame
expect 1 "first.toml' is there already; --force writes" --init="${TEST_TMPDIR}/first.toml"
expect 0 'The configuration is right.' --config="${TEST_TMPDIR}/first.toml" --check-config

# --make-certificate writes a pair that a server can use, and overwrites nothing.
made="$(BUILD_WORKING_DIRECTORY="${TEST_TMPDIR}/home" \
  "${server}" --make-certificate --server-name=irc.example)" || fail "certificate: ${made}"
certificate="${TEST_TMPDIR}/home/irc.example.crt"
key="${TEST_TMPDIR}/home/irc.example.key"
[[ "$(stat -c %a "${key}")" == 600 ]] || fail "mode of the key: $(stat -c %a "${key}")"
[[ "${made}" == *"certificate: ${certificate}"*"key:         ${key}"* &&
   "${made}" == *"SHA-256:     $(fingerprint_of "${certificate}")"* ]] || fail "certificate: ${made}"
sum="$(md5sum "${certificate}" "${key}")"
for file in "=${certificate}" "=${TEST_TMPDIR}/home/irc.example.pem"; do
  expect 1 "cannot write the key '${key}': File exists" "--make-certificate${file}"
done
mv "${key}" "${key}.kept"
expect 1 "cannot write the certificate '${certificate}': File exists" \
  "--make-certificate=${certificate}"
[[ ! -e "${key}" ]] || fail 'a key without its certificate stays'
mv "${key}.kept" "${key}"
[[ "$(md5sum "${certificate}" "${key}")" == "${sum}" ]] || fail 'the certificate was overwritten'
# The configuration may name the files before they are made.
sed -n '/\[tls\]/,/keys/p' <<< "${made}" | sed 's/irc.example/later/' \
  > "${TEST_TMPDIR}/home/later.toml"
echo '[listen]
addresses = ["127.0.0.1:0 tls"]' >> "${TEST_TMPDIR}/home/later.toml"
expect 0 "${TEST_TMPDIR}/home/later.key" --config="${TEST_TMPDIR}/home/later.toml" \
  --make-certificate="${TEST_TMPDIR}/home/later.crt"
expect 0 'The configuration is right.' --config="${TEST_TMPDIR}/home/later.toml" --check-config

# Passwords do not stay in the arguments, and standard output, which may be a log, has none.
start --oper=root:Tr0ub4dor --oper 'root:Tr0ub4dor' --set=flood.burst=50,cloak.secret=Tr0ub4dor \
  --set ping.interval_seconds=99 0 Tr0ub4dor
arguments="$(tr '\0' ' ' < "/proc/${pid}/cmdline")"
[[ "${arguments}" != *Tr0ub4dor* && "${arguments}" == *'--oper=root:***'* &&
   "${arguments}" == *'flood.burst=50,cloak.secret=***'* ]] || fail "arguments: ${arguments}"
read -r hint <&"${SERVER[0]}"
[[ "${hint}" == *"${port} PASSWORD" ]] || fail "hint: ${hint}"
if [[ "$(id -u)" == 0 ]]; then
  until grep -qs 'caution reason="root starts the server' "${TEST_TMPDIR}/log"; do sleep 0.1; done
fi
kill "${pid}"
wait "${pid}"

start -oper=root:Tr0ub4dor -- 0 Tr0ub4dor
[[ "$(tr '\0' ' ' < "/proc/${pid}/cmdline")" != *Tr0ub4dor* ]] || fail 'arguments behind --'
kill "${pid}"
wait "${pid}"

# Cautions are told, and are no mistakes.
printf '[server]\npassword = "sesame"\n[tls]\nsts_port = 6697\n' > "${TEST_TMPDIR}/open.toml"
chmod 644 "${TEST_TMPDIR}/open.toml"
for text in 'caution: ' 'everybody on this machine can read the passwords in it' \
  'tls.sts_port: no listener has port 6697' 'The configuration is right.'; do
  expect 0 "${text}" --config="${TEST_TMPDIR}/open.toml" --check-config
done
STATE_DIRECTORY="${TEST_TMPDIR}/open.toml" expect 0 'caution: tls.self_signed: cannot keep the ' \
  --bind='*:6697 tls' --tls-self-signed --set=listen.port=6667 --check-config

exit "${failures}"
