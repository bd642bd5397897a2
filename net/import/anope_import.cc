#include "net/import/anope_import.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "net/import/anope_reader.h"

namespace irc {

const AnopeReader::TypeReader AnopeReader::kTypeReaders[] = {
    {"NickCore", 1, &AnopeReader::ReadAccount, ""},
    {"NickAlias", 2, &AnopeReader::ReadNick, ""},
    {"ChannelInfo", 2, &AnopeReader::ReadChannel, ""},
    {"ChanAccess", 3, &AnopeReader::ReadAccess, ""},
    {"AutoKick", 3, &AnopeReader::ReadAutoKick, ""},
    {"ModeLock", 3, &AnopeReader::ReadModeLock, ""},
    {"Memo", 3, &AnopeReader::ReadMemo, ""},
    {"BotInfo", 3, nullptr, "bots"},
    {"XLine", 3, &AnopeReader::ReadBan, ""},
    {"Exception", 3, &AnopeReader::ReadSessionLimit, ""},
    {"ForbidData", 3, &AnopeReader::ReadForbid, ""},
    {"NSSuspendInfo", 3, &AnopeReader::ReadSuspension, ""},
    {"CSSuspendInfo", 3, &AnopeReader::ReadChannelSuspension, ""},
    {"HostRequest", 3, &AnopeReader::ReadRequest, ""},
    {"Oper", 3, &AnopeReader::ReadOperator, ""},
    {"OperInfo", 3, &AnopeReader::ReadNote, ""},
    {"EntryMsg", 3, &AnopeReader::ReadEntryMessage, ""},
    {"CSMiscData", 3, &AnopeReader::ReadChannelText, ""},
    {"NSMiscData", 3, nullptr, "texts about accounts (NSMiscData)"},
    {"AJoinEntry", 3, nullptr, "channels that accounts join by themselves (AJoinEntry)"},
    {"LogSetting", 3, nullptr, "settings of logs (LogSetting)"},
    {"BadWord", 3, nullptr, "bad words (BadWord)"},
    {"SeenInfo", 3, nullptr, "who was seen (SeenInfo)"},
    {"NewsItem", 3, &AnopeReader::ReadNews, ""},
    {"IgnoreData", 3, nullptr, "ignores of the services (IgnoreData)"},
    {"DNSServer", 3, nullptr, ""},
    {"DNSZone", 3, nullptr, ""},
    {"Stats", 3, nullptr, ""},
};

ForeignNetwork AnopeReader::Read(const std::vector<AnopeObject>& objects) {
  for (int pass = 1; pass <= 3; ++pass) {
    for (const AnopeObject& object : objects) {
      const auto reader =
          std::find_if(std::begin(kTypeReaders), std::end(kTypeReaders),
                       [&](const TypeReader& row) { return row.type == object.type; });
      if (reader == std::end(kTypeReaders)) {
        if (pass == 1) report_.Ignore(absl::StrCat("objects of the unknown type ", object.type));
      } else if (reader->pass == pass) {
        if (reader->read != nullptr) {
          (this->*reader->read)(object);
        } else if (!reader->ignored.empty()) {
          report_.Ignore(reader->ignored);
        }
      }
    }
  }
  network_.accounts = std::move(accounts_);
  for (Channel& channel : channels_) {
    FinishChannel(channel);
    network_.channels.push_back(std::move(channel.foreign));
  }
  network_.written_at = written_at_;
  return std::move(network_);
}

void AnopeReader::NoteStray(const AnopeObject& object, absl::string_view name) {
  report_.Remark(absl::StrCat("An object ", object.type, " belongs to '", name,
                              "', which is not in the file."));
}

void AnopeReader::ReadBan(const AnopeObject& object) {
  constexpr std::pair<absl::string_view, absl::string_view> kManagers[] = {
      {"xlinemanager/sgline", "KLINE"},
      {"xlinemanager/sqline", "RESV"},
      {"xlinemanager/snline", "XLINE"}};
  const std::string& mask = object.Text("mask");
  const auto manager =
      std::find_if(std::begin(kManagers), std::end(kManagers),
                   [&](const auto& row) { return row.first == object.Text("manager"); });
  if (manager == std::end(kManagers)) {
    return report_.LeaveOut(Thing::kBan, mask, "its kind is not known");
  }
  if (mask.size() > 1 && mask.front() == '/' && mask.back() == '/') {
    return report_.LeaveOut(Thing::kBan, mask, "it is a regular expression");
  }
  network_.bans.push_back({.kind = std::string(manager->second),
                           .mask = mask,
                           .by = object.Text("by"),
                           .reason = object.Text("reason"),
                           .set_at = object.Time("created", "", written_at_),
                           .expires_at = object.Time("expires", "", absl::InfiniteFuture())});
}

void AnopeReader::ReadSessionLimit(const AnopeObject& object) {
  network_.limits.push_back(
      {.address = object.Text("mask"),
       .limit = static_cast<uint64_t>(std::max<int64_t>(object.Number("limit"), 0)),
       .by = object.Text("who"),
       .reason = object.Text("reason"),
       .set_at = object.Time("time", "", written_at_),
       .expires_at = object.Time("expires", "", absl::InfiniteFuture())});
}

void AnopeReader::ReadForbid(const AnopeObject& object) {
  constexpr absl::string_view kKinds[] = {"", "nick", "channel", "mail"};
  const int64_t type = object.Number("type");
  const std::string& mask = object.Text("mask");
  const absl::Time set_at = object.Time("created", "", written_at_);
  if (type == 4) {
    // Nobody may register the name, but everybody may use it.
    if (absl::StrContains(mask, '*') || absl::StrContains(mask, '?')) {
      return report_.LeaveOut(Thing::kHold, mask, "a hold is of one name");
    }
    return network_.holds.push_back(
        {.name = mask, .by = object.Text("creator"), .text = object.Text("reason"), .at = set_at});
  }
  if (type < 1 || type > 3) {
    return report_.LeaveOut(Thing::kForbid, mask, "its type is not known");
  }
  network_.forbids.push_back({.kind = std::string(kKinds[type]),
                              .mask = mask,
                              .by = object.Text("creator"),
                              .reason = object.Text("reason"),
                              .set_at = set_at,
                              .expires_at = object.Time("expires", "", absl::InfiniteFuture())});
}

void AnopeReader::ReadRequest(const AnopeObject& object) {
  ForeignRequest request{.account = object.Text("nick")};
  const std::string& ident = object.Text("ident");
  if (!ident.empty()) {
    report_.Change(Thing::kVhostRequest, object.Text("host"),
                   absl::StrCat("is without the user name ", ident));
  }
  request.vhost = {
      .host = object.Text("host"), .by = "", .set_at = object.Time("time", "", written_at_)};
  network_.requests.push_back(std::move(request));
}

void AnopeReader::ReadOperator(const AnopeObject& object) {
  network_.operators.push_back(absl::StrCat(object.Text("name"), " (", object.Text("type"), ")"));
}

void AnopeReader::ReadNote(const AnopeObject& object) {
  const std::string& target = object.Text("target");
  if (absl::StartsWith(target, "#")) return report_.Ignore("notes about channels (OperInfo)");
  network_.marks.push_back({.name = target,
                            .by = object.Text("adder"),
                            .text = object.Text("info"),
                            .at = object.Time("created", "", written_at_)});
}

void AnopeReader::ReadNews(const AnopeObject& object) {
  const int64_t type = object.Number("type");
  if (type != 0 && type != 2) return report_.Ignore("news that are shown at random");
  network_.news.push_back({type == 0 ? "logon" : "oper",
                           {.by = object.Text("who"),
                            .text = object.Text("text"),
                            .at = object.Time("time", "", written_at_)}});
}

absl::StatusOr<ForeignNetwork> ReadAnope(absl::string_view bytes, absl::Time written_at,
                                         Report& report) {
  const absl::StatusOr<std::vector<AnopeObject>> objects = ReadAnopeFile(bytes);
  if (!objects.ok()) return objects.status();
  return AnopeReader(written_at, report).Read(*objects);
}

}  // namespace irc
