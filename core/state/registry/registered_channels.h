// Registered channels: to which account each belongs, who has rights in it, and what its founder
// has chosen. Their modes, topics, lists and metadata are those of the Channel (core/state), which
// a registered channel has also when nobody is in it.
#ifndef IRCSERV_CORE_STATE_REGISTRY_REGISTERED_CHANNELS_H_
#define IRCSERV_CORE_STATE_REGISTRY_REGISTERED_CHANNELS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/ids.h"
#include "core/protocol/names.h"
#include "core/records.h"
#include "core/state/archive.h"
#include "core/state/lazy.h"
#include "core/state/registry/access_list.h"
#include "core/state/row_fields.h"
#include "core/state/slot_map.h"

namespace irc {

struct Channel;

struct RegisteredChannel {
  ChannelRow row;
  SlotId<Channel> live;
  absl::Time seen_at = absl::InfinitePast();  // InfinitePast: nobody was in it since
  AccessList access;
  Lazy<absl::btree_map<std::string, std::string>> settings;

  ChannelId id() const { return row.id; }
  const std::string& name() const { return row.name; }
  bool approved() const { return row.approved_at != absl::InfiniteFuture(); }
  // When somebody with rights in it used it for the last time.
  absl::Time used_at() const { return std::max(seen_at, row.registered_at); }
  // The value of a setting (core/channel_settings.h); empty: the default.
  absl::string_view Setting(absl::string_view key) const;
  bool IsOn(absl::string_view key) const { return !Setting(key).empty(); }
  // The account that the channel is offered to (TRANSFER); 0: nobody.
  AccountId offered_to() const;
  // All rows but those of the Channel, that of the channel itself first.
  std::vector<Row> Rows() const;
};

// The search for channels that have not been used for too long. It is done piece by piece.
struct ChannelExpiryRound {
  absl::Time next = absl::UnixEpoch();  // when it goes on, or begins again
  ChannelId after;                      // the last channel that was looked at
};
template <typename Archive>
void Fields(Archive& archive, ChannelExpiryRound& round) {
  auto& [next, after] = round;
  IRC_FIELDS(archive, next, after.value);
}

class RegisteredChannels {
 public:
  // Takes up a change of a row of channels, channel_uses, channel_settings or channel_access;
  // false, and nothing happens, for a row of another table, one of a channel that is not there, and
  // a drop of what is not there.
  bool Apply(Casemapping casemapping, const Record& record);

  // Null when there is none. Valid until the next change.
  const RegisteredChannel* Find(ChannelId id) const;
  void SetLive(ChannelId id, SlotId<Channel> live);

  // The channels that the account has founded, succeeds in, is offered, or has an entry in, by id.
  const absl::btree_set<ChannelId>& ChannelsOf(AccountId account) const;
  // The number of those that it has founded.
  size_t CountOfFounder(AccountId account) const;

  size_t size() const { return channels_.size(); }
  // Counts what may change the rights of somebody: changes of channels, and what others say.
  uint64_t changes() const { return changes_; }
  void NoteChange() { ++changes_; }
  // Calls visit(const RegisteredChannel&) for each, by id.
  template <typename Visitor>
  void ForEach(Visitor&& visit) const {
    for (const auto& [id, channel] : channels_) visit(*channel);
  }

  // Calls visit(const RegisteredChannel&) for those behind `after`, by id, until it returns false.
  template <typename Visitor>
  void ForEachAfter(ChannelId after, Visitor&& visit) const {
    for (auto it = channels_.upper_bound(after); it != channels_.end(); ++it) {
      if (!visit(*it->second)) return;
    }
  }

  const ChannelExpiryRound& expiry_round() const { return expiry_round_; }
  void SetExpiryRound(const ChannelExpiryRound& round) { expiry_round_ = round; }

  // When the next entry of an access list ends, or has ended, but by now in a channel that
  // `is_changing`.
  absl::Time NextEnd(absl::Time now, absl::FunctionRef<bool(ChannelId)> is_changing) const;
  // The entries that have ended by `now`, but in channels that are changing, as drops; Apply takes
  // them.
  std::vector<Record> DropsOfEnded(absl::Time now,
                                   absl::FunctionRef<bool(ChannelId)> is_changing) const;

  // All rows, from which Apply makes the same channels again.
  std::vector<Row> Rows() const;
  // Makes the channels from the rows of a snapshot; false when they contradict each other.
  bool TakeLoaded(Casemapping casemapping);

 private:
  template <typename Archive>
  friend void Fields(Archive& archive, RegisteredChannels& channels) {
    std::vector<Row> rows;
    if constexpr (!Archive::kLoading) rows = channels.Rows();
    auto& expiry_round = channels.expiry_round_;
    IRC_FIELDS(archive, rows, expiry_round);
    if constexpr (Archive::kLoading) channels.loaded_ = std::move(rows);
  }

  RegisteredChannel* FindToChange(ChannelId id);
  bool Change(Casemapping casemapping, bool drop, const ChannelRow& row);
  bool Change(Casemapping casemapping, bool drop, const ChannelUseRow& row);
  bool Change(Casemapping casemapping, bool drop, const ChannelSettingRow& row);
  bool Change(Casemapping casemapping, bool drop, const AccessRow& row);
  // The index of accounts, after the channel has got or lost what names the account.
  void IndexAccount(const RegisteredChannel& channel, AccountId account);
  // The index of ends, after an entry that ended then has gone or become another one.
  void ForgetEnd(const RegisteredChannel& channel, absl::Time end);

  absl::btree_map<ChannelId, std::unique_ptr<RegisteredChannel>> channels_;
  absl::flat_hash_map<AccountId, absl::btree_set<ChannelId>> of_accounts_;
  absl::btree_set<std::pair<absl::Time, ChannelId>> ends_;  // of entries
  ChannelExpiryRound expiry_round_;
  uint64_t changes_ = 0;
  std::vector<Row> loaded_;  // until TakeLoaded
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_REGISTRY_REGISTERED_CHANNELS_H_
