#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/config_keys.h"
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
# more; other changes of a block hold for the next OPER.
#
# [[oper]]
# name = "root"
# password = "$y$..."
# hosts = ["*@127.0.0.1", "*@*.example.org"]
)";

constexpr absl::string_view kAccounts = R"(
# Accounts, one block each, which clients log in to by SASL; without any there is no SASL. The name
# must be a possible nick, and no second block may have it in another case. The password may be a
# crypt(3) hash, as `ircserv --hash-password` makes it. Who is logged in to an account that a rehash
# finds no more is logged out, and its private messages are forgotten; who is logged in when the
# password changes stays logged in.
#
# [[account]]
# name = "alice"
# password = "$y$..."
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
  absl::StrAppend(&text, kOpers, kAccounts, kGateways);
  return text;
}

}  // namespace irc
