// The shell's part of the configuration: sockets, queues, passwords, files. One table
// (shell_config.cc) has the keys with their types, bounds and explanations, as core/config_keys.h
// does for the core.
#ifndef IRCSERV_NET_CONFIG_SHELL_CONFIG_H_
#define IRCSERV_NET_CONFIG_SHELL_CONFIG_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/config_keys.h"
#include "net/channel_log/channel_log.h"

namespace irc {

// The password of one block; the block's other settings are in the core's Config.
struct NamedPassword {
  std::string name;
  std::string password;

  friend bool operator==(const NamedPassword&, const NamedPassword&) = default;
};

// A gateway, which sends its users' addresses with WEBIRC.
struct GatewayConfig {
  std::string name;
  std::string password;
  std::vector<std::string> addresses;

  friend bool operator==(const GatewayConfig&, const GatewayConfig&) = default;
};

// Where clients connect, and how the server reads and writes.
struct ListenConfig {
  std::vector<std::string> listen_addresses = {"*"};
  int64_t listen_port = 6667;
  std::string unix_mode = "0660";
  std::string poller = "auto";
  std::string io = "auto";

  friend bool operator==(const ListenConfig&, const ListenConfig&) = default;
};

struct TlsConfig {
  std::vector<std::string> tls_certificates;
  std::vector<std::string> tls_keys;
  bool tls_self_signed = false;
  bool tls_kernel = true;
  std::vector<std::string> sts_hosts;

  friend bool operator==(const TlsConfig&, const TlsConfig&) = default;
};

// Passwords and keys, and the blocks that have one.
struct SecretConfig {
  std::string server_password;
  std::string cloak_secret;
  bool cloak_default = true;
  std::vector<NamedPassword> account_passwords;
  std::vector<NamedPassword> oper_passwords;
  std::vector<GatewayConfig> gateways;

  friend bool operator==(const SecretConfig&, const SecretConfig&) = default;
};

// A key that checks tokens (RFC 7519), from a [[jwt]] block.
struct JwtConfig {
  std::string algorithm;  // "hmac", "rsa" or "eddsa"
  std::string key;        // a secret, or a public key in PEM
  std::vector<std::string> account_claims = {"preferred_username", "sub"};
  std::string strip_domain;
  std::string issuer;
  std::string audience;

  friend bool operator==(const JwtConfig&, const JwtConfig&) = default;
};

// Who is asked about logins outside of this server.
struct ExternalConfig {
  std::vector<std::string> script;
  int64_t script_timeout_seconds = 9;
  int64_t script_processes = 8;
  bool autocreate = true;
  std::vector<JwtConfig> jwts;
  std::string introspection_url;
  std::string introspection_client_id;
  std::string introspection_client_secret;
  int64_t introspection_timeout_seconds = 5;

  friend bool operator==(const ExternalConfig&, const ExternalConfig&) = default;
};

// Which connections are admitted, and as whose.
struct AdmissionConfig {
  int64_t connections_max = 100'000;
  int64_t connections_per_address = 10;
  int64_t connections_opening = 1000;
  int64_t throttle_count = 20;
  int64_t throttle_seconds = 60;
  std::vector<std::string> exempt = {"127.0.0.0/8", "::1"};
  std::vector<std::string> proxies;
  std::vector<std::string> websocket_origins;
  int64_t failed_logins = 20;
  int64_t failed_logins_minutes = 10;

  friend bool operator==(const AdmissionConfig&, const AdmissionConfig&) = default;
};

// What one client may cost.
struct ClientConfig {
  int64_t flood_burst = 20;
  int64_t flood_per_second = 2;
  int64_t flood_query_burst = 1200;
  int64_t flood_query_per_second = 10;
  int64_t flood_opening = 64;
  int64_t flood_joins = 200;
  int64_t send_bytes = 1 << 20;
  int64_t send_bytes_together = 128 << 20;
  int64_t receive_bytes = 32 << 10;
  int64_t ping_interval_seconds = 120;
  int64_t ping_timeout_seconds = 60;

  friend bool operator==(const ClientConfig&, const ClientConfig&) = default;
};

// Files that the server reads and writes, the log, and the metrics.
struct FileConfig {
  std::string motd_file;
  std::string rules_file;
  std::string texts_file;
  std::string log_level = "info";
  std::string log_format = "text";
  std::string log_file;
  std::string metrics_listen;
  std::string record_file;
  std::string data_directory;
  std::string store_sync = "second";
  // These follow from the others, and are no keys: see DataFolder() and StateFolder().
  std::string data_folder;   // ":memory:": nothing is kept; empty: none is known
  std::string state_folder;  // of files that the server makes itself

  friend bool operator==(const FileConfig&, const FileConfig&) = default;
};

// How mail is sent (net/mail/mailer.h).
struct MailConfig {
  std::string mail_command;  // empty: no mail is sent
  std::string mail_from;
  int64_t mail_attempts = 4;
  int64_t mail_queue = 1000;

  friend bool operator==(const MailConfig&, const MailConfig&) = default;
};

// What is written of channels (net/channel_log).
struct ChannelLogsConfig {
  std::vector<ChannelLogConfig> channel_logs;

  friend bool operator==(const ChannelLogsConfig&, const ChannelLogsConfig&) = default;
};

struct ShellConfig : ListenConfig,
                     TlsConfig,
                     SecretConfig,
                     ExternalConfig,
                     AdmissionConfig,
                     ClientConfig,
                     FileConfig,
                     MailConfig,
                     ChannelLogsConfig {
  friend bool operator==(const ShellConfig&, const ShellConfig&) = default;
};

struct ShellKey {
  absl::string_view name;
  std::variant<std::string ShellConfig::*, std::vector<std::string> ShellConfig::*,
               int64_t ShellConfig::*, bool ShellConfig::*>
      member;
  bool live;            // a rehash may change it
  bool path = false;    // a file path, relative to the directory of its Place
  bool secret = false;  // no error may quote the value
  int64_t min = 0;      // for numbers
  int64_t max = 0;
  bool (*allows)(absl::string_view text) = nullptr;  // validates a text, and each text of a list
  absl::string_view allowed = {};                    // describes valid texts, for the error
  absl::string_view help = {};
};

// All keys, except those of blocks such as [[oper]], in the order of the example file.
absl::Span<const ShellKey> ShellKeys();

// The row of `name`, or null.
const ShellKey* FindShellKey(absl::string_view name);

ConfigValue GetShellConfig(const ShellConfig& config, const ShellKey& key);

// True for an address or a network in CIDR notation. Validates the keys that hold networks.
bool IsNetwork(absl::string_view text);
inline constexpr absl::string_view kNetworkForm = "an address or a network such as \"10.0.0.0/8\"";

// INVALID_ARGUMENT with one sentence that lists the `texts` of the key for which `allows` is false.
absl::Status CheckTexts(absl::string_view name, const std::vector<std::string>& texts,
                        bool (*allows)(absl::string_view text), absl::string_view allowed);

// INVALID_ARGUMENT when `value` has the wrong type or is not allowed.
absl::Status SetShellConfig(ShellConfig& config, const ShellKey& key, const ConfigValue& value);

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_SHELL_CONFIG_H_
