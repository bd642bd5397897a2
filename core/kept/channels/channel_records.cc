#include "core/kept/channels/channel_records.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "core/actions/keep_channel.h"
#include "core/channel_settings.h"
#include "core/policy/account_access.h"
#include "core/protocol/extban.h"

namespace irc {
namespace {

Channel* LiveOf(State& state, ChannelId id) {
  const RegisteredChannel* registered = state.registered_channels.Find(id);
  return registered == nullptr ? nullptr : &ChannelOf(state, registered->live);
}

void TakeUp(State& state, bool drop, const ChannelRow& row) {
  if (drop) return UnregisterChannel(state, row.id);
  RegisterChannel(state, row);
}

void TakeUp(State& state, bool drop, const ChannelModesRow& row) {
  Channel* channel = LiveOf(state, row.channel);
  if (drop || channel == nullptr) return;
  channel->created_at = row.created_at;
  for (const ChannelModeRow& mode : kChannelModes) {
    if (mode.kind != ModeKind::kFlag) continue;
    SetFlag(state, *channel, mode.mode, row.flags.find(mode.letter) != std::string::npos);
  }
  channel->key = row.key;
  if (channel->extras->forward != row.forward) channel->extras.Edit().forward = row.forward;
  channel->limit = static_cast<uint32_t>(row.limit);
  const std::vector<absl::string_view> parts = absl::StrSplit(row.throttle, ':');
  JoinThrottle throttle;
  if (parts.size() == 2 && absl::SimpleAtoi(parts[0], &throttle.joins) &&
      absl::SimpleAtoi(parts[1], &throttle.seconds)) {
    channel->extras.Edit().throttle = throttle;
  }
}

void TakeUp(State& state, bool drop, const ChannelTopicRow& row) {
  Channel* channel = LiveOf(state, row.channel);
  if (drop || channel == nullptr) return;
  channel->topic = {.text = row.text, .setter = row.setter, .set_at = row.set_at};
}

void TakeUp(State& state, bool drop, const ChannelMaskRow& row) {
  Channel* channel = LiveOf(state, row.channel);
  const ChannelModeRow* mode = row.list.size() == 1 ? FindChannelMode(row.list[0]) : nullptr;
  if (drop || channel == nullptr || mode == nullptr || mode->kind != ModeKind::kList) return;
  const std::vector<ListEntry>& list = channel->list(mode->mode);
  const bool known = std::any_of(list.begin(), list.end(), [&](const ListEntry& entry) {
    return SameEntry(state.casemapping, entry.mask, row.mask);
  });
  if (known || !ParseEntry(state.casemapping, row.mask).has_value()) return;
  AddListEntry(state, *channel, mode->mode, row.mask, row.setter);
  channel->list(mode->mode).back().set_at = row.set_at;
}

void TakeUp(State& state, bool drop, const ChannelMetadataRow& row) {
  Channel* channel = LiveOf(state, row.channel);
  if (!drop && channel != nullptr) channel->metadata[row.key] = row.value;
}

template <typename OtherRow>
void TakeUp(State& state, bool drop, const OtherRow& row) {
  state.registered_channels.Apply(state.casemapping, {.drop = drop, .row = row});
}

bool CanFound(const State& state, AccountId account) {
  const Account* found = state.accounts.Find(account);
  return found != nullptr && found->verified();
}

}  // namespace

void TakeUpChannelRecord(State& state, const Record& record) {
  std::visit([&](const auto& row) { TakeUp(state, record.drop, row); }, record.row);
}

std::vector<Record> DropsOfChannel(const State& state, const RegisteredChannel& channel) {
  std::vector<Record> records;
  for (Row& row : RowsOfChannel(channel.id(), ChannelOf(state, channel.live))) {
    records.push_back(Drop(std::move(row)));
  }
  for (Record& drop : EntriesOf(state, EntryKind::kChannel, channel.id().value)) {
    records.push_back(std::move(drop));
  }
  std::vector<Row> rows = channel.Rows();
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    records.push_back(Drop(std::move(*row)));  // the channel itself comes last
  }
  return records;
}

std::vector<Record> DropsOfOffer(const RegisteredChannel& channel) {
  if (channel.offered_to() == AccountId()) return {};
  return {Drop(ChannelSettingRow{.channel = channel.id(),
                                 .key = std::string(kTransferOffer),
                                 .value = std::string(channel.Setting(kTransferOffer))})};
}

std::vector<Record> EntriesOf(const State& state, EntryKind kind, uint64_t subject) {
  std::vector<Record> drops;
  state.registered_channels.ForEach([&](const RegisteredChannel& channel) {
    const AccessEntry* entry = channel.access.Find(kind, subject);
    if (entry != nullptr) drops.push_back(Drop(channel.access.RowOf(channel.id(), *entry)));
  });
  return drops;
}

std::vector<Record> ChannelsWithout(const State& state, const Account& account) {
  std::vector<Record> records;
  for (ChannelId id : state.registered_channels.ChannelsOf(account.id())) {
    const RegisteredChannel& channel = *state.registered_channels.Find(id);
    const AccessEntry* entry = channel.access.Find(EntryKind::kAccount, account.id().value);
    ChannelRow row = channel.row;
    const bool founded = row.founder == account.id();
    if (founded && (row.successor == account.id() || !CanFound(state, row.successor))) {
      for (Record& drop : DropsOfChannel(state, channel)) records.push_back(std::move(drop));
      continue;
    }
    if (entry != nullptr) records.push_back(Drop(channel.access.RowOf(id, *entry)));
    if (founded || channel.offered_to() == account.id()) {
      for (Record& drop : DropsOfOffer(channel)) records.push_back(std::move(drop));
    }
    if (!founded && row.successor != account.id()) continue;
    if (founded) row.founder = row.successor;
    row.successor = {};
    records.push_back(Put(std::move(row)));
  }
  return records;
}

}  // namespace irc
