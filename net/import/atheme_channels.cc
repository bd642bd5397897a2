// The rows of channels of Atheme.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/channel_rights.h"
#include "core/channel_settings.h"
#include "net/import/atheme_reader.h"

namespace irc {
namespace {

// The flags of a channel that are settings here.
struct FlagRow {
  char flag;
  absl::string_view setting;
};
constexpr FlagRow kFlags[] = {
    {'a', "pubacl"},     {'h', "noexpire"},  {'k', "keeptopic"},
    {'l', "limitflags"}, {'o', "noautoop"},  {'p', "private"},
    {'r', "restricted"}, {'t', "topiclock"}, {'z', "secure"},
};

// Metadata that is a setting here.
struct KeyRow {
  absl::string_view key;
  absl::string_view setting;
};
constexpr KeyRow kKeys[] = {
    {"description", "description"},
    {"email", "email"},
    {"private:entrymsg", "entrymsg"},
    {"url", "url"},
};

constexpr absl::string_view kTopic = "private:topic:";
constexpr absl::string_view kClose = "private:close:";

bool IsThrottle(absl::string_view text) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits(':', 1));
  uint32_t joins = 0, seconds = 0;
  return absl::SimpleAtoi(parts.first, &joins) && absl::SimpleAtoi(parts.second, &seconds) &&
         joins > 0 && seconds > 0;
}

absl::Time SecondsIn(absl::string_view text) {
  int64_t seconds = 0;
  return absl::SimpleAtoi(text, &seconds) && seconds > 0 ? absl::FromUnixSeconds(seconds)
                                                         : kUnknownTime;
}

// The rights of "+AFo…". What is behind a '-' is none.
std::string RightsIn(absl::string_view flags) {
  absl::ConsumePrefix(&flags, "+");
  return LettersOf(RightsOfLetters(flags.substr(0, flags.find('-'))));
}

}  // namespace

AthemeReader::Channel* AthemeReader::FindChannel(absl::string_view name) {
  const auto found = channel_index_.find(name);
  return found == channel_index_.end() ? nullptr : &channels_[found->second];
}

void AthemeReader::ReadChannel(AthemeRow& row) {
  Channel channel;
  ForeignChannel& foreign = channel.foreign;
  foreign.name = std::string(row.Word());
  foreign.registered_at = row.Time();
  foreign.used_at = row.Time(written_at_);
  channel.flags = std::string(row.Word());
  channel.locked_on = static_cast<uint32_t>(row.Number());
  channel.locked_off = static_cast<uint32_t>(row.Number());
  foreign.modes.limit = static_cast<uint64_t>(std::max<int64_t>(row.Number(), 0));
  foreign.modes.key = std::string(row.OptionalWord());
  channel_index_.emplace(foreign.name, channels_.size());
  channels_.push_back(std::move(channel));
}

void AthemeReader::ReadChannelMetadata(AthemeRow& row) {
  const absl::string_view name = row.Word(), key = row.Word();
  Channel* channel = FindChannel(name);
  if (channel == nullptr) return NoteStray("MDC", name);
  channel->metadata[std::string(key)] = row.Text();
}

void AthemeReader::ReadAccess(AthemeRow& row) {
  const absl::string_view name = row.Word();
  ForeignAccess access{.who = row.Name(), .flags = RightsIn(row.Word()), .set_at = row.Time()};
  if (version_ >= 9) access.by = row.Name();
  Channel* channel = FindChannel(name);
  if (channel == nullptr) return NoteStray("CA", name);
  channel->entries[access.who] = channel->foreign.access.size();
  channel->foreign.access.push_back(std::move(access));
}

// Before version 12 the channel and the target were one word.
void AthemeReader::ReadAccessMetadata(AthemeRow& row) {
  absl::string_view name = row.Word(), target;
  if (version_ >= 12) {
    target = row.Word();
  } else {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(name, absl::MaxSplits(':', 1));
    name = parts.first;
    target = parts.second;
  }
  const absl::string_view key = row.Word();
  const std::string value = row.Text();
  Channel* channel = FindChannel(name);
  if (channel == nullptr) return NoteStray("MDA", name);
  const auto entry = channel->entries.find(target);
  if (entry == channel->entries.end()) return NoteStray("MDA", absl::StrCat(name, " ", target));
  ForeignAccess& access = channel->foreign.access[entry->second];
  if (key == "reason") {
    access.reason = value;
  } else if (key == "expires") {
    const absl::Time expires_at = SecondsIn(value);
    if (expires_at != kUnknownTime) access.expires_at = expires_at;
  } else {
    report_.Ignore("metadata of access entries");
  }
}

void AthemeReader::FinishChannel(Channel& channel) {
  ForeignChannel& foreign = channel.foreign;
  const auto value = [&](absl::string_view prefix, absl::string_view part) {
    const auto found = channel.metadata.find(absl::StrCat(prefix, part));
    return found == channel.metadata.end() ? std::string() : found->second;
  };
  foreign.topic = value(kTopic, "text");
  foreign.topic_setter = value(kTopic, "setter");
  foreign.topic_at = SecondsIn(value(kTopic, "ts"));
  if (!value(kClose, "closer").empty() || !value(kClose, "reason").empty()) {
    network_.forbids.push_back({.kind = "channel",
                                .mask = foreign.name,
                                .by = value(kClose, "closer"),
                                .reason = value(kClose, "reason"),
                                .set_at = SecondsIn(value(kClose, "timestamp"))});
  }
  FinishSettings(channel);
  FinishLock(channel);
  FinishFounder(channel);
}

void AthemeReader::FinishSettings(Channel& channel) {
  auto& settings = channel.foreign.settings;
  for (const FlagRow& row : kFlags) {
    if (absl::StrContains(channel.flags, row.flag)) {
      settings.push_back({std::string(row.setting), "on"});
    }
  }
  for (const auto& [key, value] : channel.metadata) {
    const auto row = std::find_if(std::begin(kKeys), std::end(kKeys),
                                  [&](const KeyRow& each) { return each.key == key; });
    if (row != std::end(kKeys)) {
      settings.push_back({std::string(row->setting), value});
    } else if (key == "private:templates") {
      for (absl::string_view word : absl::StrSplit(value, ' ', absl::SkipEmpty())) {
        const std::pair<std::string, absl::string_view> parts =
            absl::StrSplit(word, absl::MaxSplits('=', 1));
        settings.push_back({absl::StrCat(kTemplatePrefix, absl::AsciiStrToUpper(parts.first)),
                            RightsIn(parts.second)});
      }
    } else if (absl::StartsWith(key, "private:frozen:")) {
      report_.Ignore("freezes of channels");
    } else if (absl::StartsWith(key, "private:mark:")) {
      report_.Ignore("marks of channels");
    } else if (!absl::StartsWith(key, "private:")) {
      report_.Ignore("properties of channels");
    }
  }
}

void AthemeReader::FinishLock(Channel& channel) {
  ForeignModes& modes = channel.foreign.modes;
  std::string on = LettersOfAtheme(ircd_, channel.locked_on & ~0x6u);
  std::string off = LettersOfAtheme(ircd_, channel.locked_off);
  if (modes.limit > 0) on.push_back('l');
  if (!modes.key.empty()) on.push_back('k');
  const auto extended = channel.metadata.find("private:mlockext");
  if (extended != channel.metadata.end()) {
    for (absl::string_view word : absl::StrSplit(extended->second, ' ', absl::SkipEmpty())) {
      const absl::string_view value = word.substr(1);
      const bool is_forward = word[0] == 'f' || word[0] == 'L';
      if (is_forward && (value.empty() || value[0] == '#')) {
        modes.forward = std::string(value);
        (value.empty() ? off : on).push_back('f');
      } else if (word[0] == 'j' && (value.empty() || IsThrottle(value))) {
        modes.throttle = std::string(value);
        (value.empty() ? off : on).push_back('j');
      } else {
        on.push_back('?');
      }
    }
  }
  const auto unknown =
      std::count(on.begin(), on.end(), '?') + std::count(off.begin(), off.end(), '?');
  if (unknown > 0) {
    report_.LeaveOut(Thing::kModes, channel.foreign.name,
                     absl::StrCat(unknown, " modes of its mode lock have no like here"));
  }
  std::erase(on, '?');
  std::erase(off, '?');
  for (char letter : on) {
    if (!absl::StrContains("klfj", letter)) modes.flags.push_back(letter);
  }
  std::string lock = absl::StrCat(on.empty() ? "" : "+", on, off.empty() ? "" : "-", off);
  if (!lock.empty()) channel.foreign.settings.push_back({"mlock", std::move(lock)});
}

// Several entries may have F. The first account among them is the founder.
void AthemeReader::FinishFounder(Channel& channel) {
  for (const ForeignAccess& access : channel.foreign.access) {
    if (!absl::StrContains(access.flags, 'F') || FindAccount(access.who) == nullptr) continue;
    channel.foreign.founder = access.who;
    return;
  }
}

}  // namespace irc
