#include "cmd/ircserv_help.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/protocol/address.h"
#include "core/version.h"

namespace irc {

absl::string_view Manual() {
  return R"(NAME
    ircserv - an IRC server

SYNOPSIS
    ircserv [FLAGS] PORT [PASSWORD]
    ircserv [FLAGS] --config=FILE [PORT [PASSWORD]]
    ircserv [FLAGS] --bind=ADDRESS:PORT
    ircserv [FLAGS] --init[=FILE]
    ircserv --hash-password
    ircserv [FLAGS] --make-certificate[=FILE]
    ircserv [FLAGS] --test-mail=ADDRESS
    ircserv [--config=FILE] [--data=DIR] --status [--json | --alive]
    ircserv [--data=DIR] --check-data | --backup=FILE | --export=FILE | --import=FILE
    ircserv [FLAGS] --data=DIR --import-from=ergo|atheme|anope [--dry-run] FILE

DESCRIPTION
    Serves IRC clients on PORT until it gets SIGINT (^C) or SIGTERM. Clients must give PASSWORD, if
    there is one. Port 0 takes a free port and says which.

    Everything that can be set has a key in the configuration file (--example-config prints a
    complete one); the flags below are short forms of the commonest keys and win over the file. A
    path on the command line starts from the current directory, a path in the file from the
    directory of the file.

FLAGS
    --init[=FILE]
            Writes a first configuration into FILE (default: ircserv.toml), after at most five
            questions: the names of server and network, an operator with a password, and the
            certificate, which is made when none is named. --server-name, --network,
            --oper=NAME[:PASSWORD], --certificate, --tls-self-signed and --data answer before they
            are asked. Without a terminal nothing is asked: what no flag says has its default, and
            the password of --oper=NAME is a line of standard input.
    --force
            Lets --init write in the place of a file that is there.
    --certificate=FILE|FOLDER
            With --init: a certificate with its key beside it, as certbot (fullchain.pem and
            privkey.pem in FOLDER) and lego (NAME.crt and NAME.key) write them.
    --config=FILE
            Reads FILE, in TOML. REHASH and SIGHUP read it again.
    --check-config
            Only says whether the configuration is right: status 0, or 1 and every error on
            standard error. What a start by the same user would warn of stands there as well:
            passwords that everybody can read, certificates that expire, an STS policy that nobody
            can follow. Root may read every file, so the configuration of a service is checked as
            its user, with runuser -u ircserv -- ircserv --config=FILE --check-config.
    --example-config
            Prints a configuration file with every key, explained, at its default.
    --texts
            Prints all that services say, as a file for services.texts_file: each line is the name
            of a text and the words for it.
    --data=DIR
            Keeps accounts and server bans in the folder DIR, which is made if need be, and belongs
            to one server at a time; ":memory:" keeps nothing. Default: $STATE_DIRECTORY,
            $XDG_STATE_HOME/ircserv, /var/lib/ircserv for root, or ~/.local/state/ircserv.
    --check-data
            Only says whether what is kept is whole. No server may run on the folder.
    --backup=FILE
            Copies what is kept into FILE, an SQLite database, also while a server runs. The key of
            the secrets in it is copied beside, into FILE.secret_key.
    --export=FILE
            Writes what is kept into FILE ("-": standard output), one JSON object a line. No server
            may run on the folder. Hashes of passwords are in it.
    --import=FILE
            Takes in an export ("-": standard input), all of it or nothing. A row replaces the one
            with the same key, so nothing is doubled.
    --import-from=ergo|atheme|anope FILE
            Takes accounts, channels and bans out of FILE, which another server has left behind: the
            ircd.db of Ergo, the services.db of Atheme, the anope.db or anope.json of Anope. It
            prints what is taken, changed and left out. What is kept already stays as it is, and the
            same file can be taken twice. net/import/MOVING.md is the page about it. Names and
            limits follow the configuration, so --config belongs to it. No server may run on the
            folder.
    --dry-run
            With --import-from: prints the same, and changes nothing.
    --bind=ADDRESS[,ADDRESS...]
            Listens on these addresses or host names only; each may have a port of its own
            ("127.0.0.1:6668", "[::1]:6668"). "*", the default, is all of IPv4 and IPv6. PORT is
            for those without, and left out when there are none.
    --server-name=NAME
            The name of the server, with a dot. Default: irc.local
    --network=NAME
            The name of the network, as clients show it. Default: ircserv
    --motd=FILE
            The message of the day.
    --oper=NAME:PASSWORD
            Makes an operator of who sends "OPER NAME PASSWORD". The server overwrites passwords in
            its arguments, but other users of this machine can see them for a moment; a password in
            the file can be a crypt(3) hash, too.
    --hash-password
            Asks for a password, or reads one line from a pipe, and prints its hash for the file.
    --max-clients=N
            Connections at once. Default: 100000
    --per-address=N
            Connections at once from one address; those from this machine are not counted.
            Default: 10
    --limit=NAME=VALUE[,NAME=VALUE...]
            Sets keys of [limits], for example --limit=nick_bytes=16,targets=8
    --tls-self-signed
            Makes a certificate for listeners that speak TLS, for example with
            --bind='*:6667,*:6697 tls'. Nobody has vouched for it; clients can know it by its
            fingerprint, which the start prints. It is kept in the file NAME.self-signed.pem, where
            NAME is the server's, in the folder of --data, and replaced 30 days before it ends. Real
            certificates are tls.certificates and tls.keys.
    --make-certificate[=FILE]
            Writes a self-signed certificate into FILE and its key beside it, and prints how the
            configuration names them. Nothing is overwritten. FILE may be a folder; the default is
            the current one, and NAME.crt in it. The key is for this user alone; where root writes
            into a folder of another group, as the package has one for its service, that group may
            read it.
    --test-mail=ADDRESS
            Sends a mail to ADDRESS with mail.command, and prints what the command says. Status 1
            when it does not take the mail.
    --status
            Asks the server that runs with this --data, or with this --config, how it is, and prints
            one screen: users, connections, what waits, what is kept, certificates, and the last
            warnings of the log. It asks through the file status.sock in the data folder, so as the
            server's user or as root; or else through --metrics or metrics.listen, without the lines
            of the log. Status 0: all is well; 1: something deserves attention; 2: the server does
            not answer, or does not serve.
    --json
            With --status: prints what the server says, as JSON.
    --alive
            With --status: says only whether the server answers and serves, for health checks such
            as that of a container. Status 0: it does; 2: it does not, and a sentence says why. What
            deserves attention, such as a certificate that ends soon, does not matter here.
    --set=KEY=VALUE[,KEY=VALUE...]
            Sets any keys, for example --set=flood.burst=50,server.utf8_only=true. This flag and
            --limit can be repeated, but a key has one value.
    --poller=auto|select|epoll
            How to wait for clients. Default: auto, which is select() while they are few.
    --record=FILE
            Writes all that goes in and out, without passwords and channel keys, but with what users
            say in private, as a transcript that ircreplay plays again. Each start makes a new file:
            FILE, or, when it exists, the first of FILE.1, FILE.2 and so on that does not; the log
            names it. A pipe is written to as it is.
    --log-level=error|warning|info|debug
            How much is told. Default: info
    --log-format=text|json
            How it is told: for people, or as one JSON object a line. Default: text
    --log-file=FILE
            Appends the log to FILE; without it, it goes to standard error.
    --metrics=ADDRESS:PORT
            Serves numbers for Prometheus under http://ADDRESS:PORT/metrics, to all who reach it;
            /healthz and /readyz beside it answer 200 or, with a sentence, 503.
    --version
            Prints the version.
    --help
            Prints this text.

SIGNALS
    SIGINT, SIGTERM
            Tells every client, closes all connections, and ends within a second.
    SIGHUP
            Reads the configuration again. All of it is taken, or, when there is an error, nothing.
            Keys that cannot change while the server runs are named in the log and stay as they are.
            The log's file is opened anew as well.
    SIGUSR1
            Opens the log's file anew, after it was moved away: for logrotate, in whose stanza it
            goes to one server, for example with systemctl kill --kill-whom=main --signal=USR1 UNIT.

SYSTEMD
    Sockets that systemd passes (LISTEN_FDS) take the place of listen.addresses and of PORT. Their
    names (FileDescriptorName=) say what is spoken there: "irc", or the words of listen.addresses
    with '-' between them, such as "tls", "websocket" or "proxy-tls"; "metrics" takes the place of
    metrics.listen. With Type=notify the server says when it is ready, reads its configuration
    again, or stops, how many connections there are, and, for WatchdogSec=, that it is alive. The
    journal gets no hints for people, such as how clients connect.

EXIT STATUS
    0   The server was stopped, what was asked for is done, --check-config found no error, or
        --status found all well.
    1   The server could not start, or what was asked for failed; one sentence on standard error
        says why. With --status: something deserves attention.
    2   With --status: the server does not answer, or does not serve.
    71  The memory was used up while the server ran; the sentence says so.

EXAMPLES
    ircserv 6667 sesame
            A server for everybody who knows the password.
    ircserv --bind=127.0.0.1 --oper=root:secret --motd=motd.txt 6667
            A server for this machine, with an operator and a message of the day.
    ircserv --config=/etc/ircserv.toml --check-config
            Is the file right?
)";
}

namespace {

std::string Describe(const TlsCredentials::Certificate& certificate, bool self_signed) {
  if (!self_signed) return certificate.file;
  return absl::StrCat("the self-signed certificate ",
                      certificate.file.empty() ? "(in memory only)" : certificate.file);
}

std::string Hints(const Listener& listener, absl::string_view password, bool can_be_verified) {
  std::string host = AddressText(listener.address);
  if (host == "0.0.0.0") host = "127.0.0.1";
  if (host == "::") host = "::1";
  const bool tls = listener.kind.tls;
  // Both clients have these options, WeeChat from version 4 on.
  const absl::string_view options = !tls ? "" : can_be_verified ? " -tls" : " -tls -notls_verify";
  return absl::StrCat(
      "irssi:    /connect", options, " ", host, " ", listener.port, password.empty() ? "" : " ",
      password, "\nWeeChat:  /server add ircserv ", host, "/", listener.port, options,
      password.empty() ? "" : absl::StrCat(" -password=", password),
      tls ? "    (before version 4: -ssl for -tls)" : "    (from version 4 on also: -notls)",
      "\n          /connect ircserv\n");
}

}  // namespace

std::string Greeting(const std::vector<Listener>& listeners, absl::string_view server_name,
                     absl::string_view password, const GreetingTls& tls, bool somebody) {
  const std::string places =
      absl::StrJoin(listeners, " and ", [](std::string* out, const Listener& listener) {
        absl::StrAppend(out, listener.Describe());
      });
  std::string text = absl::StrCat(kVersion, ": ", server_name, " listens on ", places, "\n");
  if (tls.credentials != nullptr) {
    for (const TlsCredentials::Certificate& certificate : tls.credentials->Certificates()) {
      absl::StrAppend(&text, "SHA-256 of ", Describe(certificate, tls.self_signed), ": ",
                      certificate.sha256, "\n");
    }
  }
  if (!somebody) return text;
  // IRC clients cannot use listeners for browsers or proxies, and few can use Unix sockets.
  const auto usable =
      std::find_if(listeners.begin(), listeners.end(), [](const Listener& listener) {
        return !listener.kind.proxy && !listener.kind.websocket && listener.path.empty();
      });
  if (usable != listeners.end()) {
    // The password of a hash is not known here.
    absl::StrAppend(&text, Hints(*usable, absl::StartsWith(password, "$") ? "PASSWORD" : password,
                                 !tls.self_signed));
  }
  return absl::StrCat(text, "^C stops the server.\n");
}

}  // namespace irc
