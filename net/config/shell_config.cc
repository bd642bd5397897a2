#include "net/config/shell_config.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "core/protocol/address.h"
#include "net/auth/credentials.h"
#include "net/config/login_keys.h"
#include "net/io/io_batch.h"
#include "net/io/listener.h"
#include "net/io/poller.h"
#include "net/io/unix_socket.h"
#include "net/telemetry/log.h"

namespace irc {
namespace {

constexpr int64_t kMany = 1'000'000'000;

bool IsListenAddress(absl::string_view text) {
  std::string host;
  uint16_t port = 0;
  ListenerKind kind;
  return ParseListenAddress(text, host, port, kind);
}

bool IsFileMode(absl::string_view text) { return ParseFileMode(text).has_value(); }

bool IsPoller(absl::string_view text) {
  PollerKind kind;
  return ParsePollerKind(text, kind);
}

bool IsIo(absl::string_view text) {
  IoKind kind;
  return ParseIoKind(text, kind);
}

bool IsLogLevel(absl::string_view text) {
  LogLevel level;
  return ParseLogLevel(text, level);
}

bool IsLogFormat(absl::string_view text) {
  LogFormat format;
  return ParseLogFormat(text, format);
}

bool IsStoreSync(absl::string_view text) {
  return text == "turn" || text == "second" || text == "never";
}

// True for "" or one address with a port, without the words of listen.addresses such as "tls".
bool IsMetricsAddress(absl::string_view text) {
  if (text.empty()) return true;
  std::string host;
  uint16_t port = 1;
  uint16_t other_port = 2;
  ListenerKind kind;
  return ParseListenAddress(text, host, port, kind) &&
         ParseListenAddress(text, host, other_port, kind) && port == other_port &&
         kind == ListenerKind();
}

bool IsStoredPassword(absl::string_view text) {
  return !absl::StartsWith(text, "$") || IsUsableHash(std::string(text));
}

constexpr absl::string_view kPasswordForms =
    "a password, or a hash that crypt(3) knows when it begins with '$'";

}  // namespace

bool IsNetwork(absl::string_view text) { return ParseIpNetwork(text).has_value(); }

absl::Span<const ShellKey> ShellKeys() {
  static const auto* const kKeys = new std::vector<ShellKey>{
      {.name = "listen.addresses",
       .member = &ShellConfig::listen_addresses,
       .live = false,
       .allows = IsListenAddress,
       .allowed = "an address, a host name or '*', with ':PORT' if it has a port of its own, or "
                  "unix:/PATH, and 'proxy', 'tls' or 'websocket' behind it",
       .help = "Where clients connect: addresses or host names, each with its own port if it has "
               "one (\"127.0.0.1:6668\", \"[::1]:6668\"). \"*\" is every address of the machine, "
               "IPv4 and IPv6. Words behind it say what is spoken there: \"*:6697 tls\" is for "
               "clients with TLS, \"*:8067 websocket\" for browsers, \"127.0.0.1:6670 proxy\" for "
               "a proxy that begins each connection with a PROXY header (version 1 or 2); they "
               "may stand together. \"unix:/run/irc.sock\" is a socket in the file system; who "
               "comes through it comes from 127.0.0.1, and may bring "
               "others where the word \"proxy\" stands."},
      {.name = "listen.port",
       .member = &ShellConfig::listen_port,
       .live = false,
       .min = 0,
       .max = 65535,
       .help = "The port of the addresses that name none. 0 takes a free one and says which."},
      {.name = "listen.unix_mode",
       .member = &ShellConfig::unix_mode,
       .live = false,
       .allows = IsFileMode,
       .allowed = "rights in octal digits such as \"0660\"",
       .help = "The rights of sockets in the file system: who may write to one may connect. "
               "\"0660\" is for owner and group, \"0666\" for everybody on this machine."},
      {.name = "listen.poller",
       .member = &ShellConfig::poller,
       .live = false,
       .allows = IsPoller,
       .allowed = "\"auto\", \"select\" or \"epoll\"",
       .help = "How the server waits for its clients: \"select\" serves about 1000 of them, "
               "\"epoll\" as many as there are descriptors, \"auto\" begins with the first and "
               "moves to the second."},
      {.name = "listen.io",
       .member = &ShellConfig::io,
       .live = false,
       .allows = IsIo,
       .allowed = "\"auto\", \"plain\" or \"io_uring\"",
       .help = "How the server reads from its clients and writes to them: \"plain\" is a system "
               "call for each, \"io_uring\" one for many, where the system allows it; \"auto\" is "
               "io_uring if it does."},
      {.name = "tls.certificates",
       .member = &ShellConfig::tls_certificates,
       .live = true,
       .path = true,
       .help = "PEM files, each a certificate with its chain. Clients choose by the name of the "
               "server that they ask for; the first is for those that ask for none of them. A "
               "rehash reads the files again, for connections from then on."},
      {.name = "tls.keys",
       .member = &ShellConfig::tls_keys,
       .live = true,
       .path = true,
       .help = "The keys of these certificates, in the same order."},
      {.name = "tls.self_signed",
       .member = &ShellConfig::tls_self_signed,
       .live = true,
       .help = "Make a certificate that nobody has vouched for, only without tls.certificates. It "
               "is kept in data.directory, in a file that has the name of the server and ends in "
               "\".self-signed.pem\", and replaced 30 days before it ends."},
      {.name = "tls.kernel",
       .member = &ShellConfig::tls_kernel,
       .live = false,
       .help = "Let the system encrypt what is sent, where it can: on Linux when its module is "
               "loaded (`modprobe tls`)."},
      {.name = "tls.sts_hosts",
       .member = &ShellConfig::sts_hosts,
       .live = true,
       .help = "The host names that the policy of tls.sts_port is for; none: server.name alone. A "
               "client with TLS is told the policy only if it has asked for one of them (SNI), "
               "because it would hold every other name to it as well."},
      {.name = "server.password",
       .member = &ShellConfig::server_password,
       .live = true,
       .secret = true,
       .allows = IsStoredPassword,
       .allowed = kPasswordForms,
       .help = "What clients must give with PASS; \"\" asks for none. A value that begins with "
               "'$' is a crypt(3) hash, as `ircserv --hash-password` makes it. Who is connected "
               "when it changes stays."},
      {.name = "server.motd_file",
       .member = &ShellConfig::motd_file,
       .live = true,
       .path = true,
       .help = "A text file with the message of the day; \"\" for none. Like every file named "
               "here, it is looked for beside this file when its path is relative."},
      {.name = "server.rules_file",
       .member = &ShellConfig::rules_file,
       .live = true,
       .path = true,
       .help = "A text file with what RULES answers; \"\" for none."},
      {.name = "services.texts_file",
       .member = &ShellConfig::texts_file,
       .live = true,
       .path = true,
       .help =
           "A file with other words for what services say, for example in another language: a "
           "line is the name of a text, '=' and the words; \"\" for none. `ircserv --texts` "
           "prints such a file with all texts; lines that are left out of it stay as they are."},
      {.name = "cloak.secret",
       .member = &ShellConfig::cloak_secret,
       .live = false,
       .secret = true,
       .help = "The key of the cloaks that hide addresses under user mode +x. Keep it secret: who "
               "knows it can find the address behind a cloak. \"\" takes a random one at every "
               "start, so that bans on cloaks do not survive a restart."},
      {.name = "cloak.default",
       .member = &ShellConfig::cloak_default,
       .live = true,
       .help = "Whether everybody starts with user mode +x. It takes a cloak.secret."},
      {.name = "connections.max",
       .member = &ShellConfig::connections_max,
       .live = true,
       .min = 1,
       .max = 10'000'000,
       .help = "Connections at once, also those that have said nothing yet. The limit of open "
               "files of the process bounds them too. No key of this section closes a connection "
               "that was admitted."},
      {.name = "connections.per_address",
       .member = &ShellConfig::connections_per_address,
       .live = true,
       .min = 1,
       .max = kMany,
       .help = "Connections at once from one IPv4 address or one IPv6 /64."},
      {.name = "connections.opening",
       .member = &ShellConfig::connections_opening,
       .live = true,
       .min = 1,
       .max = kMany,
       .help = "Connections at once that are still in the handshake of TLS, the request for a "
               "WebSocket, a PROXY header or WEBIRC. Beyond it the one is closed that has waited "
               "for its peer the longest."},
      {.name = "connections.throttle_count",
       .member = &ShellConfig::throttle_count,
       .live = true,
       .min = 1,
       .max = kMany,
       .help = "New connections from one such address within connections.throttle_seconds."},
      {.name = "connections.throttle_seconds",
       .member = &ShellConfig::throttle_seconds,
       .live = true,
       .min = 1,
       .max = 86'400,
       .help = "See connections.throttle_count."},
      {.name = "connections.exempt",
       .member = &ShellConfig::exempt,
       .live = true,
       .allows = IsNetwork,
       .allowed = kNetworkForm,
       .help = "Addresses and networks that per_address and the throttle do not hold for."},
      {.name = "connections.proxies",
       .member = &ShellConfig::proxies,
       .live = true,
       .allows = IsNetwork,
       .allowed = kNetworkForm,
       .help = "Addresses and networks of proxies, which tell their clients' addresses: with a "
               "PROXY header "
               "at listeners with the word \"proxy\", to which nobody else may connect, and at "
               "those for browsers with X-Forwarded-For and X-Forwarded-Proto, or Forwarded, as "
               "HTTP proxies do. None: this machine is the proxy. Those named here may send a "
               "PROXY header at all other listeners too. Name some where another program on this "
               "machine passes strangers on as they come, such as Tor or stunnel."},
      {.name = "connections.websocket_origins",
       .member = &ShellConfig::websocket_origins,
       .live = true,
       .help = "Pages whose scripts may connect with a WebSocket, as browsers name them: "
               "\"https://chat.example.org\". None: all."},
      {.name = "flood.burst",
       .member = &ShellConfig::flood_burst,
       .live = true,
       .min = 1,
       .max = kMany,
       .help = "How much a client may send at once, in tokens: most commands cost one, expensive "
               "ones more. What comes faster waits in the receive queue."},
      {.name = "flood.per_second",
       .member = &ShellConfig::flood_per_second,
       .live = true,
       .min = 1,
       .max = kMany,
       .help = "How many tokens a client gets back each second, up to flood.burst."},
      {.name = "flood.query_burst",
       .member = &ShellConfig::flood_query_burst,
       .live = true,
       .min = 1,
       .max = kMany,
       .help = "How much a client may ask at once about single channels and conversations (MODE, "
               "WHO, NAMES, TOPIC, MARKREAD, CHATHISTORY), in tokens; further questions take from "
               "flood.burst. Web clients ask about twelve tokens for each channel they enter, so "
               "this is twelve times limits.channels_per_user."},
      {.name = "flood.query_per_second",
       .member = &ShellConfig::flood_query_per_second,
       .live = true,
       .min = 1,
       .max = kMany,
       .help = "How many tokens for questions a client gets back each second, up to "
               "flood.query_burst."},
      {.name = "flood.opening",
       .member = &ShellConfig::flood_opening,
       .live = true,
       .min = 0,
       .max = kMany,
       .help = "How many tokens a client may take before it is registered, beside flood.burst, "
               "which is full when it is."},
      {.name = "flood.joins",
       .member = &ShellConfig::flood_joins,
       .live = true,
       .min = 0,
       .max = kMany,
       .help = "How many tokens the JOINs of a client may take, once, beside flood.burst: two for "
               "each line, and one for four channels more."},
      {.name = "queue.send_bytes",
       .member = &ShellConfig::send_bytes,
       .live = true,
       .min = 16 << 10,
       .max = kMany,
       .help = "What may wait to be read by one client; beyond it: \"SendQ exceeded\"."},
      {.name = "queue.send_bytes_together",
       .member = &ShellConfig::send_bytes_together,
       .live = true,
       .min = 1 << 20,
       .max = kMany * 1000,
       .help = "What may wait to be read by all clients together, in memory. Beyond it those with "
               "the longest queues are closed."},
      {.name = "queue.receive_bytes",
       .member = &ShellConfig::receive_bytes,
       .live = true,
       .min = 16 << 10,
       .max = kMany,
       .help = "What may wait to be taken from one client that sends faster than flood control "
               "lets it; beyond it: \"Excess Flood\"."},
      {.name = "ping.interval_seconds",
       .member = &ShellConfig::ping_interval_seconds,
       .live = true,
       .min = 1,
       .max = 86'400,
       .help = "After this long without a word from a client it is sent a PING."},
      {.name = "ping.timeout_seconds",
       .member = &ShellConfig::ping_timeout_seconds,
       .live = true,
       .min = 1,
       .max = 86'400,
       .help = "A client that has not answered after this long is closed: \"Ping timeout\"."},
      {.name = "data.directory",
       .member = &ShellConfig::data_directory,
       .live = false,
       .path = true,
       .help = "The folder in which accounts and server bans are kept; it is made if need be. "
               "\":memory:\" keeps nothing beyond the end of the server. Without it: "
               "$STATE_DIRECTORY, $XDG_STATE_HOME/ircserv, /var/lib/ircserv for root, or "
               "~/.local/state/ircserv."},
      {.name = "store.sync",
       .member = &ShellConfig::store_sync,
       .live = false,
       .allows = IsStoreSync,
       .allowed = "\"turn\", \"second\" or \"never\"",
       .help = "When the disk must have what is kept but not promised, such as the time when an "
               "account was last seen: with each turn of the loop, within a second, or when the "
               "system likes. Accounts, passwords and bans are always on the disk before anybody "
               "is told so."},
      {.name = "log.level",
       .member = &ShellConfig::log_level,
       .live = true,
       .allows = IsLogLevel,
       .allowed = "\"error\", \"warning\", \"info\" or \"debug\"",
       .help = "How much is told: \"error\", \"warning\", \"info\" (each connection) or "
               "\"debug\"."},
      {.name = "log.format",
       .member = &ShellConfig::log_format,
       .live = true,
       .allows = IsLogFormat,
       .allowed = "\"text\" or \"json\"",
       .help = "\"text\" for people, \"json\" for programs: one object a line with time, level, "
               "event and what belongs to it."},
      {.name = "log.file",
       .member = &ShellConfig::log_file,
       .live = false,
       .path = true,
       .help = "The file that the log is appended to; \"\" is standard error. After the file was "
               "moved away, SIGUSR1 makes the server open it anew; SIGHUP does so too, and reads "
               "the configuration again. Lines that a full disk does not take are lost and "
               "counted; nobody waits for it."},
      {.name = "log.record",
       .member = &ShellConfig::record_file,
       .live = false,
       .path = true,
       .help = "A file to record into everything that goes in and out, without passwords and "
               "channel keys, for ircreplay; \"\" records nothing. It grows without end, and holds "
               "addresses and what people say, also in private. "
               "Each start makes a new file: when this one exists, the first of it with .1, .2 and "
               "so on behind that does not. A pipe is written to as it is; when its reader, or a "
               "disk, takes nothing while 16 MiB wait, the recording ends and the log says so."},
      {.name = "metrics.listen",
       .member = &ShellConfig::metrics_listen,
       .live = false,
       .allows = IsMetricsAddress,
       .allowed = "an address with a port such as \"127.0.0.1:9100\"",
       .help = "Where Prometheus gets its numbers, by HTTP under /metrics: an address with a port, "
               "\"127.0.0.1:9100\"; \"\" for nowhere. Whoever reaches it can read them, so keep it "
               "away from the internet."},
  };
  static const auto* const kAll = [] {
    auto* all = new std::vector<ShellKey>(*kKeys);
    for (const ShellKey& key : LoginKeys()) all->push_back(key);
    return all;
  }();
  return *kAll;
}

}  // namespace irc
