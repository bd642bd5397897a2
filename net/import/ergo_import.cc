#include "net/import/ergo_import.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/channel_rights.h"
#include "net/auth/encodings.h"
#include "net/auth/passwords/imported_verifier.h"
#include "net/import/ergo_file.h"
#include "net/import/foreign_json.h"

namespace irc {
namespace {

using Json = nlohmann::json;

constexpr absl::string_view kSchemaKey = "0 AP9VDdQKv3n1mI5ZYY3bVw";
constexpr int kOldestSchema = 22;
constexpr int kNewestSchema = 24;

// Keys of accounts that are no part of what is taken. What is known and has a meaning of its own in
// the report stands here with its name there.
struct IgnoredKey {
  absl::string_view word;
  absl::string_view shown;  // empty: nobody misses it
};
constexpr IgnoredKey kIgnoredKeys[] = {
    {"account.creds.certfp", ""},
    {"account.verificationcode", ""},
    {"account.pwreset", ""},
    {"account.emailchange", ""},
    {"account.lastseen", ""},
    {"account.name", ""},
    {"account.verified", ""},
    {"account.registered.time", ""},
    {"account.credentials", ""},
    {"account.additionalnicks", ""},
    {"account.settings", ""},
    {"account.vhost", ""},
    {"account.suspended", ""},
    {"account.readmarkers", "accounts with read markers"},
    {"account.channeltomodes", "accounts with the channels of an always-on user"},
    {"account.modes", "accounts with modes of an always-on user"},
    {"account.realname", "accounts with a realname of an always-on user"},
    {"account.pushsubscriptions", "accounts with push subscriptions"},
    {"account.metadata", "accounts with metadata"},
};

Json Parsed(const std::string& text) {
  return Json::parse(text, nullptr, /*allow_exceptions=*/false);
}

absl::Time Nanos(int64_t nanos) { return nanos <= 0 ? kUnknownTime : absl::FromUnixNanos(nanos); }

absl::Time Rfc3339(absl::string_view text) {
  absl::Time time;
  std::string error;
  return absl::ParseTime(absl::RFC3339_full, text, &time, &error) ? time : kUnknownTime;
}

// TimeCreated and Duration of a ban or a suspension. Duration 0 is for ever. TimeCreated is a
// number of nanoseconds or a text.
template <typename Ban>
void ReadTimes(const Json& json, Ban& ban) {
  const Json& created = MemberOf(json, "TimeCreated");
  ban.set_at = created.is_string() ? Rfc3339(created.get<std::string>())
                                   : Nanos(NumberIn(json, "TimeCreated"));
  const int64_t duration = NumberIn(json, "Duration");
  if (duration > 0 && ban.set_at != kUnknownTime) {
    ban.expires_at = ban.set_at + absl::Nanoseconds(duration);
  }
}

class ErgoReader {
 public:
  ErgoReader(const ErgoKeys& keys, Report& report) : keys_(keys), report_(report) {}

  void ReadAll() {
    for (const auto& [key, value] : keys_.values) {
      const std::pair<absl::string_view, absl::string_view> parts =
          absl::StrSplit(key, absl::MaxSplits(' ', 1));
      const std::string name(parts.second);
      if (parts.first == "account.exists") {
        ReadAccount(name);
      } else if (parts.first == "account.unregistered") {
        network_.holds.push_back({.name = name, .by = "Ergo", .text = "the account was erased"});
      } else if (parts.first == "1") {
        ReadChannel(value, key);
      } else if (parts.first == "2") {
        ReadPurged(value);
      } else if (parts.first == "bans.klinev2" || parts.first == "bans.dlinev2") {
        ReadBan(parts.first == "bans.klinev2", name, value);
      } else if (parts.first != "0") {
        Ignore(parts.first);
      }
    }
  }
  ForeignNetwork TakeNetwork() { return std::move(network_); }

 private:
  std::string Value(absl::string_view word, const std::string& account) const {
    const auto found = keys_.values.find(absl::StrCat(word, " ", account));
    return found == keys_.values.end() ? "" : found->second;
  }

  void Ignore(absl::string_view word) {
    for (const IgnoredKey& row : kIgnoredKeys) {
      if (row.word != word) continue;
      if (!row.shown.empty()) report_.Ignore(row.shown);
      return;
    }
    report_.Ignore(absl::StrCat("unknown keys ", word));
  }

  void ReadAccount(const std::string& key) {
    ForeignAccount account{.key = key, .name = Value("account.name", key)};
    if (account.name.empty()) account.name = key;
    account.verified = !Value("account.verified", key).empty();
    int64_t nanos = 0;
    if (absl::SimpleAtoi(Value("account.registered.time", key), &nanos)) {
      account.registered_at = Nanos(nanos);
    }
    ReadCredentials(Parsed(Value("account.credentials", key)), account);
    for (absl::string_view nick :
         absl::StrSplit(Value("account.additionalnicks", key), ',', absl::SkipEmpty())) {
      account.nicks.push_back({.nick = std::string(nick)});
    }
    const Json settings = Parsed(Value("account.settings", key));
    account.email = TextIn(settings, "Email");
    const int64_t enforcement = NumberIn(settings, "NickEnforcement");
    if (enforcement == 1) account.settings.push_back({"ENFORCE", "off"});
    if (enforcement == 2) account.settings.push_back({"ENFORCE", "strict"});
    const Json vhost = Parsed(Value("account.vhost", key));
    if (MemberOf(vhost, "Enabled") == true) {
      account.vhosts.push_back({.host = TextIn(vhost, "ApprovedVHost"), .by = "Ergo"});
    }
    const Json suspended = Parsed(Value("account.suspended", key));
    if (suspended.is_object()) {
      account.suspension = {.by = TextIn(suspended, "OperName"),
                            .reason = TextIn(suspended, "Reason")};
      ReadTimes(suspended, *account.suspension);
    }
    const Json devices = Parsed(Value("account.lastseen", key));
    ForEachMember(devices, [&](const std::string&, const Json& at) {
      if (at.is_string())
        account.seen_at = std::max(account.seen_at, Rfc3339(at.get<std::string>()));
    });
    network_.accounts.push_back(std::move(account));
  }

  void ReadCredentials(const Json& json, ForeignAccount& account) {
    const auto bytes = [&](absl::string_view name) {
      return DecodeBase64(TextIn(json, name)).value_or("");
    };
    const int64_t iterations = NumberIn(json, "Iters");
    account.verifier = ImportedFromErgo(
        {.version = static_cast<int>(std::clamp<int64_t>(NumberIn(json, "Version"), -9, 9)),
         .passphrase_hash = bytes("PassphraseHash"),
         .salt = bytes("Salt"),
         .iters = static_cast<uint32_t>(std::clamp<int64_t>(iterations, 0, UINT32_MAX)),
         .stored_key = bytes("StoredKey"),
         .server_key = bytes("ServerKey")});
    for (const Json& fingerprint : MemberOf(json, "Certfps")) {
      if (fingerprint.is_string()) account.certificates.push_back(fingerprint.get<std::string>());
    }
  }

  void ReadChannel(const std::string& text, absl::string_view key) {
    const Json json = Parsed(text);
    ForeignChannel channel{.name = TextIn(json, "Name"), .founder = TextIn(json, "Founder")};
    if (channel.name.empty()) return report_.LeaveOut(Thing::kChannel, key, "it has no name");
    channel.registered_at = Rfc3339(TextIn(json, "RegisteredAt"));
    channel.topic = TextIn(json, "Topic");
    channel.topic_setter = TextIn(json, "TopicSetBy");
    channel.topic_at = Rfc3339(TextIn(json, "TopicSetTime"));
    ReadModes(json, channel);
    ForEachMember(
        MemberOf(json, "AccountToUMode"),
        [&](const std::string& account, const Json& mode) { ReadRole(account, mode, channel); });
    ReadMasks(MemberOf(json, "Bans"), 'b', channel);
    ReadMasks(MemberOf(json, "Excepts"), 'e', channel);
    ReadMasks(MemberOf(json, "Invites"), 'I', channel);
    ForEachMember(MemberOf(json, "Metadata"), [&](const std::string& name, const Json& value) {
      if (value.is_string()) channel.metadata.push_back({name, value.get<std::string>()});
    });
    network_.channels.push_back(std::move(channel));
  }

  // The letters mean the same there and here.
  void ReadModes(const Json& json, ForeignChannel& channel) {
    channel.modes.key = TextIn(json, "Key");
    channel.modes.forward = TextIn(json, "Forward");
    channel.modes.limit = static_cast<uint64_t>(std::max<int64_t>(NumberIn(json, "UserLimit"), 0));
    for (const Json& mode : MemberOf(json, "Modes")) {
      const int64_t point = mode.is_number_integer() ? mode.get<int64_t>() : 0;
      const char letter = point > 0 && point < 128 ? static_cast<char>(point) : '\0';
      if (letter == 'k' || letter == 'l' || letter == 'f') continue;
      channel.modes.flags.push_back(letter == '\0' ? '?' : letter);
    }
  }

  void ReadRole(const std::string& account, const Json& mode, ForeignChannel& channel) {
    constexpr std::pair<char, absl::string_view> kRoles[] = {
        {'q', "QOP"}, {'a', "SOP"}, {'o', "AOP"}, {'h', "HOP"}, {'v', "VOP"}};
    for (const auto& [letter, role] : kRoles) {
      if (mode != static_cast<int>(letter)) continue;
      for (const ChannelRoleRow& row : kChannelRoles) {
        if (row.name != role) continue;
        channel.access.push_back(
            {.who = account, .flags = LettersOf(row.rights), .by = channel.founder});
      }
      return;
    }
    report_.LeaveOut(Thing::kAccess, absl::StrCat(account, " in ", channel.name),
                     "its mode is not known");
  }

  void ReadMasks(const Json& masks, char list, ForeignChannel& channel) {
    ForEachMember(masks, [&](const std::string& mask, const Json& json) {
      channel.masks.push_back({.list = list,
                               .mask = mask,
                               .setter = TextIn(json, "CreatorNickmask"),
                               .set_at = Rfc3339(TextIn(json, "TimeCreated"))});
    });
  }

  void ReadPurged(const std::string& text) {
    const Json json = Parsed(text);
    network_.forbids.push_back({.kind = "channel",
                                .mask = TextIn(json, "Name"),
                                .by = TextIn(json, "Oper"),
                                .reason = TextIn(json, "Reason"),
                                .set_at = Rfc3339(TextIn(json, "PurgedAt"))});
  }

  void ReadBan(bool is_kline, const std::string& mask, const std::string& text) {
    const Json json = Parsed(text);
    if (MemberOf(json, "RequireSASL") == true) {
      return report_.LeaveOut(Thing::kBan, mask, "it lets those in who log in");
    }
    ForeignBan ban{.kind = is_kline ? "KLINE" : "DLINE",
                   .mask = mask,
                   .by = TextIn(json, "oper_name"),
                   .reason = TextIn(json, "reason")};
    ReadTimes(json, ban);
    network_.bans.push_back(std::move(ban));
  }

  const ErgoKeys& keys_;
  Report& report_;
  ForeignNetwork network_;
};

absl::Status CheckSchema(const ErgoKeys& keys) {
  const auto found = keys.values.find(kSchemaKey);
  int version = 0;
  if (found == keys.values.end() || !absl::SimpleAtoi(found->second, &version)) {
    return absl::InvalidArgumentError(
        "this is no database of Ergo: the version of its schema is missing");
  }
  if (version < kOldestSchema) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the database has schema ", version, ", and this program reads ", kOldestSchema, " to ",
        kNewestSchema, "; 'ergo upgradedb' of a newer Ergo brings it up to date"));
  }
  if (version > kNewestSchema) {
    return absl::InvalidArgumentError(absl::StrCat("the database has schema ", version,
                                                   ", and this program reads ", kOldestSchema,
                                                   " to ", kNewestSchema));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ForeignNetwork> ReadErgo(absl::string_view bytes, absl::Time written_at,
                                        absl::Time now, Report& report) {
  const absl::StatusOr<ErgoKeys> keys = ReadErgoFile(bytes, written_at, now);
  if (!keys.ok()) return keys.status();
  if (const absl::Status status = CheckSchema(*keys); !status.ok()) return status;
  if (keys->is_cut) report.Remark("The last command of the file is not whole, and is left out.");
  if (keys->expired > 0) {
    report.Remark(absl::StrCat("Keys whose time was over: ", keys->expired));
  }
  ErgoReader reader(*keys, report);
  reader.ReadAll();
  ForeignNetwork network = reader.TakeNetwork();
  network.written_at = written_at;
  return network;
}

}  // namespace irc
