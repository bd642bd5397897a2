#include "core/config_keys.h"

#include <algorithm>
#include <array>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/config_opers.h"
#include "core/protocol/modes.h"
#include "core/protocol/names.h"
#include "core/protocol/utf8.h"
#include "core/services/service_facts.h"
#include "core/texts/texts.h"

namespace irc {
namespace {

constexpr bool kLive = true;
constexpr bool kRestart = false;

constexpr absl::string_view kGuestDigits = "00000";
constexpr int64_t kNickBytesMost = 64;  // of limits.nick_bytes

// The limits of what a row may be set to; the names are those of the file.
const std::array kKeys = {
    ConfigKey{"server.name", &Config::server_name, kRestart, 0, 0,
              "Name of this server, with a dot; the source of its replies."},
    ConfigKey{"server.network", &Config::network_name, kLive, 0, 0,
              "Name of the network, as clients show it."},
    ConfigKey{"server.description", &Config::description, kLive, 0, 0,
              "A few words about the server, for WHOIS and LINKS."},
    ConfigKey{
        "server.casemapping", &Config::casemapping, kRestart, 0, 0,
        "When two names are the same: \"ascii\", \"rfc1459\", or \"precis\", which allows nicks "
        "and channels in all scripts (RFC 8265, ISUPPORT UTF8MAPPING) and implies "
        "server.utf8_only. Nothing is changed about what is kept: names that become the same "
        "lose one of the two."},
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
              "An address for questions; ADMIN answers only when this is set."},
    // The names of the file's [[account]] blocks; transcripts and snapshots have this key.
    ConfigKey{"accounts.names", &Config::accounts, kLive, 0, 0, ""},
    // The masks of the file's [[channel_log]] blocks, likewise.
    ConfigKey{"channel_log.channels", &Config::logged_channels, kLive, 0, 0, ""},
    ConfigKey{"accounts.registration", &Config::account_registration, kLive, 0, 0,
              "Whether users may register accounts themselves."},
    ConfigKey{
        "accounts.email_required", &Config::account_email_required, kLive, 0, 0,
        "Whether a mail address has to be given with REGISTER. With mail.command it has to be "
        "verified with a code; without, it is kept as it is given."},
    ConfigKey{"accounts.verify_seconds", &Config::verify_seconds, kLive, 60, 31536000,
              "How long an account may wait to be verified; then its name is free again."},
    ConfigKey{"mail.blocked", &Config::mail_blocked, kLive, 0, 0,
              "Masks of domains that no account may have its mail address in, such as "
              "\"*.example.org\"."},
    ConfigKey{"accounts.nick_protection", &Config::nick_protection, kLive, 0, 0,
              "Who may use the nick of an account: \"strict\", only who is logged in to it; "
              "\"timeout\", others for accounts.nick_timeout_seconds, and then they get another "
              "nick; or \"off\", everybody. The owner may choose otherwise with SET ENFORCE of "
              "NickServ."},
    ConfigKey{"accounts.nick_timeout_seconds", &Config::nick_timeout_seconds, kLive, 1, 86400,
              "How long others may use a nick that is protected with \"timeout\", or that they had "
              "before it was an account's. For as long again it is held for its owner."},
    ConfigKey{"accounts.guest_nick", &Config::guest_nick, kLive, 0, 0,
              "The beginning of the nick that a user gets in the place of one that is taken away; "
              "five digits follow. It is cut where limits.nick_bytes leaves no room."},
    ConfigKey{
        "cloak.account_suffix", &Config::cloak_account_suffix, kLive, 0, 0,
        "Under user mode +x, who is logged in to an account shows <account>.<suffix>, such as "
        "alice.users.example, in the place of the cloak of the address. \"\" shows that cloak to "
        "everybody. A host of HostServ goes first."},
    ConfigKey{"accounts.nick_equals_account", &Config::nick_equals_account, kLive, 0, 0,
              "Whether the nick of a user who is logged in is always the name of the account."},
    ConfigKey{
        "accounts.expire_days", &Config::expire_days, kLive, 0, 36500,
        "Accounts that nobody has been logged in to for so many days end; 0 is never. Those "
        "that are suspended stay, and those with the setting NOEXPIRE, and those of operators."},
    ConfigKey{"accounts.expire_notice_days", &Config::expire_notice_days, kLive, 0, 3650,
              "The owner of an account is told so many days before it ends, and no account ends "
              "sooner after that; 0 tells nobody."},
    ConfigKey{"accounts.registration_early", &Config::account_registration_early, kLive, 0, 0,
              "Whether users may register accounts before they have joined the network (the value "
              "before-connect of the capability)."},
    ConfigKey{"channels.registration", &Config::channel_registration, kLive, 0, 0,
              "Whether users may register channels with ChanServ."},
    ConfigKey{"channels.approval", &Config::channel_approval, kLive, 0, 0,
              "Whether staff has to approve a registration before it counts."},
    ConfigKey{
        "channels.expire_days", &Config::channel_expire_days, kLive, 0, 36500,
        "Registered channels that nobody with rights in them has used for so many days end; 0 "
        "is never. accounts.expire_notice_days says when the founder is told."},
    ConfigKey{"channels.list_empty", &Config::list_empty_channels, kLive, 0, 0,
              "Whether LIST has registered channels that nobody is in."},
    ConfigKey{"user.default_modes", &Config::default_user_modes, kLive, 0, 0,
              "User modes that everybody starts with."},
    ConfigKey{"user.reserved_nicks", &Config::reserved_nicks, kLive, 0, 0,
              "Masks of nicks that only operators may use. Who has such a nick keeps it."},
    ConfigKey{
        "user.confusables", &Config::confusables, kRestart, 0, 0,
        "Under server.casemapping \"precis\": refuse a nick, or the name of an account, that "
        "looks like one in use or like one of somebody else's account. Names of ASCII letters "
        "do not look alike."},
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
    ConfigKey{"services.aliases", &ServiceNames::aliases, kRestart, 0, 0,
              "Further names of services, such as [\"Q=NickServ\"]: as nicks and as commands. A "
              "command of the server with the same name goes first."},
    ConfigKey{"services.names", &ServiceNames::names, kRestart, 0, 0,
              "Other nicks for services, such as [\"ChanServ=C\"]. Their own nicks are free then."},
    ConfigKey{"services.disabled", &ServiceNames::disabled, kRestart, 0, 0,
              "Services that are not offered, such as [\"MemoServ\"]."},
    ConfigKey{"services.texts", &ServiceNames::texts, kLive, 0, 0,
              "The same as the file services.texts_file, as lines in this file: "
              "[\"kNoAccount=Ein Konto {account} gibt es nicht\"]."},
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
  } else if constexpr (std::is_same_v<T, std::vector<std::string> Config::*> ||
                       std::is_same_v<T, std::vector<std::string> ServiceNames::*>) {
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

template <typename AnyConfig>
auto& MemberOf(AnyConfig& config, std::vector<std::string> ServiceNames::*member) {
  return config.services.*member;
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
    if (IsUtf8Only(config) && !std::all_of(texts.begin(), texts.end(), IsValidUtf8)) {
      mistakes.push_back(absl::StrCat(key.name, " must be UTF-8 under server.utf8_only"));
    }
    // CheckServices has the rules for texts, among which are pages of several lines.
    if (!good && key.name != "services.texts") {
      mistakes.push_back(
          absl::StrCat(key.name, " must be lines of at most 400 bytes without control characters"));
    }
  }
}

void CheckModes(const Config& config, Mistakes& mistakes) {
  for (char letter : config.default_user_modes) {
    const UserModeRow* row = FindUserMode(letter);
    if (row == nullptr || !row->settable || row->oper_only) {
      mistakes.push_back(absl::StrCat("user.default_modes: a user cannot start with mode '",
                                      std::string(1, letter), "'; take it out"));
    }
  }
  for (char letter : config.default_channel_modes) {
    const ChannelModeRow* row = FindChannelMode(letter);
    if (row == nullptr || row->kind != ModeKind::kFlag ||
        (row->mode == ChannelMode::kRegisteredOnly && config.accounts.empty() &&
         !config.accounts_kept)) {
      mistakes.push_back(absl::StrCat("channel.default_modes: a channel cannot start with mode '",
                                      std::string(1, letter), "'; take it out"));
    }
  }
}

void CheckAccounts(const Config& config, Mistakes& mistakes) {
  if (config.nick_protection != "strict" && config.nick_protection != "timeout" &&
      config.nick_protection != "off") {
    mistakes.push_back("accounts.nick_protection must be \"strict\", \"timeout\" or \"off\"");
  }
  const Casemapping casemapping =
      ParseCasemapping(config.casemapping).value_or(Casemapping::kAscii);
  if (!IsValidNick(casemapping, absl::StrCat(config.guest_nick, kGuestDigits), kNickBytesMost)) {
    mistakes.push_back(absl::StrCat("accounts.guest_nick \"", absl::CHexEscape(config.guest_nick),
                                    "\" and five digits cannot be a nick"));
  }
  absl::flat_hash_map<Folded, absl::string_view> names;
  for (const std::string& name : config.accounts) {
    const std::string shown = absl::StrCat("account.name \"", absl::CHexEscape(name), "\"");
    if (!IsValidNick(casemapping, name, config.limits.nick_bytes)) {
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

// The nick of a service, or another name that the operator gives one.
void CheckServiceName(const Config& config, absl::string_view shown, absl::string_view name,
                      Mistakes& mistakes) {
  if (!IsValidNick(Casemapping::kAscii, name, config.limits.nick_bytes)) {
    mistakes.push_back(absl::StrCat(shown, " what cannot be a nick"));
  } else if (FindServiceOfCommand(name, {}) != nullptr) {
    mistakes.push_back(absl::StrCat(shown, " the name of a service"));
  }
}

void CheckServices(const Config& config, Mistakes& mistakes) {
  for (const std::string& alias : config.services.aliases) {
    const auto [name, service] = SplitServiceAlias(alias);
    const std::string shown = absl::StrCat("services.aliases \"", absl::CHexEscape(alias), "\"");
    if (FindService(service, {}) == nullptr) {
      mistakes.push_back(
          absl::StrCat(shown, " must be a name, '=' and a service, such as \"Q=NickServ\""));
    } else {
      CheckServiceName(config, absl::StrCat(shown, " begins with"), name, mistakes);
    }
  }
  absl::flat_hash_map<std::string, absl::string_view> taken;
  for (const std::string& pair : config.services.names) {
    const auto [service, name] = SplitServiceAlias(pair);
    const std::string shown = absl::StrCat("services.names \"", absl::CHexEscape(pair), "\"");
    if (FindService(service, {}) == nullptr) {
      mistakes.push_back(
          absl::StrCat(shown, " must be a service, '=' and a name, such as \"ChanServ=C\""));
      continue;
    }
    CheckServiceName(config, absl::StrCat(shown, " ends with"), name, mistakes);
    if (!taken.emplace(absl::AsciiStrToLower(name), name).second) {
      mistakes.push_back(absl::StrCat(shown, " gives a name that another service has"));
    }
  }
  for (const std::string& service : config.services.disabled) {
    if (FindService(service, {}) != nullptr) continue;
    mistakes.push_back(
        absl::StrCat("services.disabled \"", absl::CHexEscape(service), "\" is no service"));
  }
  for (const TextMistake& mistake : MistakesOfTexts(config.services.texts)) {
    mistakes.push_back(absl::StrCat("services.texts ", mistake.sentence));
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
    mistakes.push_back("server.casemapping must be \"ascii\", \"rfc1459\" or \"precis\"");
  }
  if (!config.cloak_account_suffix.empty() && !IsServerName(config.cloak_account_suffix)) {
    mistakes.push_back(
        "cloak.account_suffix must be a host name with a dot, such as users.example.org");
  }
  CheckTexts(config, mistakes);
  CheckModes(config, mistakes);
  CheckAccounts(config, mistakes);
  CheckServices(config, mistakes);
  CheckOpers(config, mistakes);
  return mistakes;
}

absl::Status ValidateConfig(const Config& config) {
  const Mistakes mistakes = ConfigMistakes(config);
  return mistakes.empty() ? absl::OkStatus() : absl::InvalidArgumentError(mistakes.front());
}

}  // namespace irc
