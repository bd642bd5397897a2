#!/bin/bash
# What is in the .deb. try installs it, which takes root and a minute.
set -u

failures=0
fail() {
  echo "FAILED: $*"
  failures=1
}

for tool in dpkg-deb dpkg-shlibdeps; do
  [[ -n "$(command -v "${tool}")" ]] || { echo "${tool} is not there: nothing is tested"; exit 0; }
done
export COMPRESSION=gzip SOURCE_DATE_EPOCH=1790000000 DEBFULLNAME=Somebody DEBEMAIL=somebody@irc.debian.net
out="${TEST_TMPDIR}/out" again="${TEST_TMPDIR}/again" root="${TEST_TMPDIR}/root"
mkdir -p "${out}" "${again}"
deb="$(tools/package/make_deb "${PWD}" "${PWD}/cmd" "${out}" .7)" || fail "make_deb: status $?"
tools/package/make_deb "${PWD}" "${PWD}/cmd" "${again}" .7 > /dev/null
cmp "${deb}" "${again}/${deb##*/}" || fail 'the same sources give another package'

version="$(cmd/ircserv --version)"
[[ "$(dpkg-deb -f "${deb}" Version)" == "${version#ircserv-}+deb"*.7 ]] ||
  fail "version: $(dpkg-deb -f "${deb}" Version)"
[[ "$(dpkg-deb -f "${deb}" Maintainer)" == 'Somebody <somebody@irc.debian.net>' ]] || fail 'maintainer'
[[ "$(dpkg-deb -f "${deb}" Depends)" == *'libc6 '*', adduser' ]] ||
  fail "depends: $(dpkg-deb -f "${deb}" Depends)"
diff <(dpkg-deb -I "${deb}" conffiles) \
  <(printf '%s\n' /etc/default/ircserv /etc/ircserv/ircserv.toml /etc/logrotate.d/ircserv) ||
  fail 'conffiles'

# Files and their rights: passwords may stand in the configuration.
list="$(dpkg-deb -c "${deb}")"
! grep -qv " root/root " <<< "${list}" || fail "not all belongs to root"
has() { grep -qE "^$1 .* \\./$2\$" <<< "${list}" || fail "no $1 $2"; }
has -rw-r----- etc/ircserv/ircserv.toml
has drwxr-x--- etc/ircserv/
for program in ircserv ircreplay ircparse; do
  has -rwxr-xr-x "usr/bin/${program}"
  has -rw-r--r-- "usr/share/man/man1/${program}.1.gz"
  has -rw-r--r-- "usr/share/bash-completion/completions/${program}"
done
has -rw-r--r-- usr/share/man/man5/ircserv.toml.5.gz
for unit in ircserv.service ircserv.socket ircserv-tls.socket; do
  has -rw-r--r-- "(usr/)?lib/systemd/system/${unit}"
done

dpkg-deb -R "${deb}" "${root}"
(cd "${root}" && md5sum --quiet -c DEBIAN/md5sums) || fail 'md5sums'
for script in postinst prerm postrm; do
  sh -n "${root}/DEBIAN/${script}" || fail "${script}"
done
"${root}/usr/bin/ircserv" --config="${root}/etc/ircserv/ircserv.toml" --data="${TEST_TMPDIR}/data" \
  --check-config || fail 'the configuration of the package'
if [[ -n "$(command -v lintian)" ]]; then
  said="$(cd "${TEST_TMPDIR}" && HOME="${TEST_TMPDIR}" lintian --allow-root --fail-on error "${deb}" 2>&1)" ||
    fail "lintian: ${said}"
fi

exit "${failures}"
