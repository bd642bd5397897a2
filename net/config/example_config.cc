#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/config_keys.h"
#include "core/privileges.h"
#include "net/config/config.h"

namespace irc {
namespace {

constexpr size_t kWidth = 98;

constexpr absl::string_view kHead =
    R"(# The configuration of ircserv, with every key at its default: a file needs only the keys that
# differ. `ircserv --config=FILE --check-config` says whether a file is right; REHASH and
# SIGHUP read it again while the server runs. Keys marked [restart] then keep their old value.
# All others hold from then on for what is there too: where the oldest is forgotten beyond a limit
# that was lowered, it is forgotten at once; where something is refused beyond it, nothing is taken
# away, and the next is refused. What users and channels start with stays as they were started.
#
# This text is the output of `ircserv --example-config`.
)";

constexpr absl::string_view kOpers = R"(
# Operators, one block each. Who gives the name and the password with OPER becomes one, when one of
# `hosts`, masks of user@host, matches ("*@*" if it is left out). The password may be a crypt(3)
# hash, as `ircserv --hash-password` makes it. Whose block a rehash finds no more is no operator any
# more; other changes of a block hold for the next OPER, but for those of its privileges, which hold
# at once.
#
# `class` is a class of operators (below); without one an operator has all privileges. A block may
# also ask for a login to an account, and for a TLS certificate, one of those whose SHA-256
# fingerprints `certfp` lists. With one of the two it needs no password: the client then writes
# OPER and the name alone, or with `auto` becomes an operator when it logs in or connects. Register
# the account before the block names it: later, nobody but an operator can make it (SAREGISTER).
# `second_factor` asks that the login to the account had one. Who is logged out of the account of
# its block is no operator any more.
#
# [[oper]]
# name = "root"
# password = "$y$..."
# hosts = ["*@127.0.0.1", "*@*.example.org"]
#
# [[oper]]
# name = "ann"
# class = "helper"
# account = "ann"
# certfp = ["0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]
# auto = true
# second_factor = false
)";

constexpr absl::string_view kOperClasses = R"(
# Classes of operators, one block each. An operator may do what the privileges of the class say, and
# those of the class that it extends; "*" are all. The privileges are
#
)";

constexpr absl::string_view kOperClassExample = R"(#
# [[oper_class]]
# name = "helper"
# privileges = ["view", "accounts-view", "accounts-suspend"]
#
# [[oper_class]]
# name = "guard"
# extends = "helper"
# privileges = ["kill", "ban"]
)";

constexpr absl::string_view kAccounts = R"(
# Accounts of the file, one block each, beside those that users register. They have no mail address,
# second factor, app password nor certificate. The name
# must be a possible nick, and no second block may have it in another case. The password may be a
# crypt(3) hash, as `ircserv --hash-password` makes it. Who is logged in to an account that a rehash
# finds no more is logged out, and its private messages are forgotten; who is logged in when the
# password changes stays logged in.
#
# [[account]]
# name = "alice"
# password = "$y$..."
)";

constexpr absl::string_view kJwts = R"(
# Keys of identity providers, one block each. Who has a token that one of them has signed (RFC 7519)
# logs in with it by SASL, OAUTHBEARER or IRCV3BEARER, which are offered to clients with TLS.
# `algorithm` is "hmac", "rsa" or "eddsa"; `key` is a secret of at least 32 bytes for "hmac", and a
# public key in PEM otherwise, which `key_file` may hold instead. The account is the first of
# `account_claims` that the token has; of "alice@example.org" remains "alice" where `strip_domain` is
# "example.org", and no other name with a domain counts. A token must have `issuer` as "iss" and
# `audience` as "aud" where they are given, and "exp" in any case.
#
# [[jwt]]
# algorithm = "rsa"
# key_file = "provider.pem"
# account_claims = ["preferred_username", "sub"]
# strip_domain = "example.org"
# issuer = "https://id.example.org"
# audience = "irc"
)";

constexpr absl::string_view kGateways = R"(
# Gateways such as web chats, one block each. Whoever connects from one of `addresses` (this machine
# if it is left out; a socket in the file system counts as 127.0.0.1) and gives the password with
# WEBIRC, in his first line, says whom he brings: limits, bans and cloaks are then those of that
# address. That a client is secure is believed of gateways that come with TLS or from this machine.
# The password may be a crypt(3) hash, which is computed once for each client. Who came through a
# gateway that a rehash finds no more stays.
#
# [[webirc]]
# name = "kiwi"
# password = "$y$..."
# addresses = ["192.0.2.7", "2001:db8::/64"]
)";

constexpr absl::string_view kChannelLogs = R"(
# Logs of channels, one block each: what the members of a channel see is appended to a file a day
# (UTC), such as "logs/#example/2026-11-30.log". `channels` are masks, `folder` is made if need be,
# and `format` is "text", for people, or "json", an object a line (.jsonl). A channel that several
# blocks have is in each of their folders. Who joins such a channel is told so, and its members are
# when a rehash begins or ends it. A mask also matches secret channels. What the server does not
# show to all members is left out, and a key of a channel is "*". A message that is removed later
# stays, with a line that tells of it. Lines that a full or slow disk does not take are dropped and
# counted.
#
# [[channel_log]]
# channels = ["#example", "#help*"]
# folder = "logs"
# format = "text"
)";

std::string Quoted(absl::string_view text) { return absl::StrCat("\"", absl::CEscape(text), "\""); }

std::string ValueText(const ConfigValue& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const int64_t* number = std::get_if<int64_t>(&value)) return absl::StrCat(*number);
  if (const std::string* text = std::get_if<std::string>(&value)) return Quoted(*text);
  const auto& texts = std::get<std::vector<std::string>>(value);
  return absl::StrCat("[",
                      absl::StrJoin(texts, ", ",
                                    [](std::string* out, const std::string& text) {
                                      absl::StrAppend(out, Quoted(text));
                                    }),
                      "]");
}

// `text` as comment lines of at most kWidth bytes.
std::string Comment(absl::string_view text) {
  std::string lines;
  std::string line = "#";
  for (absl::string_view word : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    if (line.size() + 1 + word.size() > kWidth) {
      absl::StrAppend(&lines, line, "\n");
      line.resize(1);
    }
    absl::StrAppend(&line, " ", word);
  }
  return absl::StrCat(lines, line, "\n");
}

struct Row {
  absl::string_view section;
  std::string text;
};

template <typename Key>
Row MakeRow(const Key& key, const ConfigValue& value) {
  const size_t dot = key.name.find('.');
  std::string text = Comment(absl::StrCat(key.help, key.live ? "" : " [restart]"));
  absl::StrAppend(&text, key.name.substr(dot + 1), " = ", ValueText(value), "\n");
  return {.section = key.name.substr(0, dot), .text = std::move(text)};
}

}  // namespace

std::string ExampleConfig() {
  std::vector<Row> rows;
  for (const ShellKey& key : ShellKeys()) {
    rows.push_back(MakeRow(key, GetShellConfig(ShellConfig(), key)));
  }
  for (const ConfigKey& key : ConfigKeys()) {
    if (!key.help.empty()) rows.push_back(MakeRow(key, GetConfig(Config(), key)));
  }

  std::string text(kHead);
  std::vector<absl::string_view> written;
  for (const Row& first : rows) {
    if (std::find(written.begin(), written.end(), first.section) != written.end()) continue;
    written.push_back(first.section);
    absl::StrAppend(&text, "\n[", first.section, "]\n");
    for (const Row& row : rows) {
      if (row.section == first.section) absl::StrAppend(&text, row.text);
    }
  }
  absl::StrAppend(&text, kOpers, kOperClasses);
  for (const PrivilegeRow& row : kPrivileges) {
    absl::StrAppendFormat(&text, "#   %-16s  %s\n", row.name, row.help);
  }
  absl::StrAppend(&text, kOperClassExample, kAccounts, kJwts, kGateways, kChannelLogs);
  return text;
}

}  // namespace irc
