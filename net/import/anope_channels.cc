// The objects of channels of Anope.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "net/import/anope_reader.h"
#include "net/import/foreign_modes.h"

namespace irc {
namespace {

// The switches of a channel that are settings here.
struct SwitchRow {
  absl::string_view name;
  absl::string_view setting;
};
constexpr SwitchRow kSwitches[] = {
    {"CS_NO_EXPIRE", "noexpire"}, {"CS_PRIVATE", "private"},    {"KEEPTOPIC", "keeptopic"},
    {"NOAUTOOP", "noautoop"},     {"RESTRICTED", "restricted"}, {"SECUREOPS", "secure"},
    {"TOPICLOCK", "topiclock"},
};

}  // namespace

AnopeReader::Channel* AnopeReader::FindChannel(absl::string_view name) {
  const auto found = channel_index_.find(absl::AsciiStrToLower(name));
  return found == channel_index_.end() ? nullptr : &channels_[found->second];
}

void AnopeReader::ReadChannel(const AnopeObject& object) {
  Channel channel;
  ForeignChannel& foreign = channel.foreign;
  foreign.name = object.Text("name");
  const std::string key = absl::AsciiStrToLower(foreign.name);
  if (channel_index_.contains(key)) {
    return report_.LeaveOut(Thing::kChannel, foreign.name, "it is in the file twice");
  }
  foreign.founder = AccountOf(object, "founderid", "founder");
  foreign.successor = AccountOf(object, "successorid", "successor");
  foreign.registered_at = object.Time("registered", "time_registered");
  foreign.used_at = object.Time("last_used");
  foreign.topic = object.Text("last_topic");
  foreign.topic_setter = object.Text("last_topic_setter");
  foreign.topic_at = object.Time("last_topic_time");
  channel.levels = ReadAnopeLevels(object.Text("levels"));
  ReadChannelSettings(object, foreign);
  ReadLastModes(object.Text("last_modes"), foreign);
  channel_index_.emplace(key, channels_.size());
  channels_.push_back(std::move(channel));
}

void AnopeReader::ReadChannelSettings(const AnopeObject& object, ForeignChannel& channel) {
  for (const SwitchRow& row : kSwitches) {
    if (object.IsOn(row.name)) channel.settings.push_back({std::string(row.setting), "on"});
  }
  if (const std::string& text = object.Text("description"); !text.empty()) {
    channel.settings.push_back({"description", text});
  }
  if (object.IsOn("CS_SUSPENDED") || object.IsOn("SUSPENDED")) {
    report_.Remark(absl::StrCat("The channel ", channel.name, " was suspended."));
  }
}

// "NAME NAME,value" in 2.0; "+NAME,set_at,set_by,value" in 2.1.
void AnopeReader::ReadLastModes(absl::string_view text, ForeignChannel& channel) {
  for (absl::string_view word : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    const bool is_new = absl::ConsumePrefix(&word, "+");
    const std::vector<std::string> parts =
        absl::StrSplit(word, absl::MaxSplits(',', is_new ? 3 : 1));
    const size_t value = is_new ? 3 : 1;
    const std::string setter = is_new && parts.size() > 2 ? parts[2] : "";
    if (!SetMode(parts[0], parts.size() > value ? parts[value] : "", setter, channel)) {
      report_.Ignore(absl::StrCat("channel modes ", parts[0]));
    }
  }
}

bool AnopeReader::SetMode(absl::string_view name, const std::string& value,
                          const std::string& setter, ForeignChannel& channel) {
  const char letter = LetterOfAnope(name);
  switch (letter) {
    case '\0':
      return false;
    case 'b':
    case 'e':
    case 'I':
    case 'y':
      channel.masks.push_back(
          {.list = letter, .mask = value, .setter = setter, .set_at = written_at_});
      return true;
    case 'k':
      channel.modes.key = value;
      return true;
    case 'l':
      return absl::SimpleAtoi(value, &channel.modes.limit);
    case 'f':
      channel.modes.forward = value;
      return true;
    case 'j':
      channel.modes.throttle = value;
      return true;
    default:
      if (!absl::StrContains(channel.modes.flags, letter)) channel.modes.flags.push_back(letter);
      return true;
  }
}

void AnopeReader::ReadModeLock(const AnopeObject& object) {
  Channel* channel = FindChannel(object.Text("ci"));
  if (channel == nullptr) return NoteStray(object, object.Text("ci"));
  const std::string& name = object.Text("name");
  const char letter = LetterOfAnope(name);
  const bool on = object.IsOn("set");
  if (letter == '\0' ||
      (on && !SetMode(name, object.Text("param"), object.Text("setter"), channel->foreign))) {
    return report_.LeaveOut(Thing::kModes, absl::StrCat(channel->foreign.name, " ", name),
                            "there is no such mode here");
  }
  if (absl::StrContains("beIy", letter)) return;  // a mask, and no lock
  std::string& letters = on ? channel->locked_on : channel->locked_off;
  if (!absl::StrContains(letters, letter)) letters.push_back(letter);
}

void AnopeReader::FinishChannel(Channel& channel) {
  std::string lock = absl::StrCat(channel.locked_on.empty() ? "" : "+", channel.locked_on,
                                  channel.locked_off.empty() ? "" : "-", channel.locked_off);
  std::erase_if(channel.foreign.modes.flags,
                [&](char letter) { return absl::StrContains(channel.locked_off, letter); });
  if (!lock.empty()) channel.foreign.settings.push_back({"mlock", std::move(lock)});
}

void AnopeReader::ReadAccess(const AnopeObject& object) {
  Channel* channel = FindChannel(object.Text("ci"));
  if (channel == nullptr) return NoteStray(object, object.Text("ci"));
  const std::string& provider = object.Text("provider");
  const std::string& data = object.Text("data");
  ChannelRights rights = 0;
  int64_t level = 0;
  if (provider == "access/access" && absl::SimpleAtoi(data, &level)) {
    rights = RightsOfLevel(level, channel->levels);
  } else if (provider == "access/flags") {
    rights = RightsOfFlags(data);
  } else if (provider == "access/xop") {
    rights = RightsOfXop(data);
  }
  const std::string& mask = object.Text("mask");
  if (rights == 0) {
    return report_.LeaveOut(Thing::kAccess, absl::StrCat(mask, " in ", channel->foreign.name),
                            absl::StrCat("'", data, "' gives no right that there is here"));
  }
  channel->foreign.access.push_back({.who = mask,
                                     .flags = LettersOf(rights),
                                     .by = object.Text("creator"),
                                     .set_at = object.Time("created", "", written_at_),
                                     .comment = object.Text("description")});
}

void AnopeReader::ReadAutoKick(const AnopeObject& object) {
  Channel* channel = FindChannel(object.Text("ci"));
  if (channel == nullptr) return NoteStray(object, object.Text("ci"));
  std::string who = AccountOf(object, "ncid", "nc");
  if (who.empty()) who = object.Text("mask");
  channel->foreign.access.push_back({.who = std::move(who),
                                     .flags = "b",
                                     .by = object.Text("creator"),
                                     .set_at = object.Time("addtime", "", written_at_),
                                     .reason = object.Text("reason")});
}

// Nobody may use a suspended channel.
void AnopeReader::ReadChannelSuspension(const AnopeObject& object) {
  network_.forbids.push_back({.kind = "channel",
                              .mask = object.Text("chan"),
                              .by = object.Text("by"),
                              .reason = object.Text("reason"),
                              .set_at = object.Time("time", "", written_at_),
                              .expires_at = object.Time("expires", "", absl::InfiniteFuture())});
}

// A channel has one text here, and may have several there.
void AnopeReader::ReadEntryMessage(const AnopeObject& object) {
  Channel* channel = FindChannel(object.Text("ci"));
  if (channel == nullptr) return NoteStray(object, object.Text("ci"));
  for (auto& [key, value] : channel->foreign.settings) {
    if (key == "entrymsg")
      return static_cast<void>(absl::StrAppend(&value, " | ", object.Text("message")));
  }
  channel->foreign.settings.push_back({"entrymsg", object.Text("message")});
}

// "cs_set_misc:URL"
void AnopeReader::ReadChannelText(const AnopeObject& object) {
  Channel* channel = FindChannel(object.Text("ci"));
  if (channel == nullptr) return NoteStray(object, object.Text("ci"));
  const std::string& name = object.Text("name");
  const std::string key = absl::AsciiStrToLower(name.substr(name.rfind(':') + 1));
  if (key == "url" || key == "email" || key == "description") {
    channel->foreign.settings.push_back({key, object.Text("data")});
  } else {
    report_.Ignore("texts about channels (CSMiscData)");
  }
}

}  // namespace irc
