#include "core/config_keys.h"

#include <algorithm>
#include <array>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/protocol/mask.h"
#include "core/protocol/modes.h"
#include "core/protocol/names.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

constexpr bool kLive = true;
constexpr bool kRestart = false;

// The limits of what a row may be set to; the names are those of the file.
const std::array kKeys = {
    ConfigKey{"server.name", &Config::server_name, kRestart, 0, 0,
              "Name of this server, with a dot; the source of its replies."},
    ConfigKey{"server.network", &Config::network_name, kLive, 0, 0,
              "Name of the network, as clients show it."},
    ConfigKey{"server.description", &Config::description, kLive, 0, 0,
              "A few words about the server, for WHOIS and LINKS."},
    ConfigKey{"server.casemapping", &Config::casemapping, kRestart, 0, 0,
              "When two names are the same: \"ascii\" or \"rfc1459\"."},
    ConfigKey{"server.utf8_only", &Config::utf8_only, kLive, 0, 0,
              "Refuse lines that are not UTF-8. What is there when a rehash turns it on (topics, "
              "real names, away messages, masks, histories) gets a '?' for each byte that is not."},
    ConfigKey{"server.motd", &Config::motd, kLive, 0, 0, "Message of the day, a list of lines."},
    ConfigKey{"server.rules", &Config::rules, kLive, 0, 0, "What RULES answers, a list of lines."},
    ConfigKey{"admin.location", &Config::admin_location, kLive, 0, 0,
              "Where the server is; the first line of ADMIN."},
    ConfigKey{"admin.organisation", &Config::admin_organisation, kLive, 0, 0,
              "Who runs it; the second line of ADMIN."},
    ConfigKey{"admin.email", &Config::admin_email, kLive, 0, 0,
              "Whom to write to; ADMIN answers only when this is set."},
    // The names of the file's [[account]] blocks; transcripts and snapshots have this key.
    ConfigKey{"accounts.names", &Config::accounts, kLive, 0, 0, ""},
    ConfigKey{"accounts.registration", &Config::account_registration, kLive, 0, 0,
              "Whether users may register accounts themselves."},
    ConfigKey{"accounts.email_required", &Config::account_email_required, kLive, 0, 0,
              "Whether a mail address has to be given with REGISTER. The server sends no mail yet: "
              "the address is kept as it is given."},
    ConfigKey{"accounts.nick_protection", &Config::nick_protection, kLive, 0, 0,
              "Who may use the nick of an account: \"strict\", only who is logged in to it, or "
              "\"off\", everybody. The owner may choose otherwise with SET ENFORCE of NickServ."},
    ConfigKey{"accounts.registration_early", &Config::account_registration_early, kLive, 0, 0,
              "Whether they may do so before they have joined the network (the value "
              "before-connect of the capability)."},
    ConfigKey{"user.default_modes", &Config::default_user_modes, kLive, 0, 0,
              "User modes that everybody starts with."},
    ConfigKey{"user.reserved_nicks", &Config::reserved_nicks, kLive, 0, 0,
              "Masks of nicks that only operators may use. Who has such a nick keeps it."},
    ConfigKey{"user.change_realname", &Config::change_realname, kLive, 0, 0,
              "Whether users, not only operators, may change their real name while connected."},
    ConfigKey{"channel.default_modes", &Config::default_channel_modes, kLive, 0, 0,
              "Flags that every new channel starts with."},
    ConfigKey{"channel.knock", &Config::knock, kLive, 0, 0, "Whether KNOCK is offered."},
    ConfigKey{"channel.relaymsg", &Config::relaymsg, kRestart, 0, 0,
              "Whether RELAYMSG is offered, with which a bridge speaks in its users' names."},
    ConfigKey{"channel.roleplay", &Config::roleplay, kRestart, 0, 0,
              "Whether NPC and SCENE are offered, in channels with mode E."},
    ConfigKey{
        "server.client_tag_deny", &Config::client_tag_deny, kRestart, 0, 0,
        "Client-only tags that are not passed on, without the +. \"*\" means all of them, and a "
        "later \"-typing\" excepts one."},
    ConfigKey{"server.icon_url", &Config::icon_url, kLive, 0, 0,
              "Address of a picture for the network, shown by some clients."},
    ConfigKey{
        "user.oper_notices", &Config::oper_notices, kLive, 0, 0,
        "Letters of the server notices that OPER gives at once; \"*\" means all of them. Who is "
        "an operator already keeps those that it has."},
    ConfigKey{"user.hide_oper_idle", &Config::hide_oper_idle, kLive, 0, 0,
              "Hide the idle time of operators from users."},
    ConfigKey{
        "tls.sts_port", &Config::sts_port, kLive, 0, 65535,
        "The port with TLS that clients without it are told to use from then on (IRCv3 STS). "
        "Only with certificates that clients can verify: they refuse to come any other way. 0 "
        "tells them nothing."},
    ConfigKey{"tls.sts_duration_seconds", &Config::sts_duration_seconds, kLive, 0, 315360000,
              "For how long clients hold to tls.sts_port. To end the policy set this to 0, and "
              "tls.sts_port to 0 when the longest time that was promised before has passed."},
    ConfigKey{"tls.sts_preload", &Config::sts_preload, kLive, 0, 0,
              "Whether clients may come with the policy built in."},
// clang-format off
#define IRC_LIMIT(member, default_value, min, max, live, help) \
  ConfigKey{"limits." #member, &Limits::member, live, min, max, help},
#include "core/limits.inc"
#undef IRC_LIMIT
    // clang-format on
};

template <typename T>
absl::Status WrongType(const ConfigKey& key, const T&) {
  if constexpr (std::is_same_v<T, bool Config::*>) {
    return absl::InvalidArgumentError(absl::StrCat(key.name, " must be true or false"));
  } else if constexpr (std::is_same_v<T, std::string Config::*>) {
    return absl::InvalidArgumentError(absl::StrCat(key.name, " must be a text in quotes"));
  } else if constexpr (std::is_same_v<T, std::vector<std::string> Config::*>) {
    return absl::InvalidArgumentError(absl::StrCat(key.name, " must be a list of texts"));
  } else {
    return absl::InvalidArgumentError(absl::StrCat(key.name, " must be a whole number"));
  }
}

// `AnyConfig` is Config or const Config.
template <typename AnyConfig, typename T>
auto& MemberOf(AnyConfig& config, T Config::*member) {
  return config.*member;
}
template <typename AnyConfig>
auto& MemberOf(AnyConfig& config, int64_t Limits::*member) {
  return config.limits.*member;
}

bool IsServerName(absl::string_view name) {
  if (name.empty() || name.size() > 63 || name.find('.') == absl::string_view::npos) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-';
  });
}

bool HasControl(absl::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

using Mistakes = std::vector<std::string>;

void CheckTexts(const Config& config, Mistakes& mistakes) {
  for (const ConfigKey& key : ConfigKeys()) {
    if (key.name == "accounts.names") continue;  // CheckAccounts asks for more
    const ConfigValue value = GetConfig(config, key);
    std::vector<std::string> texts;
    if (const auto* text = std::get_if<std::string>(&value)) texts = {*text};
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) texts = *list;
    // A MOTD may be coloured; nothing else needs more than printable text.
    const bool art = key.name == "server.motd" || key.name == "server.rules";
    const bool good = std::all_of(texts.begin(), texts.end(), [&](absl::string_view text) {
      const bool bad =
          art ? text.find_first_of(absl::string_view("\r\n\0", 3)) != absl::string_view::npos
              : HasControl(text);
      return !bad && text.size() <= 400;
    });
    if (config.utf8_only && !std::all_of(texts.begin(), texts.end(), IsValidUtf8)) {
      mistakes.push_back(absl::StrCat(key.name, " must be UTF-8 under server.utf8_only"));
    }
    if (!good) {
      mistakes.push_back(
          absl::StrCat(key.name, " must be lines of at most 400 bytes without control characters"));
    }
  }
}

void CheckModes(const Config& config, Mistakes& mistakes) {
  for (char letter : config.default_user_modes) {
    const UserModeRow* row = FindUserMode(letter);
    if (row == nullptr || !row->settable || row->oper_only) {
      mistakes.push_back(absl::StrCat("user.default_modes: a user can not start with mode '",
                                      std::string(1, letter), "'; take it out"));
    }
  }
  for (char letter : config.default_channel_modes) {
    const ChannelModeRow* row = FindChannelMode(letter);
    if (row == nullptr || row->kind != ModeKind::kFlag ||
        (row->mode == ChannelMode::kRegisteredOnly && config.accounts.empty() &&
         !config.accounts_kept)) {
      mistakes.push_back(absl::StrCat("channel.default_modes: a channel can not start with mode '",
                                      std::string(1, letter), "'; take it out"));
    }
  }
}

void CheckAccounts(const Config& config, Mistakes& mistakes) {
  if (config.nick_protection != "strict" && config.nick_protection != "off") {
    mistakes.push_back("accounts.nick_protection must be \"strict\" or \"off\"");
  }
  const Casemapping casemapping =
      ParseCasemapping(config.casemapping).value_or(Casemapping::kAscii);
  absl::flat_hash_map<Folded, absl::string_view> names;
  for (const std::string& name : config.accounts) {
    const std::string shown = absl::StrCat("account.name \"", absl::CHexEscape(name), "\"");
    if (!IsValidNick(name, config.limits.nick_bytes)) {
      mistakes.push_back(absl::StrCat(shown, " cannot be a nick"));
      continue;
    }
    const auto [first, is_new] = names.emplace(Fold(casemapping, name), name);
    if (is_new) continue;
    mistakes.push_back(first->second == name
                           ? absl::StrCat(shown, " stands there twice")
                           : absl::StrCat(shown, " is the same name as \"", first->second,
                                          "\" under server.casemapping"));
  }
}

void CheckOpers(const Config& config, Mistakes& mistakes) {
  for (char letter : config.oper_notices == "*" ? std::string() : config.oper_notices) {
    if (SnomaskBitOfLetter(letter) == 0) {
      mistakes.push_back(absl::StrCat("user.oper_notices: there are no server notices '",
                                      std::string(1, letter), "'; take the letter out"));
    }
  }
  absl::flat_hash_set<absl::string_view> names;
  for (const OperConfig& oper : config.opers) {
    if (oper.name.empty() || oper.name.find(' ') != std::string::npos || HasControl(oper.name)) {
      mistakes.push_back(
          absl::StrCat("oper.name \"", absl::CHexEscape(oper.name), "\" must be one word"));
    }
    if (oper.hosts.empty()) {
      mistakes.push_back(
          absl::StrCat("oper.hosts of \"", oper.name, "\" must name at least one user@host mask"));
    }
    for (const std::string& host : oper.hosts) {
      if (NamesBrokenNetwork(host)) {
        mistakes.push_back(absl::StrCat("oper.hosts of \"", oper.name, "\": \"",
                                        absl::CHexEscape(host), "\" names no network"));
      }
    }
    if (!names.insert(oper.name).second) {
      mistakes.push_back(absl::StrCat("oper.name \"", oper.name, "\" stands there twice"));
    }
  }
}

}  // namespace

absl::Span<const ConfigKey> ConfigKeys() { return kKeys; }

const ConfigKey* FindConfigKey(absl::string_view name) {
  for (const ConfigKey& key : kKeys) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

ConfigValue GetConfig(const Config& config, const ConfigKey& key) {
  return std::visit([&](auto member) -> ConfigValue { return MemberOf(config, member); },
                    key.member);
}

absl::Status SetConfig(Config& config, const ConfigKey& key, const ConfigValue& value) {
  return std::visit(
      [&](auto member) -> absl::Status {
        auto& target = MemberOf(config, member);
        const auto* given = std::get_if<std::decay_t<decltype(target)>>(&value);
        if (given == nullptr) return WrongType(key, member);
        if constexpr (std::is_same_v<std::decay_t<decltype(target)>, int64_t>) {
          if (*given < key.min || *given > key.max) {
            return absl::InvalidArgumentError(
                absl::StrCat(key.name, " must be from ", key.min, " to ", key.max));
          }
        }
        target = *given;
        return absl::OkStatus();
      },
      key.member);
}

std::vector<std::string> ConfigMistakes(const Config& config) {
  Mistakes mistakes;
  if (!IsServerName(config.server_name)) {
    mistakes.push_back("server.name must be a host name with a dot, such as irc.example.org");
  }
  if (config.network_name.empty()) mistakes.push_back("server.network must not be empty");
  if (!ParseCasemapping(config.casemapping).has_value()) {
    mistakes.push_back("server.casemapping must be \"ascii\" or \"rfc1459\"");
  }
  CheckTexts(config, mistakes);
  CheckModes(config, mistakes);
  CheckAccounts(config, mistakes);
  CheckOpers(config, mistakes);
  return mistakes;
}

absl::Status ValidateConfig(const Config& config) {
  const Mistakes mistakes = ConfigMistakes(config);
  return mistakes.empty() ? absl::OkStatus() : absl::InvalidArgumentError(mistakes.front());
}

}  // namespace irc
