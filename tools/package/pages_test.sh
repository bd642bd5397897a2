#!/bin/bash
# The man pages, the completions and the version, from the programs. Runs in the runfiles.
set -u

failures=0
fail() {
  echo "FAILED: $*"
  failures=1
}

# One version: in the changes, and in what each program says.
version="$(sed -n 's/^## \([^ ]*\) ([0-9]\{4\}-[0-9][0-9]-[0-9][0-9])$/\1/p' CHANGELOG.md | head -n 1)"
[[ -n "${version}" ]] || fail 'CHANGELOG.md does not begin with a version and its day'
for program in ircserv ircreplay ircparse; do
  said="$("cmd/${program}" --version)" || fail "${program} --version: status $?"
  [[ "${said}" == "ircserv-${version}" ]] ||
    fail "${program} --version says ${said}, and CHANGELOG.md ${version}"
done

share="${TEST_TMPDIR}/share"
tools/package/make_pages "${PWD}" "${PWD}/cmd" "${share}" || fail "make_pages: status $?"
for page in man1/ircserv.1 man1/ircreplay.1 man1/ircparse.1 man5/ircserv.toml.5; do
  file="${share}/man/${page}"
  [[ -s "${file}" ]] || fail "no ${page}"
  head -n 1 "${file}" | grep -q "\"ircserv ${version}\"" || fail "${page} has another version"
  if [[ -n "$(command -v mandoc)" ]]; then
    said="$(mandoc -T lint "${file}")" || fail "${page}: ${said}"
  fi
  if [[ -n "$(command -v groff)" ]]; then
    said="$(LC_ALL=C.UTF-8 groff -man -Kutf8 -Tutf8 -ww -z "${file}" 2>&1)"
    [[ -z "${said}" ]] || fail "${page}: ${said}"
  fi
done

# Every flag of --help is in the page, and completed.
for program in ircserv ircreplay ircparse; do
  completion="${share}/bash-completion/completions/${program}"
  bash -n "${completion}" || fail "the completion of ${program}"
  flags="$("cmd/${program}" --help | grep -oE '^    --[a-z-]+' | sort -u)"
  [[ -n "${flags}" ]] || fail "${program} has no flags"
  for flag in ${flags}; do
    grep -qF "\\fB${flag//-/\\-}" "${share}/man/man1/${program}.1" ||
      fail "${program}(1) has no ${flag}"
    grep -qE "[' ]${flag}[=' ]" "${completion}" || fail "${program}: ${flag} is not completed"
  done
done

# What bash offers.
offers() {
  (
    _filedir() { COMPREPLY=(FILES); }
    compopt() { :; }
    # shellcheck disable=SC1091
    source "${share}/bash-completion/completions/ircserv"
    eval "_init_completion() { cur='$1' prev='${2-}'; }"
    _ircserv 2> /dev/null
    echo "${COMPREPLY[*]}"
  )
}
[[ "$(offers --check-c)" == --check-config ]] || fail "a flag: $(offers --check-c)"
[[ "$(offers j --log-format)" == json ]] || fail "a word: $(offers j --log-format)"
[[ "$(offers x --config)" == FILES ]] || fail "a file: $(offers x --config)"

# Every key of the example has its place in ircserv.toml(5), and no line of it is lost.
example="$(cmd/ircserv --example-config)"
while read -r key; do
  grep -qF "\\fB${key}\\fR =" "${share}/man/man5/ircserv.toml.5" || fail "ircserv.toml(5) has no ${key}"
done < <(grep -oE '^[a-z0-9_]+ =' <<< "${example}" | sed 's/ =//' | sort -u)
words() { tr -cs 'A-Za-z0-9_' '\n' | LC_ALL=C sort -u; }
lost="$(LC_ALL=C comm -23 <(grep '^#' <<< "${example}" | words) \
  <(sed 's/\\&//g; s/\\f.//g; s/\\(../ /g' "${share}/man/man5/ircserv.toml.5" | words))"
[[ -z "${lost}" ]] || fail "ircserv.toml(5) lacks words of the example: ${lost}"

exit "${failures}"
