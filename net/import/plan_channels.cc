// Registered channels.
#include <algorithm>
#include <numeric>

#include "absl/container/btree_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/channel_rights.h"
#include "core/channel_settings.h"
#include "core/protocol/extban.h"
#include "core/protocol/modes.h"
#include "core/protocol/utf8.h"
#include "net/import/planner.h"

namespace irc {
namespace {

constexpr int64_t kTextBytes = 300;

std::string In(absl::string_view what, absl::string_view channel) {
  return absl::StrCat(what, " in ", channel);
}

bool IsKey(absl::string_view key, int64_t bytes_max) {
  return key[0] != ':' && static_cast<int64_t>(key.size()) <= bytes_max && IsValidUtf8(key) &&
         std::all_of(key.begin(), key.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte > 0x20 && byte != 0x7f && c != ',';
         });
}

bool IsThrottle(absl::string_view text) {
  constexpr int64_t kMax = 1000;
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ':');
  int64_t joins = 0, seconds = 0;
  return parts.size() == 2 && absl::SimpleAtoi(parts[0], &joins) &&
         absl::SimpleAtoi(parts[1], &seconds) && joins > 0 && seconds > 0 && joins <= kMax &&
         seconds <= kMax;
}

bool IsMetadataKey(absl::string_view key, int64_t bytes_max) {
  return !key.empty() && static_cast<int64_t>(key.size()) <= bytes_max &&
         std::all_of(key.begin(), key.end(), [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c)) ||
                  absl::ascii_isdigit(static_cast<unsigned char>(c)) ||
                  absl::StrContains("_./-", c);
         });
}

bool IsSetting(absl::string_view key) {
  return absl::StartsWith(key, kTemplatePrefix) ||
         std::any_of(kChannelSettings.begin(), kChannelSettings.end(),
                     [&](const ChannelSettingInfo& row) { return row.key == key; });
}

// Whether the mask of an entry is about a host, so that a cloak may be in it.
bool NamesHost(absl::string_view mask) {
  const size_t at = mask.rfind('@');
  return at != absl::string_view::npos && mask.substr(at + 1) != "*";
}

}  // namespace

void Planner::PlanChannels() {
  const std::vector<ForeignChannel>& channels = network_.channels;
  std::vector<size_t> order(channels.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return Known(channels[a].registered_at) < Known(channels[b].registered_at);
  });
  channel_ids_.resize(channels.size());
  for (size_t place : order) PlaceChannel(channels[place], place);
  for (size_t place : order) {
    if (channel_ids_[place] != ChannelId()) PlanChannel(channels[place], channel_ids_[place]);
  }
  if (host_masks_ > 0) {
    report_.Remark(
        absl::StrCat("Masks of channels that name a host: ", host_masks_,
                     ". One that was made of a cloak of the old server matches nobody here."));
  }
}

void Planner::PlaceChannel(const ForeignChannel& channel, size_t place) {
  if (!IsValidChannelName(rules_.casemapping, channel.name, rules_.limits.channel_bytes)) {
    return report_.LeaveOut(Thing::kChannel, channel.name, "the name cannot be one here");
  }
  const Folded folded = Fold(rules_.casemapping, channel.name);
  const auto [found, is_new] = channels_.emplace(folded, ChannelId());
  if (is_new) {
    found->second = channel_ids_[place] = NextId<RegisteredChannelKind>("channels");
    channels_placed_.insert(folded);
  } else if (channels_placed_.contains(folded)) {
    report_.LeaveOut(Thing::kChannel, channel.name, "an older channel has that name here");
  } else {
    report_.FindThere(Thing::kChannel);
    report_.FindThere(Thing::kTopic, channel.topic.empty() ? 0 : 1);
    report_.FindThere(Thing::kMask, channel.masks.size());
    report_.FindThere(Thing::kMetadata, channel.metadata.size());
    report_.FindThere(Thing::kChannelSetting, channel.settings.size());
    report_.FindThere(Thing::kAccess, channel.access.size());
  }
}

void Planner::PlanChannel(const ForeignChannel& channel, ChannelId id) {
  const Placed* founder = Resolve(channel.founder);
  const Placed* successor = Resolve(channel.successor);
  const absl::Time at = Known(channel.registered_at);
  PutRow(Thing::kChannel,
         ChannelRow{.id = id,
                    .name = channel.name,
                    .founder = founder == nullptr ? AccountId() : founder->id,
                    .successor = successor == nullptr ? AccountId() : successor->id,
                    .registered_at = at,
                    .approved_at = at});
  if (founder == nullptr) {
    report_.Change(Thing::kChannel, channel.name,
                   channel.founder.empty() ? "has no founder, because no account is its founder"
                                           : absl::StrCat("has no founder, because ",
                                                          channel.founder, " is no account here"));
  }
  records_.push_back(
      Put(ChannelUseRow{.channel = id, .at = std::min(Known(channel.used_at), rules_.now)}));
  PlanModes(channel, id);
  PlanTopic(channel, id);
  PlanMasks(channel, id);
  PlanChannelTexts(channel, id);
  PlanAccess(channel, id, founder == nullptr ? AccountId() : founder->id);
}

void Planner::PlanModes(const ForeignChannel& channel, ChannelId id) {
  const ForeignModes& foreign = channel.modes;
  ChannelModesRow row{.channel = id, .created_at = Known(channel.registered_at)};
  const auto leave_out = [&](absl::string_view mode, absl::string_view why) {
    report_.LeaveOut(Thing::kModes, In(mode, channel.name), why);
  };
  for (char letter : foreign.flags) {
    const ChannelModeRow* mode = FindChannelMode(letter);
    if (mode == nullptr || mode->kind != ModeKind::kFlag) {
      leave_out(absl::string_view(&letter, 1), "there is no such mode here");
    } else if (!absl::StrContains(row.flags, letter)) {
      row.flags.push_back(letter);
    }
  }
  // The key is a secret, and not shown.
  if (!foreign.key.empty()) {
    if (IsKey(foreign.key, rules_.limits.key_bytes)) {
      row.key = foreign.key;
    } else {
      leave_out("+k", "it cannot be a key here");
    }
  }
  if (!foreign.forward.empty()) {
    if (IsValidChannelName(rules_.casemapping, foreign.forward, rules_.limits.channel_bytes)) {
      row.forward = foreign.forward;
    } else {
      leave_out("+f", "it names no channel");
    }
  }
  if (!foreign.throttle.empty()) {
    if (IsThrottle(foreign.throttle)) {
      row.throttle = foreign.throttle;
    } else {
      leave_out("+j", "it is not joins:seconds");
    }
  }
  row.limit = std::min<uint64_t>(foreign.limit, INT32_MAX);
  const ChannelModesRow none{.channel = id, .created_at = row.created_at};
  if (row == none) {
    records_.push_back(Put(row));
  } else {
    PutRow(Thing::kModes, row);
  }
}

void Planner::PlanTopic(const ForeignChannel& channel, ChannelId id) {
  if (channel.topic.empty()) return;
  PutRow(Thing::kTopic, ChannelTopicRow{.channel = id,
                                        .text = Text(channel.topic, rules_.limits.topic_bytes),
                                        .setter = Text(channel.topic_setter, 200),
                                        .set_at = Known(channel.topic_at)});
}

void Planner::PlanMasks(const ForeignChannel& channel, ChannelId id) {
  absl::flat_hash_set<std::string> seen;
  absl::btree_map<char, int64_t> entries;
  for (const ForeignMask& foreign : channel.masks) {
    const std::string text = Text(foreign.mask, INT64_MAX);
    const bool takes_acting = foreign.list == 'b' || foreign.list == 'e';
    const auto mask = CompleteEntry(text, takes_acting);
    const std::string what =
        In(absl::StrCat("+", absl::string_view(&foreign.list, 1), " ", text), channel.name);
    if (!mask.has_value() || EntryNamesBrokenNetwork(*mask) ||
        !ParseEntry(rules_.casemapping, *mask).has_value() || absl::StrContains(*mask, ' ') ||
        static_cast<int64_t>(mask->size()) > rules_.limits.list_entry_bytes) {
      report_.LeaveOut(Thing::kMask, what, "it cannot be a mask here");
      continue;
    }
    if (!seen.insert(absl::StrCat(absl::string_view(&foreign.list, 1),
                                  Fold(rules_.casemapping, *mask).bytes()))
             .second) {
      continue;
    }
    if (++entries[foreign.list] > rules_.limits.list_entries) {
      report_.LeaveOut(Thing::kMask, what, "the list is full");
      continue;
    }
    if (NamesHost(*mask)) ++host_masks_;
    PutRow(Thing::kMask, ChannelMaskRow{.channel = id,
                                        .list = std::string(1, foreign.list),
                                        .mask = *mask,
                                        .setter = Text(foreign.setter, 200),
                                        .set_at = Known(foreign.set_at)});
  }
}

void Planner::PlanChannelTexts(const ForeignChannel& channel, ChannelId id) {
  absl::btree_map<std::string, std::string> metadata(channel.metadata.begin(),
                                                     channel.metadata.end());
  int64_t keys = 0;
  for (const auto& [key, value] : metadata) {
    if (!IsMetadataKey(key, rules_.limits.metadata_key_bytes)) {
      report_.LeaveOut(Thing::kMetadata, In(key, channel.name), "it cannot be a key here");
    } else if (++keys > rules_.limits.metadata_keys) {
      report_.LeaveOut(Thing::kMetadata, In(key, channel.name), "a channel has not so many here");
    } else {
      PutRow(
          Thing::kMetadata,
          ChannelMetadataRow{
              .channel = id, .key = key, .value = Text(value, rules_.limits.metadata_value_bytes)});
    }
  }
  absl::btree_map<std::string, std::string> settings(channel.settings.begin(),
                                                     channel.settings.end());
  for (const auto& [key, value] : settings) {
    if (value.empty()) continue;
    if (!IsSetting(key) || absl::StrContains(key, '\n')) {
      report_.LeaveOut(Thing::kChannelSetting, In(key, channel.name), "there is no such setting");
      continue;
    }
    PutRow(Thing::kChannelSetting,
           ChannelSettingRow{.channel = id, .key = key, .value = Text(value, kTextBytes)});
  }
}

std::string Planner::FindSubject(absl::string_view who, AccessRow& row) {
  if (const Placed* placed = Resolve(who)) {
    row.kind = "account";
    row.subject = placed->id.value;
    return "";
  }
  if (absl::StartsWith(who, "!") && !absl::StrContains(who, '@')) {
    const auto group = groups_.find(Fold(rules_.casemapping, who));
    if (group == groups_.end()) return "there is no such group";
    row.kind = "group";
    row.subject = group->second.value;
    return "";
  }
  if (absl::StartsWith(who, "#")) {
    const auto channel = channels_.find(Fold(rules_.casemapping, who));
    if (channel == channels_.end()) return "there is no such channel";
    row.kind = "channel";
    row.subject = channel->second.value;
    return "";
  }
  const std::string text = Text(who, INT64_MAX);
  if (text.find_first_of("!@*?.:") == std::string::npos) return "there is no such account";
  const auto mask = CompleteEntry(text, true);
  if (!mask.has_value() || !ParseEntry(rules_.casemapping, *mask).has_value() ||
      EntryNamesBrokenNetwork(*mask) || absl::StrContains(*mask, ' ') ||
      static_cast<int64_t>(mask->size()) > rules_.limits.list_entry_bytes) {
    return "it cannot be a mask here";
  }
  row.kind = "mask";
  row.mask = *mask;
  return "";
}

// Two entries of the file may be about the same account here, which has the rights of both.
void Planner::PlanAccess(const ForeignChannel& channel, ChannelId id, AccountId founder) {
  absl::btree_map<std::string, size_t> places;
  std::vector<AccessRow> rows;
  for (const ForeignAccess& foreign : channel.access) {
    AccessRow row{.channel = id,
                  .flags = LettersOf(RightsOfLetters(foreign.flags)),
                  .by = NameOf(foreign.by),
                  .set_at = Known(foreign.set_at),
                  .expires_at = foreign.expires_at,
                  .reason = Text(foreign.reason, kTextBytes),
                  .comment = Text(foreign.comment, kTextBytes)};
    const std::string what = In(foreign.who, channel.name);
    if (std::string why = FindSubject(foreign.who, row); !why.empty()) {
      report_.LeaveOut(Thing::kAccess, what, why);
      continue;
    }
    if (row.flags.empty()) {
      report_.LeaveOut(Thing::kAccess, what, "it gives no right that there is here");
      continue;
    }
    if (IsOver(Thing::kAccess, what, row.expires_at)) continue;
    const bool is_founder = row.kind == "account" && row.subject == founder.value;
    if (is_founder) continue;  // who has all rights
    const std::string key =
        absl::StrCat(row.kind, " ", row.subject, " ", Fold(rules_.casemapping, row.mask).bytes());
    const auto [place, is_new] = places.emplace(key, rows.size());
    if (is_new) {
      rows.push_back(std::move(row));
    } else {
      std::string& flags = rows[place->second].flags;
      flags = LettersOf(RightsOfLetters(absl::StrCat(flags, row.flags)));
    }
  }
  for (AccessRow& row : rows) {
    if (NamesHost(row.mask)) ++host_masks_;
    PutRow(Thing::kAccess, std::move(row));
  }
}

}  // namespace irc
