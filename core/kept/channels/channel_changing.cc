#include "core/kept/channels/channel_changing.h"

#include <variant>

#include "absl/strings/str_cat.h"
#include "core/channel_settings.h"
#include "core/kept/pending_records.h"
#include "core/protocol/names.h"

namespace irc {
namespace {

// The registered channel that a row is a part of; 0: none.
struct ChannelOfRow {
  ChannelId operator()(const ChannelRow& row) const { return row.id; }
  template <typename OtherRow>
  ChannelId operator()(const OtherRow& row) const {
    if constexpr (requires { ChannelId(row.channel); }) return row.channel;
    return {};
  }
};

bool IsAbout(const Record& record, EntryKind kind, uint64_t subject) {
  const auto* entry = std::get_if<AccessRow>(&record.row);
  return entry != nullptr && entry->kind == NameOf(kind) && entry->subject == subject;
}

bool Names(const Record& record, AccountId account) {
  const auto* channel = std::get_if<ChannelRow>(&record.row);
  if (channel != nullptr) return channel->founder == account || channel->successor == account;
  const auto* setting = std::get_if<ChannelSettingRow>(&record.row);
  if (setting != nullptr && setting->key == kTransferOffer) {
    return setting->value == absl::StrCat(account.value);
  }
  return IsAbout(record, EntryKind::kAccount, account.value);
}

}  // namespace

bool IsChanging(const State& state, ChannelId channel) {
  return AnyPending(state, [&](const Record& record) {
    return std::visit(ChannelOfRow(), record.row) == channel ||
           IsAbout(record, EntryKind::kChannel, channel.value);
  });
}

bool IsChannelBeingTaken(const State& state, absl::string_view name) {
  const Folded folded = Fold(state.casemapping, name);
  return AnyPending(state, [&](const Record& record) {
    const auto* row = std::get_if<ChannelRow>(&record.row);
    return row != nullptr && !record.drop && Fold(state.casemapping, row->name) == folded;
  });
}

bool AnyChannelIsChanging(const State& state, AccountId account) {
  const absl::btree_set<ChannelId>& channels = state.registered_channels.ChannelsOf(account);
  return AnyPending(state, [&](const Record& record) {
    return Names(record, account) || channels.contains(std::visit(ChannelOfRow(), record.row));
  });
}

bool IsEnding(const State& state, EntryKind kind, uint64_t subject) {
  return AnyPending(state, [&](const Record& record) {
    if (!record.drop) return false;
    if (const auto* account = std::get_if<AccountRow>(&record.row)) {
      return kind == EntryKind::kAccount && account->id.value == subject;
    }
    if (const auto* group = std::get_if<GroupRow>(&record.row)) {
      return kind == EntryKind::kGroup && group->id.value == subject;
    }
    const auto* channel = std::get_if<ChannelRow>(&record.row);
    return channel != nullptr && kind == EntryKind::kChannel && channel->id.value == subject;
  });
}

}  // namespace irc
