#include "core/state/registry/registered_channels.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/numbers.h"
#include "core/channel_settings.h"
#include "core/check.h"

namespace irc {

absl::string_view RegisteredChannel::Setting(absl::string_view key) const {
  const auto found = settings->find(std::string(key));
  return found == settings->end() ? absl::string_view() : found->second;
}

AccountId RegisteredChannel::offered_to() const {
  uint64_t id = 0;
  return {absl::SimpleAtoi(Setting(kTransferOffer), &id) ? id : 0};
}

std::vector<Row> RegisteredChannel::Rows() const {
  std::vector<Row> rows = {row};
  if (seen_at != absl::InfinitePast()) {
    rows.push_back(ChannelUseRow{.channel = row.id, .at = seen_at});
  }
  for (const auto& [key, value] : *settings) {
    rows.push_back(ChannelSettingRow{.channel = row.id, .key = key, .value = value});
  }
  for (const AccessEntry& entry : access.entries()) rows.push_back(access.RowOf(row.id, entry));
  return rows;
}

bool RegisteredChannels::Apply(Casemapping casemapping, const Record& record) {
  NoteChange();
  return std::visit(
      [&](const auto& row) {
        if constexpr (requires { Change(casemapping, record.drop, row); }) {
          return Change(casemapping, record.drop, row);
        } else {
          return false;
        }
      },
      record.row);
}

const RegisteredChannel* RegisteredChannels::Find(ChannelId id) const {
  const auto found = channels_.find(id);
  return found == channels_.end() ? nullptr : found->second.get();
}

RegisteredChannel* RegisteredChannels::FindToChange(ChannelId id) {
  const auto found = channels_.find(id);
  return found == channels_.end() ? nullptr : found->second.get();
}

void RegisteredChannels::SetLive(ChannelId id, SlotId<Channel> live) {
  RegisteredChannel* channel = FindToChange(id);
  IRC_CHECK(channel != nullptr, "it was found");
  channel->live = live;
}

void RegisteredChannels::IndexAccount(const RegisteredChannel& channel, AccountId account) {
  if (account == AccountId()) return;
  const bool named = channels_.contains(channel.id()) &&
                     (channel.row.founder == account || channel.row.successor == account ||
                      channel.offered_to() == account ||
                      channel.access.Find(EntryKind::kAccount, account.value) != nullptr);
  if (named) {
    of_accounts_[account].insert(channel.id());
    return;
  }
  const auto found = of_accounts_.find(account);
  if (found == of_accounts_.end()) return;
  found->second.erase(channel.id());
  if (found->second.empty()) of_accounts_.erase(found);
}

void RegisteredChannels::ForgetEnd(const RegisteredChannel& channel, absl::Time end) {
  const std::vector<AccessEntry>& entries = channel.access.entries();
  const bool is_of_another =
      channels_.contains(channel.id()) &&
      std::any_of(entries.begin(), entries.end(),
                  [&](const AccessEntry& entry) { return entry.details->expires_at == end; });
  if (!is_of_another) ends_.erase({end, channel.id()});
}

bool RegisteredChannels::Change(Casemapping, bool drop, const ChannelRow& row) {
  const auto found = channels_.find(row.id);
  if (drop) {
    if (found == channels_.end()) return false;
    const std::unique_ptr<RegisteredChannel> channel = std::move(found->second);
    channels_.erase(found);
    IndexAccount(*channel, channel->row.founder);
    IndexAccount(*channel, channel->row.successor);
    IndexAccount(*channel, channel->offered_to());
    for (const AccessEntry& entry : channel->access.entries()) {
      if (entry.kind == EntryKind::kAccount) IndexAccount(*channel, {entry.subject});
      ForgetEnd(*channel, entry.details->expires_at);
    }
    return true;
  }
  std::unique_ptr<RegisteredChannel>& channel = channels_[row.id];
  if (channel == nullptr) channel = std::make_unique<RegisteredChannel>();
  const ChannelRow before = std::exchange(channel->row, row);
  for (AccountId account : {before.founder, before.successor, row.founder, row.successor}) {
    IndexAccount(*channel, account);
  }
  return true;
}

bool RegisteredChannels::Change(Casemapping, bool drop, const ChannelUseRow& row) {
  RegisteredChannel* channel = FindToChange(row.channel);
  if (channel == nullptr) return false;
  channel->seen_at = drop ? absl::InfinitePast() : row.at;
  return true;
}

bool RegisteredChannels::Change(Casemapping, bool drop, const ChannelSettingRow& row) {
  RegisteredChannel* channel = FindToChange(row.channel);
  if (channel == nullptr) return false;
  const AccountId offered_before = channel->offered_to();
  absl::btree_map<std::string, std::string> settings = *channel->settings;
  const bool existed = settings.erase(row.key) > 0;
  if (!drop) settings[row.key] = row.value;
  channel->settings.Set(std::move(settings));
  IndexAccount(*channel, offered_before);
  IndexAccount(*channel, channel->offered_to());
  return !drop || existed;
}

bool RegisteredChannels::Change(Casemapping casemapping, bool drop, const AccessRow& row) {
  RegisteredChannel* channel = FindToChange(row.channel);
  if (channel == nullptr) return false;
  const AccessEntry* before = channel->access.FindRow(casemapping, row);
  const absl::Time ended = before == nullptr ? absl::InfiniteFuture() : before->details->expires_at;
  const bool changed =
      drop ? channel->access.Remove(casemapping, row) : channel->access.Put(casemapping, row);
  if (!changed) return false;
  if (ended != absl::InfiniteFuture()) ForgetEnd(*channel, ended);
  if (EntryKindNamed(row.kind) == EntryKind::kAccount) IndexAccount(*channel, {row.subject});
  if (!drop && row.expires_at != absl::InfiniteFuture()) {
    ends_.insert({row.expires_at, row.channel});
  }
  return true;
}

const absl::btree_set<ChannelId>& RegisteredChannels::ChannelsOf(AccountId account) const {
  static const absl::btree_set<ChannelId> kNone;
  const auto found = of_accounts_.find(account);
  return found == of_accounts_.end() ? kNone : found->second;
}

size_t RegisteredChannels::CountOfFounder(AccountId account) const {
  const absl::btree_set<ChannelId>& all = ChannelsOf(account);
  return static_cast<size_t>(std::count_if(
      all.begin(), all.end(), [&](ChannelId id) { return Find(id)->row.founder == account; }));
}

absl::Time RegisteredChannels::NextEnd(absl::Time now,
                                       absl::FunctionRef<bool(ChannelId)> is_changing) const {
  for (const auto& [end, id] : ends_) {
    if (end > now || !is_changing(id)) return end;
  }
  return absl::InfiniteFuture();
}

std::vector<Record> RegisteredChannels::DropsOfEnded(
    absl::Time now, absl::FunctionRef<bool(ChannelId)> is_changing) const {
  absl::btree_set<ChannelId> channels;
  for (const auto& [end, id] : ends_) {
    if (end > now) break;
    if (!is_changing(id)) channels.insert(id);
  }
  std::vector<Record> drops;
  for (ChannelId id : channels) {
    const RegisteredChannel& channel = *Find(id);
    for (const AccessEntry& entry : channel.access.entries()) {
      if (entry.IsOver(now)) drops.push_back(Drop(channel.access.RowOf(id, entry)));
    }
  }
  return drops;
}

std::vector<Row> RegisteredChannels::Rows() const {
  std::vector<Row> rows;
  ForEach([&](const RegisteredChannel& channel) {
    for (Row& row : channel.Rows()) rows.push_back(std::move(row));
  });
  return rows;
}

bool RegisteredChannels::TakeLoaded(Casemapping casemapping) {
  bool ok = true;
  for (Row& row : std::exchange(loaded_, {})) ok &= Apply(casemapping, Put(std::move(row)));
  return ok;
}

}  // namespace irc
