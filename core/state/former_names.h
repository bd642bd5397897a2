// The former names of renamed channels. For a time such a name leads to the renamed channel, and no
// other channel can have it. Otherwise a user could create a channel with the old name, and clients
// that do not know of the change would join it. https://ircv3.net/specs/extensions/channel-rename
#ifndef IRCSERV_CORE_STATE_FORMER_NAMES_H_
#define IRCSERV_CORE_STATE_FORMER_NAMES_H_

#include <cstdint>
#include <deque>

#include "absl/time/time.h"
#include "core/protocol/names.h"
#include "core/state/archive.h"
#include "core/state/channel.h"
#include "core/state/slot_map.h"

namespace irc {

class FormerNames {
 public:
  // Adds a former name of the channel. Removes the oldest names beyond `limit`.
  void Add(Folded name, SlotId<Channel> channel, absl::Time until, int64_t limit);

  // Moves the times at which the names are free, because the clock was set.
  void Move(absl::Duration by);

  // After the limits have changed: no name leads anywhere beyond `until`, and the oldest beyond
  // `limit` are removed.
  void Limit(absl::Time until, int64_t limit);

  // Removes the name, which a channel has again.
  void Remove(const Folded& name);

  // The channel that had this name; none when there was none or the time is over. It may be gone.
  SlotId<Channel> Find(const Folded& name, absl::Time now) const;
  // Calls visit(name, channel) for each, oldest first.
  template <typename Visit>
  void ForEach(Visit&& visit) const {
    for (const Entry& entry : entries_) visit(entry.name, entry.channel);
  }

 private:
  struct Entry {
    Folded name;
    SlotId<Channel> channel;
    absl::Time until;

    template <typename Archive>
    friend void Fields(Archive& archive, Entry& entry) {
      auto& [name, channel, until] = entry;
      IRC_FIELDS(archive, name, channel, until);
    }
  };

  template <typename Archive>
  friend void Fields(Archive& archive, FormerNames& names) {
    archive(names.entries_);
  }

  std::deque<Entry> entries_;  // oldest first, each name once
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_FORMER_NAMES_H_
