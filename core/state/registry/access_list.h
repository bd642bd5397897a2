// The access list of a registered channel: who has which rights in it (core/channel_rights.h).
//
// Law of this file: an entry is small, because a network has some hundred thousand of them. What
// most entries do not have (a mask, an end, a reason) is behind a pointer, and the names of those
// who have set them are kept once for each list.
#ifndef IRCSERV_CORE_STATE_REGISTRY_ACCESS_LIST_H_
#define IRCSERV_CORE_STATE_REGISTRY_ACCESS_LIST_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/channel_rights.h"
#include "core/protocol/extban.h"
#include "core/protocol/names.h"
#include "core/records.h"
#include "core/state/lazy.h"

namespace irc {

enum class EntryKind : uint8_t { kAccount, kGroup, kChannel, kMask };

// The word in the column `kind` of AccessRow.
absl::string_view NameOf(EntryKind kind);
std::optional<EntryKind> EntryKindNamed(absl::string_view name);

// The parts of an entry that most do not have.
struct AccessDetails {
  std::string mask;
  BanEntry parsed;  // the mask
  absl::Time expires_at = absl::InfiniteFuture();
  std::string reason;
  std::string comment;
};

struct AccessEntry {
  EntryKind kind = EntryKind::kAccount;
  uint16_t setter = 0;  // AccessList knows the name
  ChannelRights flags = 0;
  uint64_t subject = 0;   // an id: see AccessRow
  int64_t set_at_ms = 0;  // since 1970
  Lazy<AccessDetails> details;

  bool Has(ChannelRight right) const { return irc::Has(flags, right); }
  bool IsOver(absl::Time now) const { return details->expires_at <= now; }
};

class AccessList {
 public:
  // Adds the entry, or replaces the one with the same key. False when its kind is unknown or its
  // mask cannot be parsed.
  bool Put(Casemapping casemapping, const AccessRow& row);
  // False when there is no such entry.
  bool Remove(Casemapping casemapping, const AccessRow& key);

  // The entry, or null; valid until the next change. Those of ids are found by bisection.
  const AccessEntry* Find(EntryKind kind, uint64_t subject) const;
  const AccessEntry* FindMask(Casemapping casemapping, absl::string_view mask) const;
  // The one with the key of the row.
  const AccessEntry* FindRow(Casemapping casemapping, const AccessRow& key) const;
  // All entries: those of accounts, of groups and of channels by their ids, then masks, the oldest
  // first.
  const std::vector<AccessEntry>& entries() const { return entries_; }
  // The index of the first entry that is not of an account.
  size_t accounts() const;

  const std::string& SetterOf(const AccessEntry& entry) const { return setters_[entry.setter]; }
  AccessRow RowOf(ChannelId channel, const AccessEntry& entry) const;

 private:
  using Entries = std::vector<AccessEntry>;

  // The place of the entry with that key, or where it belongs.
  Entries::iterator Place(Casemapping casemapping, EntryKind kind, const AccessRow& row);
  static bool IsAt(Casemapping casemapping, const AccessEntry& entry, EntryKind kind,
                   const AccessRow& row);
  uint16_t IndexOfSetter(const std::string& name);
  // Forgets the names that no entry has any more.
  void PruneSetters();

  Entries entries_;
  std::vector<std::string> setters_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_REGISTRY_ACCESS_LIST_H_
